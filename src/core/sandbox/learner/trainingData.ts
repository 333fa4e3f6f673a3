import type { Method } from '../../formats/format.ts';
import { LineCutter } from '../../text/cutLines.ts';
import { decodeUtf8 } from '../../text/decode.ts';
import { answerTextOf, type Turn, turnsOf } from './turn.ts';

/** A conversation, as the answers to learn in it. */
export interface SupervisedExample {
  /** Each answer with everything that was said before it; never empty. */
  answers: { prompt: Turn[]; answer: string }[];
}

/** Two answers to the same prompt, one of them preferred. */
export interface PreferenceExample {
  prompt: Turn[];
  preferred: string;
  rejected: string;
}

/** A prompt without an answer; graders read the other keys of the line as `item`. */
export interface ReinforcementExample {
  prompt: Turn[];
  item: Record<string, unknown>;
}

/** The examples of a training file, for one method. */
export type TrainingExamples =
  | { method: 'supervised'; examples: SupervisedExample[] }
  | { method: 'dpo'; examples: PreferenceExample[] }
  | { method: 'reinforcement'; examples: ReinforcementExample[] };

/**
 * Reads the examples of a JSONL file. What does not fit the method is left out: telling the user is the linter's
 * work, done before a job runs. Yields after each line so that a large file does not hold up its thread.
 */
export function* readExamples(bytes: Uint8Array, method: Method): Generator<void, TrainingExamples> {
  const examples: unknown[] = [];
  for (const line of yieldingLines(bytes)) {
    yield;
    const value = parsedObject(line);
    if (value !== undefined) examples.push(...READERS[method](value));
  }
  return { method, examples } as TrainingExamples;
}

const READERS: Record<Method, (value: Record<string, unknown>) => unknown[]> = {
  supervised: supervisedExamples,
  dpo: preferenceExamples,
  reinforcement: reinforcementExamples,
};

/** Every assistant message is an answer to learn, except those with `weight: 0`. */
function supervisedExamples(value: Record<string, unknown>): SupervisedExample[] {
  if (typeof value.prompt === 'string' && typeof value.completion === 'string') {
    return [{ answers: [{ prompt: [{ role: 'user', text: value.prompt }], answer: value.completion }] }];
  }
  if (!Array.isArray(value.messages)) return [];
  const messages = value.messages as unknown[];
  const answers = messages.flatMap((message, index) => {
    if (!isMessageOf(message, 'assistant') || message.weight === 0) return [];
    return [{ prompt: turnsOf(messages.slice(0, index)), answer: answerTextOf(message) }];
  });
  return answers.length > 0 ? [{ answers }] : [];
}

function preferenceExamples(value: Record<string, unknown>): PreferenceExample[] {
  const input = value.input as { messages?: unknown } | null | undefined;
  const preferred = firstAnswer(value.preferred_output);
  const rejected = firstAnswer(value.non_preferred_output);
  if (!Array.isArray(input?.messages) || preferred === undefined || rejected === undefined) return [];
  return [{ prompt: turnsOf(input.messages), preferred, rejected }];
}

function reinforcementExamples(value: Record<string, unknown>): ReinforcementExample[] {
  if (!Array.isArray(value.messages)) return [];
  const { messages, tools: _tools, ...item } = value;
  return [{ prompt: turnsOf(messages as unknown[]), item }];
}

function firstAnswer(output: unknown): string | undefined {
  if (!Array.isArray(output)) return undefined;
  const message = output.find(candidate => isMessageOf(candidate, 'assistant'));
  return message === undefined ? undefined : answerTextOf(message);
}

function isMessageOf(message: unknown, role: string): message is { role: string; weight?: unknown } {
  return typeof message === 'object' && message !== null && (message as { role?: unknown }).role === role;
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Feeds the cutter in small chunks: cutting a whole large file at once would be one long task. */
function* yieldingLines(bytes: Uint8Array): Generator<string> {
  const cutter = new LineCutter();
  let lines: string[] = [];
  const take = (line: { bytes: Uint8Array; offset: number }): void => {
    lines.push(decodeUtf8(line.bytes).text.replace(/^\uFEFF/, ''));
  };
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    cutter.push(bytes.subarray(start, start + CHUNK_BYTES), take);
    yield* lines;
    lines = [];
  }
  cutter.end(take);
  yield* lines;
}

const CHUNK_BYTES = 64 * 1024;
