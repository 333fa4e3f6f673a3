import type { Turn } from './turn.ts';

/** A question and its answer, found in a prompt. */
export interface PromptExample {
  question: string;
  answer: string;
}

/** What a prompt asks, and the examples that it shows for it. */
export interface ReadPrompt {
  examples: PromptExample[];
  /** The system messages, without change. */
  system: Turn[];
  /** What is to be answered. */
  question: string;
}

/** More examples than these are not read; the last ones count. */
const MAX_EXAMPLES = 64;

/**
 * Finds the examples in a prompt: earlier turns of a conversation; blocks of labelled lines whose last label is
 * still empty ("Text: ... Sentiment: ... Text: ... Sentiment:"); lines with an arrow ("sea -> mer"); and such
 * blocks in the system message. Without any, the prompt has no examples and its last message is the question.
 */
export function readPrompt(turns: readonly Turn[]): ReadPrompt {
  const system = turns.filter(turn => turn.role === 'system');
  const latest = turns.findLastIndex(turn => turn.role === 'user' || turn.role === 'tool');
  const question = turns[latest]?.text ?? system.at(-1)?.text ?? '';
  const inline = arrowExamples(question) ?? cuedExamples(question);
  const shown = [
    ...system.flatMap(turn => shownExamples(turn.text)),
    ...turnExamples(turns.slice(0, Math.max(0, latest))),
  ];
  const examples = [...shown, ...(inline?.examples ?? [])].slice(-MAX_EXAMPLES);
  return { examples, system, question: inline?.question ?? question };
}

interface InlineExamples {
  examples: PromptExample[];
  question: string;
}

function turnExamples(turns: readonly Turn[]): PromptExample[] {
  const examples: PromptExample[] = [];
  turns.forEach((turn, index) => {
    const before = turns[index - 1];
    if (turn.role !== 'assistant' || turn.text === '' || before === undefined) return;
    if (before.role === 'user' || before.role === 'tool')
      examples.push({ question: before.text, answer: turn.text });
  });
  return examples;
}

const ARROW_LINE = /^(?:[-*] |\d+[.)] )?(.+?)\s*(?:->|=>|→|⇒)[ \t]*(.*)$/u;

/** Lines "question -> answer", the last of which has no answer yet. */
function arrowExamples(text: string): InlineExamples | undefined {
  const lines = text.split('\n').map(line => ARROW_LINE.exec(line.trim()));
  const found = lines.filter(match => match !== null);
  const last = found.at(-1);
  if (found.length < 2 || last === undefined || last[2] !== '' || lines.at(-1) !== last) return undefined;
  return {
    examples: found.slice(0, -1).map(([, question, answer]) => ({ question: question!, answer: answer! })),
    question: last[1]!,
  };
}

const LABEL_LINE = /^\s*(?:#+ )?(?:\*\*)?([\p{L}][\p{L}\p{N} _-]{0,30})(?:\*\*)?:(?:\*\*)?[ \t]*(.*)$/u;

/** Blocks that end in the label with which the text ends, each answered but the last. */
function cuedExamples(text: string): InlineExamples | undefined {
  const lines = text.trimEnd().split('\n');
  const cue = LABEL_LINE.exec(lines.at(-1)!);
  if (cue === null || cue[2] !== '') return undefined;
  const { examples, rest } = blocks(lines.slice(0, -1), cue[1]!.toLowerCase());
  return { examples, question: rest.length > 0 ? rest.join('\n') : text };
}

/** Complete blocks in a text that shows examples without asking anything: "Q: ... A: ...", "Input: ... Output: ...". */
function shownExamples(text: string): PromptExample[] {
  const lines = text.split('\n');
  for (const answerLabel of ANSWER_LABELS) {
    const isShown = lines.some(line => LABEL_LINE.exec(line)?.[1]?.toLowerCase() === answerLabel);
    if (isShown) return blocks(lines, answerLabel).examples;
  }
  return [];
}

const ANSWER_LABELS = ['output', 'answer', 'a', 'assistant', 'response', 'label', 'completion', 'bot', 'ai'];

/** Cuts lines at those with the answer's label. An answer reaches to the next empty line or label. */
function blocks(
  lines: readonly string[],
  answerLabel: string,
): { examples: PromptExample[]; rest: string[] } {
  const examples: PromptExample[] = [];
  let question: string[] = [];
  let answer: string[] | undefined;
  const finish = (): void => {
    if (answer !== undefined)
      examples.push({ question: trimmedLines(question), answer: answer.join('\n').trim() });
    if (answer !== undefined) question = [];
    answer = undefined;
  };
  for (const line of lines) {
    const label = LABEL_LINE.exec(line);
    if (label !== null && label[1]!.toLowerCase() === answerLabel) {
      finish();
      answer = [label[2]!];
    } else if (answer !== undefined && (line.trim() === '' || label !== null)) {
      finish();
      question = [line];
    } else (answer ?? question).push(line);
  }
  finish();
  return {
    examples: examples.filter(example => example.answer !== ''),
    rest: question.filter(line => line.trim() !== ''),
  };
}

/** An introduction that stands before the first block, parted by an empty line, is no part of its question. */
function trimmedLines(lines: readonly string[]): string {
  const paragraphs = lines
    .join('\n')
    .trim()
    .split(/\n\s*\n/);
  return paragraphs.at(-1)!.trim();
}
