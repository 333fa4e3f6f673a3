import * as z from 'zod';
import { isObject, own } from '../jsonl/shape.ts';
import { keyOfMessages } from '../template/pattern/promptKey.ts';

/** With which values the prompt of an example was rendered. */
export interface StoredVariables {
  /** Which prompt: see `promptKey`. */
  prompt: string;
  /** Path of the template, relative to the project. */
  template: string;
  variables: Record<string, unknown>;
}

const lineType = z.object({
  prompt: z.string(),
  template: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

/** The file that keeps the variables of a dataset: `train.jsonl` has `train.variables.jsonl`. */
export function variablesPath(dataset: string): string {
  return dataset.replace(/(\.[^./\\]*)?$/, '.variables.jsonl');
}

/** What stands before the answer in an example: the messages of a chat without the last answer. */
export function promptOfExample(example: unknown): unknown[] {
  const input = isObject(example) ? own(example, 'input') : undefined;
  const messages = isObject(input)
    ? own(input, 'messages')
    : isObject(example)
      ? own(example, 'messages')
      : undefined;
  if (!Array.isArray(messages)) return [];
  const last: unknown = messages.at(-1);
  const isAnswered = isObject(last) && own(last, 'role') === 'assistant';
  return isAnswered ? messages.slice(0, -1) : messages;
}

/** Recognises a prompt in a file whose lines were moved. */
export function promptKey(example: unknown): string {
  return keyOfMessages(promptOfExample(example));
}

export function storedLine(stored: StoredVariables): string {
  return `${JSON.stringify(stored)}\n`;
}

/** Reads such a file; of several lines for one prompt the last counts. What cannot be read is passed over. */
export function parseStored(text: string): Map<string, StoredVariables> {
  const all = new Map<string, StoredVariables>();
  for (const line of text.split('\n')) {
    const read = lineType.safeParse(jsonOf(line));
    if (read.success) all.set(read.data.prompt, read.data);
  }
  return all;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
