import type { ChatUsage, CollectedChoice } from '../provider/chat.ts';
import { totalUsage } from '../provider/chatCost.ts';
import type { ProblemData } from '../util/problem.ts';
import type { Asked } from './ask.ts';

/** What came of asking with one prompt, perhaps several times: plain data, keys absent when there is nothing to tell. */
export interface RunResult {
  /** As it was sent, without what the connection adds. */
  request: Record<string, unknown>;
  answers: Answer[];
  /** The model that really answered. */
  model: string;
  /** Of all answers together. */
  usage?: ChatUsage;
  /** US dollars, of all answers together. */
  price?: number;
  /** From sending to the end, of all answers together, in milliseconds. */
  ms: number;
  problem?: Omit<ProblemData, 'cause'>;
}

export type Answer = Pick<CollectedChoice, 'text' | 'finish'> &
  Partial<Pick<CollectedChoice, 'reasoning' | 'refusal' | 'toolCalls'>>;

export function runResult(request: Record<string, unknown>, asked: readonly Asked[]): RunResult {
  const models = asked.map(({ chat }) => chat.model).filter(model => model !== undefined);
  const usages = asked.map(({ chat }) => chat.usage).filter(usage => usage !== undefined);
  const prices = asked.map(({ price }) => price).filter(price => price !== undefined);
  const usage = usages.length === asked.length ? totalUsage(usages) : undefined;
  const price = prices.length === asked.length ? prices.reduce((sum, one) => sum + one, 0) : undefined;
  const problem = asked.at(-1)?.problem;
  return {
    request,
    answers: asked.flatMap(({ chat }) => chat.choices.map(answerOf)),
    model: models.at(-1) ?? String(request.model),
    ...(usage && { usage }),
    ...(price !== undefined && { price }),
    ms: asked.reduce((sum, one) => sum + one.ms, 0),
    ...(problem && { problem: withoutCause(problem) }),
  };
}

function answerOf({ text, finish, reasoning, refusal, toolCalls }: CollectedChoice): Answer {
  return {
    text,
    ...(finish && { finish }),
    ...(reasoning !== '' && { reasoning }),
    ...(refusal !== '' && { refusal }),
    ...(toolCalls.length > 0 && { toolCalls }),
  };
}

/** What only a developer wants to read is no part of a result. */
function withoutCause({ cause: _, ...problem }: ProblemData): Omit<ProblemData, 'cause'> {
  return problem;
}
