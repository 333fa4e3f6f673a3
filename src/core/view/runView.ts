import { adviceOf } from '../util/problemText.ts';
import type { ChatUsage, CollectedChat, CollectedChoice } from '../provider/chat.ts';
import type { RunRecord, RunSelection } from '../run/runRecord.ts';
import type { RunResult } from '../run/runResult.ts';
import { dollars } from './connectionRows.ts';
import type { AnswerView, LiveRunView, RunRow, RunStep, RunView } from './runs.ts';

/** Characters of an answer or a value that a row of the history shows. */
const EXCERPT = 100;

/** A run that has ended, as the page shows it. `now` is the template as it is now. */
export function runView(record: RunRecord, now?: RunRecord['template']): RunView {
  const { path, hash } = record.template;
  return {
    id: record.id,
    at: record.at,
    facts: runFacts(record, record.connection.name),
    steps: (record.selections ?? []).map(runStep),
    answers: record.answers.map(answerView),
    notes: runNotes(record),
    ...(now?.path === path && { isStale: now.hash !== hash }),
  };
}

/** What a run that is under way is drawn from. */
interface LiveRun {
  id: string;
  sequence: number;
  progress?: string | undefined;
  waiting?: string | undefined;
  selections: readonly RunSelection[];
  chat: CollectedChat;
}

/** A run that is under way, as the page shows it. */
export function liveView({ id, sequence, progress, waiting, selections, chat }: LiveRun): LiveRunView {
  return {
    id,
    sequence,
    ...(progress !== undefined && { progress }),
    ...(waiting !== undefined && { waiting }),
    steps: selections.map(runStep),
    answers: chat.choices.map(answerView),
  };
}

export function runRow(record: RunRecord, isShown: boolean): RunRow {
  const { id, at, model, answers, problem } = record;
  const said = answers.map(({ text, refusal }) => text || refusal || '').find(text => text.trim() !== '');
  return {
    id,
    at,
    model,
    excerpt: excerpt(said ?? problem?.message ?? '(empty)'),
    variables: variablesText(record),
    failed: problem !== undefined,
    isShown,
  };
}

/** The values that a run was made with, in one line. */
export function variablesText({ variables }: Pick<RunRecord, 'variables'>): string {
  return Object.entries(variables)
    .filter(([name]) => name !== 'choices')
    .map(
      ([name, value]) => `${name}: ${excerpt(typeof value === 'string' ? value : JSON.stringify(value), 40)}`,
    )
    .join(', ');
}

/** What chose the prompt. */
export function runStep(selection: RunSelection): RunStep {
  return {
    file: selection.file,
    answer: selection.answers[0]?.text ?? '',
    facts: runFacts(selection),
    ...(selection.choice !== undefined && { choice: selection.choice }),
  };
}

/** The model that really answered, where, what it used, cost and how long it took. */
export function runFacts(result: RunResult, connection?: string): string[] {
  const { model, request, usage, price, ms } = result;
  const asked = String(request.model ?? '');
  return [
    model === asked || asked === '' ? model : `${model} answered for ${asked}`,
    ...(connection === undefined ? [] : [connection]),
    ...(usage ? usageFacts(usage) : []),
    price === undefined ? 'price unknown' : price === 0 ? 'free' : dollars(Number(price.toPrecision(3))),
    ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`,
  ];
}

export function answerView(answer: Partial<CollectedChoice>): AnswerView {
  const { text = '', reasoning, refusal, toolCalls = [] } = answer;
  return {
    text,
    ...(reasoning && { reasoning }),
    ...(refusal && { refusal }),
    calls: toolCalls.filter(Boolean).map(call => `${call.name ?? ''}(${call.arguments})`),
  };
}

function usageFacts({ promptTokens, completionTokens, cachedTokens, reasoningTokens }: ChatUsage): string[] {
  const cached = cachedTokens ? ` (${cachedTokens} cached)` : '';
  const hidden = reasoningTokens ? ` (${reasoningTokens} reasoning)` : '';
  return [
    ...(promptTokens === undefined ? [] : [`${promptTokens} tokens in${cached}`]),
    ...(completionTokens === undefined ? [] : [`${completionTokens} out${hidden}`]),
  ];
}

function runNotes({ answers, problem }: RunRecord): RunView['notes'] {
  const notes: RunView['notes'] = [];
  if (problem) notes.push({ severity: 'error', message: problem.message, remedy: adviceOf(problem) });
  if (answers.some(({ finish }) => finish === 'length')) {
    notes.push({
      severity: 'warning',
      message: 'The answer reached its greatest length and ends early.',
      remedy: 'Raise max_tokens.',
    });
  }
  if (answers.some(({ finish }) => finish === 'content-filter')) {
    notes.push({
      severity: 'warning',
      message: 'The provider’s content filter cut the answer.',
      remedy: 'Change what the prompt asks.',
    });
  }
  return notes;
}

function excerpt(text: string, longest = EXCERPT): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
