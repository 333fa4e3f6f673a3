import { chatCost } from '../../provider/chatCost.ts';
import type { BatchAnswer, Batches, BatchState } from '../../provider/batches.ts';
import { knownPrice } from '../../run/knownPrice.ts';
import { type ProblemData, toProblemData } from '../../util/problem.ts';
import type { BatchEntry } from '../results/batchEntry.ts';
import { addResult, type ResultLine, type Results } from '../results/readResults.ts';
import { cellOf, CUT } from './answerCell.ts';
import type { CellItem } from './cellPlan.ts';
import type { RunHost } from './runComparison.ts';

/** Pauses between two looks at batches, in milliseconds. They grow while nothing moves. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 60_000;

/** The batches whose answers were not fetched yet. */
export function openBatches({ batches }: Results): BatchEntry[] {
  return [...batches.values()].filter(({ ended }) => !ended);
}

/** Without the items whose answers are on their way in a batch. */
export function notInBatch(items: readonly CellItem[], results: Results): CellItem[] {
  const hashes = new Set(openBatches(results).flatMap(entry => entry.hashes));
  return items.filter(({ hash }) => !hashes.has(hash));
}

/** The Batch API of an item's connection; undefined where it has none. */
export function batchesOf({ variant }: CellItem): Batches | undefined {
  return variant.provider.batches;
}

/** Begins batches for items, one for each connection and model, and notes each at once. Equal requests are sent once. */
export async function startBatches(
  items: readonly CellItem[],
  results: Results,
  host: RunHost,
  signal: AbortSignal,
): Promise<void> {
  const groups = new Map<string, CellItem[]>();
  for (const item of items) {
    const key = JSON.stringify([item.lane, item.request.model]);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  for (const group of groups.values()) {
    const unique = [...new Map(group.map(item => [item.hash, item])).values()];
    const batches = batchesOf(unique[0]!)!;
    for (let from = 0; from < unique.length; from += batches.most) {
      const part = unique.slice(from, from + batches.most);
      const id = await batches.start(
        part.map(({ hash, request }) => ({ id: hash, request })),
        signal,
      );
      const entry: BatchEntry = {
        ...{ id, connection: part[0]!.lane, model: part[0]!.request.model },
        ...{ hashes: part.map(({ hash }) => hash), at: host.clock.now() },
      };
      await keep({ type: 'batch', ...entry }, results, host);
    }
  }
}

export interface BatchWait {
  /** Batches that are not done yet. */
  open: number;
  /** Why some batch did not answer everything. */
  problem?: ProblemData;
}

/** Waits until no batch is open any more, and fetches what each has answered. An abort leaves the batches as they are. */
export async function waitForBatches(
  items: readonly CellItem[],
  results: Results,
  host: RunHost,
  signal: AbortSignal,
): Promise<BatchWait> {
  let pause = FIRST_PAUSE;
  let before = -1;
  let problem: ProblemData | undefined;
  for (;;) {
    const looked = await lookAtBatches(items, results, host, signal);
    problem ??= looked.problem;
    if (looked.open === 0) return { open: 0, ...(problem && { problem }) };
    pause = looked.done > before ? FIRST_PAUSE : Math.min(LONGEST_PAUSE, pause * 2);
    before = looked.done;
    await host.clock.sleep(pause, signal);
    signal.throwIfAborted();
  }
}

/** Looks once at every open batch and fetches the answers of those that have ended. */
async function lookAtBatches(
  items: readonly CellItem[],
  results: Results,
  host: RunHost,
  signal: AbortSignal,
): Promise<BatchWait & { done: number }> {
  const byHash = new Map<string, CellItem[]>();
  for (const item of items) byHash.set(item.hash, [...(byHash.get(item.hash) ?? []), item]);
  let [open, done, failed, total] = [0, 0, 0, 0];
  let problem: ProblemData | undefined;
  for (const entry of openBatches(results)) {
    const { batches } = await host.provider(entry.connection);
    if (!batches) continue;
    total += entry.hashes.length;
    let state: BatchState;
    try {
      state = await batches.read(entry.id, signal);
    } catch (error) {
      // A wait of hours must outlive a network that is gone for a minute.
      if (signal.aborted || !toProblemData(error).retryable) throw error;
      open += 1;
      continue;
    }
    done += state.done;
    failed += state.failed;
    if (state.state !== 'ended') {
      open += 1;
      continue;
    }
    problem ??= state.problem;
    const answers = await batches.answers(entry.id, signal).catch(error => failedWhole(error, state));
    for (const answer of answers) {
      for (const [index, item] of (byHash.get(answer.id) ?? []).entries())
        await keepAnswer(answer, item, batches.priceShare, index > 0, results, host);
    }
    await keep({ type: 'batch', ...entry, ended: true }, results, host);
  }
  host.onProgress?.('batch', { ...NOTHING, total, done, failed, waiting: total - done - failed });
  return { open, done: done + failed, ...(problem && { problem }) };
}

/** A batch that was refused has no answers to fetch. */
function failedWhole(error: unknown, { problem }: BatchState): BatchAnswer[] {
  if (problem && toProblemData(error).code === 'not-found') return [];
  throw error;
}

const NOTHING = { running: 0, resumed: 0, shared: 0, spent: 0, isSpentWhole: true, pauses: [] };

async function keepAnswer(
  { chat, problem }: BatchAnswer,
  item: CellItem,
  share: number,
  isShared: boolean,
  results: Results,
  host: RunHost,
): Promise<void> {
  const model = chat.model ?? item.request.model;
  const known = knownPrice(item.variant.provider.connection, model, host.clock);
  const whole = known && chat.usage && chatCost(chat.usage, known);
  // Who shares an answer did not pay for it.
  const price = isShared ? 0 : whole === undefined ? undefined : whole * share;
  const fault = problem ?? (chat.truncated ? CUT : undefined);
  const { ms: _, ...cell } = cellOf(item, {
    ...{ chat, ms: 0, failed: problem !== undefined },
    ...(price !== undefined && { price }),
    ...(fault && { problem: fault }),
  });
  const kept = { ...cell, at: host.clock.now() };
  await keep({ type: 'cell', ...kept }, results, host);
  host.onCell?.(kept);
}

async function keep(line: ResultLine, results: Results, host: RunHost): Promise<void> {
  await host.append(line);
  addResult(results, line);
}
