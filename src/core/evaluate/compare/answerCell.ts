import type { ChatEvent } from '../../provider/chat.ts';
import { type Asked, ask } from '../../run/ask.ts';
import type { PlanAnswer } from '../../run/plan.ts';
import type { ProblemData } from '../../util/problem.ts';
import type { Cell } from '../results/cell.ts';
import type { CellItem } from './cellPlan.ts';
import type { CompareHost } from './compareHost.ts';
import { isWrongModel } from './wrongModel.ts';

/** Asks for one cell. A failure is in the answer. */
export async function answerCell(
  item: CellItem,
  { clock }: Pick<CompareHost, 'clock'>,
  signal: AbortSignal,
  onEvent?: (event: ChatEvent) => void,
): Promise<PlanAnswer<Cell>> {
  const { provider } = item.variant;
  const asked = await ask(provider, item.request, { clock, signal, ...(onEvent && { show: onEvent }) });
  const value = { ...cellOf(item, asked), at: clock.now() };
  const { price } = asked;
  // What was cut has a value and no use: it is asked for again.
  const problem = asked.problem ?? (asked.chat.truncated ? CUT : undefined);
  return { value, ...(price !== undefined && { price }), ...(problem && { problem }) };
}

/** An answer as it is kept. */
export function cellOf({ key, hash, request, variant }: CellItem, { chat, ms, price, problem }: Asked): Cell {
  const { text = '', reasoning, refusal, toolCalls, finish } = chat.choices[0] ?? {};
  const { model: answered, usage, truncated } = chat;
  return {
    ...key,
    request: hash,
    output: text,
    asked: request.model,
    ...(answered !== undefined && { answered }),
    ...(isWrongModel(variant.provider.connection.kind, request.model, answered) && {
      wrongModel: true as const,
    }),
    ...(toolCalls && toolCalls.length > 0 && { toolCalls }),
    ...(reasoning && { reasoning }),
    ...(refusal && { refusal }),
    ...(finish && { finish }),
    ...(usage && { usage }),
    ...(price !== undefined && { price }),
    ms: Math.round(ms),
    ...(truncated && { truncated: true as const }),
    ...(problem && { problem: plain(problem) }),
  };
}

/** What only a developer wants to read is no part of a result. */
export function plain({ cause: _, ...problem }: ProblemData): Omit<ProblemData, 'cause'> {
  return problem;
}

/** Of an answer that ended before it was finished. */
export const CUT: ProblemData = {
  code: 'bad-response',
  reason: 'cut',
  message: 'The answer was cut before it was finished.',
  remedy: 'Run the comparison again: what is whole is kept.',
  retryable: true,
};
