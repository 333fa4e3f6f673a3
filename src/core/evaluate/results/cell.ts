import type { ChatUsage, CollectedChoice, FinishReason } from '../../provider/chat.ts';
import type { ProblemData } from '../../util/problem.ts';

/** Which answer: of which variant, to which case, at which repetition (from zero). */
export interface CellKey {
  case: string;
  variant: string;
  repetition: number;
}

/** One answer with all that is known of how it came about. Plain data: a line of the results. */
export interface Cell extends CellKey {
  /** Of all that was sent, and where to: an answer with the same hash need not be asked for again. */
  request: string;
  output: string;
  toolCalls?: CollectedChoice['toolCalls'];
  reasoning?: string;
  refusal?: string;
  finish?: FinishReason;
  /** The model that was asked. */
  asked: string;
  /** The model that says it answered; absent when the server does not say. */
  answered?: string;
  /** True when that is another model than was asked: the answer counts for nothing. */
  wrongModel?: true;
  usage?: ChatUsage;
  /** US dollars; absent when the price or the usage is not known. */
  price?: number;
  /** From sending to the end, in milliseconds. */
  ms?: number;
  /** True when the answer was cut. */
  truncated?: true;
  /** Why the answer is not whole; absent when it is. */
  problem?: Omit<ProblemData, 'cause'>;
  /** When it came, in milliseconds since 1970. */
  at?: number;
}

/** A key for maps. No name can forge another's, since each part is written as JSON. */
export function cellId({ case: id, variant, repetition }: CellKey): string {
  return JSON.stringify([id, variant, repetition]);
}
