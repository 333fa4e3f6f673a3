import { runsHere } from '../../provider/connectionKinds.ts';
import type { ProjectLedger } from '../../run/spendRun.ts';
import type { Clock } from '../../util/clock.ts';
import { Problem, type ProblemData } from '../../util/problem.ts';
import type { Cell } from '../results/cell.ts';
import type { ComparisonEstimate } from './estimateComparison.ts';
import type { OpenComparison } from './openComparison.ts';

/** What one run of a comparison spends, held against the month's cap and entered in the ledger. */
export interface ComparisonSpending {
  refuses(usd: number): ProblemData | undefined;
  spent(cell: Partial<Pick<Cell, 'price' | 'usage' | 'request'>>): void;
  /** Enters what it really cost in place of what was set aside. */
  end(): Promise<void>;
}

/**
 * Sets aside what a run is likely to cost, so that the month's cap holds. Nothing is entered for what costs nothing. Throws
 * a `Problem` when the cap does not allow it.
 */
export async function reserveComparison(
  { path }: Pick<OpenComparison, 'path'>,
  { variants, judges, usd }: Pick<ComparisonEstimate, 'variants' | 'judges' | 'usd'>,
  { ledger, project }: ProjectLedger,
  clock: Clock,
): Promise<ComparisonSpending> {
  const paid = [...variants, ...judges].filter(({ connection }) => !runsHere(connection.kind));
  const [first] = paid;
  const entry = {
    at: clock.now(),
    kind: 'run' as const,
    id: `compare:${path}:${clock.now()}`,
    connection: first?.connection.id ?? 'sandbox',
    model: [...new Set(paid.map(({ model }) => model))].join(', '),
    project,
  };
  const answer = first
    ? await ledger.reserve({ ...entry, tokens: null, usd: usd?.likely ?? null })
    : undefined;
  if (answer?.verdict === 'over') throw overCap(answer.left ?? 0);
  const left = answer?.left;
  let [spent, tokens] = [0, 0];
  let isWhole = true;
  return {
    refuses: usd => (left !== undefined && spent + usd > left ? overCap(left - spent).data : undefined),
    spent({ price, usage, request }) {
      if (request === '') return;
      if (price === undefined) isWhole = false;
      else spent += price;
      tokens += (usage?.promptTokens ?? 0) + (usage?.completionTokens ?? 0);
    },
    async end() {
      if (first) await ledger.record({ ...entry, tokens, usd: isWhole ? spent : null });
    },
  };
}

function overCap(left: number): Problem {
  return new Problem({
    code: 'rejected',
    reason: 'spending-cap',
    message: `Of this month’s cap only ${Number(Math.max(0, left).toPrecision(3))} US dollars are left, and the comparison needs more.`,
    remedy: 'Raise the cap, draw fewer cases, or compare on the sandbox.',
  });
}
