import type { CapAnswer } from '../ledger/cap.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { chatCost } from '../provider/chatCost.ts';
import type { Connection } from '../provider/connection.ts';
import { runsHere } from '../provider/connectionKinds.ts';
import { countRequest } from '../tokens/countRequest.ts';
import { ESTIMATE } from '../tokens/tokenizer.ts';
import type { Clock } from '../util/clock.ts';
import { Problem } from '../util/problem.ts';
import { knownPrice } from './knownPrice.ts';
import type { RunResult } from './runResult.ts';

/** A ledger and the name of the project that it belongs to. */
export interface ProjectLedger {
  ledger: Ledger;
  project: string;
}

/** A request that is about to cost something. */
export interface PlannedRun {
  /** Unique. */
  id: string;
  connection: Connection;
  model: string;
  request: Readonly<Record<string, unknown>>;
}

/** Tokens of an answer where the request sets no limit. */
const USUAL_ANSWER = 1000;

/**
 * Sets aside what a request is likely to cost. Throws a `Problem` when this month's cap leaves no room for it. The entry
 * is replaced by `settleRun`, which must be called whatever comes of the request.
 */
export async function reserveRun(plan: PlannedRun, spending: ProjectLedger, clock: Clock): Promise<void> {
  const usd = expectedPrice(plan, clock);
  if (usd === 0) return;
  const answer = await spending.ledger.reserve(entryOf(plan, spending.project, clock, null, usd));
  if (answer.verdict === 'over') throw overCap(usd, answer);
}

/** Enters what a run did cost; without a result it came to nothing, and nothing is set aside any more. */
export async function settleRun(
  plan: PlannedRun,
  result: Pick<RunResult, 'usage' | 'price'> | undefined,
  { ledger, project }: ProjectLedger,
  clock: Clock,
): Promise<void> {
  const isFree = runsHere(plan.connection.kind);
  if (!result && isFree) return;
  const { usage, price } = result ?? {};
  const tokens = usage?.totalTokens ?? sum(usage?.promptTokens, usage?.completionTokens) ?? null;
  const usd = !result || isFree ? 0 : (price ?? null);
  await ledger.record(entryOf(plan, project, clock, result ? tokens : 0, usd));
}

/** US dollars; null when nobody can say. */
function expectedPrice({ connection, model, request }: PlannedRun, clock: Clock): number | null {
  if (runsHere(connection.kind)) return 0;
  const price = knownPrice(connection, model, clock);
  if (!price) return null;
  const limit = request.max_completion_tokens ?? request.max_tokens;
  const completionTokens = typeof limit === 'number' ? limit : USUAL_ANSWER;
  const promptTokens = countRequest(request, ESTIMATE).total;
  return chatCost({ promptTokens, completionTokens }, price) ?? null;
}

function entryOf(
  { id, connection, model }: PlannedRun,
  project: string,
  clock: Clock,
  tokens: number | null,
  usd: number | null,
): LedgerEntry {
  return { at: clock.now(), kind: 'run', id, connection: connection.id, model, project, tokens, usd };
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

function overCap(usd: number | null, { cap = 0, left = 0 }: CapAnswer): Problem {
  const price = usd === null ? 'has no known price' : `would cost about $${Number(usd.toPrecision(2))}`;
  return new Problem({
    code: 'rejected',
    reason: 'price-cap',
    message: `This request ${price}, and of this month’s $${cap} only $${Number(left.toPrecision(3))} are left.`,
    remedy: 'Raise the cap, or run it on the sandbox.',
  });
}
