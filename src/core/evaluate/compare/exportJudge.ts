import { isObject } from '../../jsonl/shape.ts';
import { messagePatterns } from '../../template/pattern/patternOf.ts';
import type { Segment } from '../../template/pattern/promptPattern.ts';
import type { PromptFile } from '../../template/promptFile/promptFile.ts';
import type { GraderOf } from '../graders/graderType.ts';
import { judgesOf } from './judgeQuestions.ts';

/**
 * A judge as OpenAI's API takes it: `label_model` for choices, else `score_model`. Or why that would judge otherwise: its
 * messages know names of values alone, and one model is asked.
 */
export function exportJudge(grader: GraderOf<'judge'>, name: string, file: PromptFile): Exported {
  const [judge, ...others] = judgesOf(grader);
  if (others.length > 0) return { why: 'OpenAI’s grader asks one judge only.' };
  const { model: inPrompt, messages, n: _, stream: __, response_format: ___, ...rest } = file.request;
  const model = judge!.model ?? inPrompt;
  if (typeof model !== 'string' || model === '')
    return { why: 'OpenAI’s grader names its model: give the judge one as "model".' };
  const input = inputOf(file, messages);
  if ('why' in input) return input;
  const sampling = samplingOf(rest);
  if ('why' in sampling) return sampling;
  const verdict = verdictOf(grader);
  if ('why' in verdict) return verdict;
  return { grader: { ...verdict.grader, name, model, ...input.grader, ...sampling.grader } };
}

/** A grader, or some of its fields, or why there is none. */
type Exported = { grader: Record<string, unknown> } | { why: string };

/** What passes, in OpenAI's words. */
function verdictOf({ choices, range = [0, 1], threshold }: GraderOf<'judge'>): Exported {
  if (choices === undefined) {
    const [lowest, highest] = range;
    // Ours is a share of the range, OpenAI's a score in it.
    const limit = threshold === undefined ? {} : { pass_threshold: lowest + threshold * (highest - lowest) };
    return { grader: { type: 'score_model', range, ...limit } };
  }
  if (Object.values(choices).some(worth => worth !== 0 && worth !== 1))
    return { why: 'OpenAI’s labels pass or fail, and a choice of this judge is worth something between.' };
  const labels = Object.keys(choices);
  const passing = labels.filter(label => choices[label] === 1);
  if (passing.length === 0 || (threshold !== undefined && (threshold <= 0 || threshold > 1)))
    return { why: 'OpenAI’s labels need some that pass, and others that do not.' };
  return { grader: { type: 'label_model', labels, passing_labels: passing } };
}

function inputOf(file: PromptFile, messages: unknown): Exported {
  const patterns = messagePatterns(file);
  const sent = Array.isArray(messages) ? messages : [];
  if (patterns.length === 0 || patterns.length !== sent.length)
    return { why: 'OpenAI’s grader ends with a question, and this template does not.' };
  const plain = sent.every(one => isObject(one) && Object.keys(one).every(key => PLAIN.has(key)));
  if (!plain) return { why: 'OpenAI’s grader takes a role and a text of each message, and nothing else.' };
  const given = new Set(
    file.inputs.flatMap(({ name, default: value }) => (value === undefined ? [] : [name])),
  );
  const input: { role: string; content: string }[] = [];
  for (const { role, segments } of patterns) {
    if (!segments || segments.some(segment => typeof segment === 'string' && segment.includes('{{')))
      return { why: 'OpenAI’s grader puts values in, and knows nothing else of what this template does.' };
    const lost = segments.flatMap(segment =>
      typeof segment !== 'string' && (segment.variable === 'question' || given.has(segment.variable))
        ? [segment.variable]
        : [],
    );
    if (lost.length > 0) return { why: `OpenAI’s items have no value for ${lost.join(', ')}.` };
    input.push({ role, content: segments.map(textOf).join('') });
  }
  return { grader: { input } };
}

const PLAIN = new Set(['role', 'content']);

function textOf(segment: Segment): string {
  if (typeof segment === 'string') return segment;
  return segment.variable === 'answer' ? '{{sample.output_text}}' : `{{item.${segment.variable}}}`;
}

function samplingOf(parameters: Readonly<Record<string, unknown>>): Exported {
  const taken: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(parameters)) {
    const theirs = SAMPLING.get(key);
    if (theirs === undefined) return { why: `OpenAI’s grader has no parameter like ${key}.` };
    taken[theirs] = value;
  }
  return { grader: Object.keys(taken).length > 0 ? { sampling_params: taken } : {} };
}

/** Parameters of a chat, as OpenAI's graders call them. */
const SAMPLING: ReadonlyMap<string, string> = new Map([
  ...['temperature', 'top_p', 'seed', 'reasoning_effort'].map((key): [string, string] => [key, key]),
  ['max_tokens', 'max_completions_tokens'],
  ['max_completion_tokens', 'max_completions_tokens'],
]);
