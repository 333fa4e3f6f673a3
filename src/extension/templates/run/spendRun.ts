import type * as vscode from 'vscode';
import type { CapAnswer } from '../../../core/ledger/cap.ts';
import type { LedgerEntry } from '../../../core/ledger/entry.ts';
import { chatCost } from '../../../core/provider/chatCost.ts';
import type { Connection } from '../../../core/provider/connection.ts';
import { connectionKindInfo } from '../../../core/provider/connectionKinds.ts';
import { priceFromTable } from '../../../core/run/ask.ts';
import type { RunResult } from '../../../core/run/runResult.ts';
import { countRequest } from '../../../core/tokens/countRequest.ts';
import { ESTIMATE } from '../../../core/tokens/tokenizer.ts';
import { Problem } from '../../../core/util/problem.ts';
import { dollars } from '../../../core/view/connectionRows.ts';
import { systemClock } from '../../../node/systemClock.ts';
import type { Ledgers } from '../../spending/ledgers.ts';

/** Tokens of an answer where the request sets no limit. */
const USUAL_ANSWER = 1000;

/** A run that is about to cost something. */
interface PlannedRun {
  id: string;
  uri: vscode.Uri;
  connection: Connection;
  model: string;
  request: Readonly<Record<string, unknown>>;
}

/**
 * Sets aside what a request is likely to cost. Throws a `Problem` when this month's cap leaves no room for it. The entry
 * is replaced by `settleRun`, which must be called whatever comes of the request.
 */
export async function reserveRun(plan: PlannedRun, ledgers: Ledgers): Promise<void> {
  const { ledger } = ledgers.of(plan.uri);
  const usd = expectedPrice(plan);
  if (usd === 0) return;
  const answer = await ledger.reserve(entryOf(plan, ledgers, null, usd));
  if (answer.verdict === 'over') throw overCap(usd, answer);
}

/** Enters what a run did cost; without a result it came to nothing, and nothing is set aside any more. */
export async function settleRun(
  plan: PlannedRun,
  result: Pick<RunResult, 'usage' | 'price'> | undefined,
  ledgers: Ledgers,
): Promise<void> {
  const isFree = costsNothing(plan.connection);
  if (!result && isFree) return;
  const { usage, price } = result ?? {};
  const tokens = usage?.totalTokens ?? sum(usage?.promptTokens, usage?.completionTokens) ?? null;
  const usd = !result || isFree ? 0 : (price ?? null);
  await ledgers.of(plan.uri).ledger.record(entryOf(plan, ledgers, result ? tokens : 0, usd));
}

/** US dollars; null when nobody can say. */
function expectedPrice({ connection, model, request }: PlannedRun): number | null {
  if (costsNothing(connection)) return 0;
  const price = priceFromTable(connection.kind, model, systemClock);
  if (!price) return null;
  const limit = request.max_completion_tokens ?? request.max_tokens;
  const completionTokens = typeof limit === 'number' ? limit : USUAL_ANSWER;
  const promptTokens = countRequest(request, ESTIMATE).total;
  return chatCost({ promptTokens, completionTokens }, price) ?? null;
}

/** What runs on the user's own machine. */
function costsNothing({ kind }: Connection): boolean {
  return kind === 'sandbox' || connectionKindInfo[kind].local;
}

function entryOf(
  { id, uri, connection, model }: PlannedRun,
  ledgers: Ledgers,
  tokens: number | null,
  usd: number | null,
): LedgerEntry {
  const { project } = ledgers.of(uri);
  return { at: systemClock.now(), kind: 'run', id, connection: connection.id, model, project, tokens, usd };
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

function overCap(usd: number | null, { cap = 0, left = 0 }: CapAnswer): Problem {
  const price =
    usd === null ? 'has no known price' : `would cost about ${dollars(Number(usd.toPrecision(2)))}`;
  return new Problem({
    code: 'rejected',
    reason: 'price-cap',
    message: `This request ${price}, and of this month’s ${dollars(cap)} only ${dollars(Number(left.toPrecision(3)))} are left.`,
    remedy: 'Raise the cap in the settings, or run it on the sandbox.',
  });
}
