import type { Turn } from '../formats/conversation.ts';
import type { FormatId } from '../formats/format.ts';
import { type Losses, Refusal } from './loss.ts';
import type { Neutral } from './neutral.ts';

export interface WriteOptions {
  /** Whether the consumer of OpenAI-shaped messages reads `reasoning_content`. */
  reasoning: boolean;
  /** Whether the consumer of OpenAI-shaped messages follows `weight`; true when absent. */
  weights?: boolean;
  /** Number of the example, from 1: names a batch request. */
  number?: number;
  /** The model that batch requests ask; left out when absent. */
  model?: string;
}

/** What a format holds of an example. It decides how an example of another kind is brought into it. */
export type WriterKind = 'chat' | 'pair' | 'labelled' | 'prompt' | 'text';

/** Writes neutral examples in one format. What the format cannot hold is told to `losses` or refused. */
export interface Writer {
  format: FormatId;
  kind: WriterKind;
  write(neutral: Neutral, losses: Losses, options: WriteOptions): Record<string, unknown>;
}

/** The answer, of which it is known that it is there. */
export function answerOf({ answer }: Neutral): Turn[] {
  if (!answer || answer.length === 0) throw new Refusal('no-answer');
  return answer;
}

export function rejectedOf({ rejected }: Neutral): Turn[] {
  if (!rejected || rejected.length === 0) throw new Refusal('no-second-answer');
  return rejected;
}

/** What stands beside the messages of an example, and which of it a format holds. */
export interface Beside {
  /** Under which key tools stand, and how; absent where the format has none. */
  tools?: (tools: readonly unknown[], losses: Losses) => Record<string, unknown>;
  parallel?: boolean;
  /** Whether any other key may stand there. */
  others?: boolean;
}

/** The keys beside the messages. Other keys of the example never replace those that the format has. */
export function beside(neutral: Neutral, losses: Losses, holds: Beside): Record<string, unknown> {
  const { tools, parallelToolCalls, weight, others } = neutral;
  if (tools && !holds.tools) losses.add('tools');
  if (parallelToolCalls !== undefined && !holds.parallel) losses.add('parallel-tool-calls');
  if (weight !== undefined) losses.add('example-weight');
  if (Object.keys(others).length > 0 && !holds.others) losses.add('other-keys');
  return {
    ...(tools && holds.tools?.(tools, losses)),
    ...(parallelToolCalls !== undefined && holds.parallel ? { parallel_tool_calls: parallelToolCalls } : {}),
  };
}

/** Puts other keys of the example behind those of the format. */
export function withOthers(
  value: Record<string, unknown>,
  { others }: Neutral,
  losses: Losses,
): Record<string, unknown> {
  const free = Object.entries(others).filter(([key]) => !Object.hasOwn(value, key));
  if (free.length < Object.keys(others).length) losses.add('other-keys');
  return Object.fromEntries([...Object.entries(value), ...free]);
}

/** What a format says of an example, with what stands beside it: first its own keys, then those of the example. */
export function framed(
  value: Record<string, unknown>,
  neutral: Neutral,
  losses: Losses,
  holds: Beside,
): Record<string, unknown> {
  return withOthers({ ...value, ...beside(neutral, losses, holds) }, neutral, losses);
}

/** Tells what is lost where a format learns the last answer alone. */
export function tellEarlierAnswers({ prompt }: Neutral, losses: Losses): void {
  if (prompt.some(({ speaker, weight }) => speaker === 'assistant' && weight !== 0))
    losses.add('earlier-answers');
}

/** Tells that weights are lost where some turn has one. */
export function tellWeights(turns: readonly Turn[], losses: Losses): void {
  if (turns.some(({ weight }) => weight === 0)) losses.add('weights');
}

export function tellNames(turns: readonly Turn[], losses: Losses): void {
  if (turns.some(({ name, speaker }) => name !== undefined && speaker !== 'tool')) losses.add('names');
}
