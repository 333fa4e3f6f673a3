import type { ChatEvent } from '../../provider/chat.ts';
import { ask } from '../../run/ask.ts';
import type {
  PlanAnswer,
  PlanEntry,
  PlanItem,
  PlanJournal,
  PlanProgress,
  PlanResult,
} from '../../run/plan.ts';
import { runPlan } from '../../run/runPlan.ts';
import { type ProblemData, toProblemData } from '../../util/problem.ts';
import type { GradeTools } from '../graders/gradeInput.ts';
import { type Cell, cellId, type CellKey } from '../results/cell.ts';
import type { Judgement } from '../results/judgement.ts';
import { addResult, type ResultLine, type Results } from '../results/readResults.ts';
import { answerCell, CUT, plain } from './answerCell.ts';
import { batchesOf, notInBatch, startBatches, waitForBatches } from './batchAnswers.ts';
import { type CellItem, type CellPlan, isOpen, planCells } from './cellPlan.ts';
import type { CompareHost } from './compareHost.ts';
import { type JudgeItem, planJudges } from './judgePlan.ts';
import type { OpenComparison } from './openComparison.ts';

/** What running needs beside what opening needed. */
export interface RunHost extends CompareHost {
  /** Adds a line to the results file. Resolves when it is safe. */
  append(line: ResultLine): Promise<void>;
  countTokens: GradeTools['countTokens'];
  /** Asked before each request whether so many more US dollars may be spent; a problem ends the run. */
  refuses?(usd: number): ProblemData | undefined;
  onProgress?(stage: RunStage, progress: PlanProgress): void;
  /** What arrives of a cell, as it arrives. */
  onEvent?(key: CellKey, event: ChatEvent): void;
  /** The server has refused a cell for now, because there are too many requests. It is asked for again. */
  onRefused?(key: CellKey, problem: ProblemData): void;
  /** A cell is finished and in the results. */
  onCell?(cell: Cell): void;
  /** A judge has answered. */
  onJudgement?(judgement: Judgement): void;
}

export type RunStage = 'batch' | 'answers' | 'judges';

/** `start`: what can be is sent as a batch; `wait`: nothing new is, but what was begun is waited for. */
export type BatchMode = 'start' | 'wait';

export interface RunOutcome {
  outcome: PlanResult['outcome'];
  /** Why it ended early. */
  problem?: ProblemData;
  /** US dollars, what earlier runs cost included; `isSpentWhole` is false when some price is not known. */
  spent: number;
  isSpentWhole: boolean;
  answers: PlanProgress;
  /** Absent when no judge was asked. */
  judges?: PlanProgress;
}

/**
 * Asks for every answer that is not there yet, then every judge. `results` is filled as they arrive. What the results
 * have with the same hash is never asked for again, so a run that was ended goes on where it was.
 */
export async function runComparison(
  comparison: OpenComparison,
  results: Results,
  host: RunHost,
  signal: AbortSignal,
  { plan, batch }: { plan?: CellPlan | undefined; batch?: BatchMode | undefined } = {},
): Promise<RunOutcome> {
  const { file } = comparison;
  const cells = plan ?? (await planCells(comparison, host, signal));
  for (const cell of cells.unsendable) {
    addResult(results, { type: 'cell', ...cell });
    host.onCell?.(cell);
  }
  const options = {
    concurrency: file.concurrency ?? 4,
    ...(file.maxCost !== undefined && { maxPrice: file.maxCost }),
  };
  const shared = {
    clock: host.clock,
    ...(host.refuses && { refuses: (usd: number) => host.refuses?.(usd) }),
  };
  const byBatch = batch && (await runByBatch(cells.items, results, host, batch, file.maxCost, signal));
  if (byBatch && byBatch.outcome !== 'finished') return byBatch;
  const rest = notInBatch(cells.items, results);
  const alone = batch ? rest.filter(item => !batchesOf(item)) : rest;
  const answered = await runPlan<CellItem, Cell>(
    alone,
    options,
    {
      ...shared,
      ask: async (item, stop) => {
        const answer = await answerCell(item, host, stop, event => host.onEvent?.(item.key, event));
        if (answer.problem?.code === 'rate-limited') host.onRefused?.(item.key, answer.problem);
        return answer;
      },
      journal: cellJournal(alone, results, host),
      onProgress: progress => host.onProgress?.('answers', progress),
    },
    signal,
  );
  const total = withBatch(outcomeOf(answered), byBatch);
  if (answered.outcome === 'cancelled' || answered.outcome === 'capped') return total;
  const judges = await planJudges(
    comparison,
    results,
    { match: host.match, countTokens: host.countTokens },
    host,
    signal,
  );
  if (judges.length === 0) return total;
  const judged = await runPlan<JudgeItem, Judgement>(
    judges,
    { ...options, ...(file.maxCost !== undefined && { maxPrice: Math.max(0, file.maxCost - total.spent) }) },
    {
      ...shared,
      ask: (item, stop) => askJudge(item, host, stop),
      journal: judgeJournal(judges, results, host),
      onProgress: progress => host.onProgress?.('judges', progress),
    },
    signal,
  );
  return {
    ...total,
    ...(total.outcome === 'finished' && outcomeOf(judged)),
    spent: total.spent + judged.progress.spent,
    isSpentWhole: total.isSpentWhole && judged.progress.isSpentWhole,
    answers: answered.progress,
    judges: judged.progress,
  };
}

/** Sends what can be as batches and waits for them. What is left open by an abort goes on at the provider. */
async function runByBatch(
  items: readonly CellItem[],
  results: Results,
  host: RunHost,
  mode: BatchMode,
  maxCost: number | undefined,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const open = openCells(items, results);
  const outcome = (ended: RunOutcome['outcome'], problem?: ProblemData): RunOutcome => ({
    ...{ outcome: ended, spent: spentOn(items, results), isSpentWhole: true, answers: NO_PROGRESS },
    ...(problem && { problem }),
  });
  try {
    if (mode === 'start') {
      const wanted = notInBatch(open, results).filter(item => batchesOf(item));
      const usd = wanted.reduce(
        (sum, item) => sum + (item.price ?? 0) * (batchesOf(item)?.priceShare ?? 1),
        0,
      );
      const refused = host.refuses?.(usd) ?? overMaximum(usd, spentOn(items, results), maxCost);
      if (refused) return outcome('capped', refused);
      await startBatches(wanted, results, host, signal);
    }
    const { problem } = await waitForBatches(items, results, host, signal);
    return outcome('finished', problem);
  } catch (error) {
    if (signal.aborted) return outcome('cancelled');
    return outcome('stopped', toProblemData(error));
  }
}

/** Cells whose answers are not there, or not whole. */
function openCells(items: readonly CellItem[], results: Results): CellItem[] {
  return items.filter(({ id, hash }) => isOpen(results.cells.get(id), hash));
}

function spentOn(items: readonly CellItem[], results: Results): number {
  return items.reduce((sum, { id }) => sum + (results.cells.get(id)?.price ?? 0), 0);
}

function overMaximum(usd: number, spent: number, most: number | undefined): ProblemData | undefined {
  if (most === undefined || spent + usd <= most) return undefined;
  return {
    code: 'rejected',
    reason: 'max-cost',
    message: `The batch is likely to cost more than is left of the ${most} dollars that this comparison may cost.`,
    remedy: 'Raise "maxCost", or draw fewer cases.',
    retryable: false,
  };
}

const NO_PROGRESS: PlanProgress = {
  ...{ total: 0, done: 0, failed: 0, running: 0, waiting: 0, resumed: 0, shared: 0 },
  ...{ spent: 0, isSpentWhole: true, pauses: [] },
};

function withBatch(total: RunOutcome, batch: RunOutcome | undefined): RunOutcome {
  if (!batch) return total;
  const problem = total.problem ?? batch.problem;
  return { ...total, spent: Math.max(total.spent, batch.spent), ...(problem && { problem }) };
}

function outcomeOf({ outcome, problem, progress }: PlanResult): RunOutcome {
  const { spent, isSpentWhole } = progress;
  return { outcome, ...(problem && { problem }), spent, isSpentWhole, answers: progress };
}

async function askJudge(
  { id, hash, provider, request }: JudgeItem,
  { clock }: RunHost,
  signal: AbortSignal,
): Promise<PlanAnswer<Judgement>> {
  const { chat, ms, price, problem } = await ask(provider, request, { clock, signal });
  const value: Judgement = {
    ...{ id, request: hash, output: chat.choices[0]?.text ?? '', asked: request.model },
    ...(chat.model !== undefined && { answered: chat.model }),
    ...(price !== undefined && { price }),
    ms: Math.round(ms),
    ...(problem && { problem: plain(problem) }),
    at: clock.now(),
  };
  return { value, ...(price !== undefined && { price }), ...(problem && { problem }) };
}

/** The results as the journal of a run: they own what is done. */
function cellJournal(items: readonly CellItem[], results: Results, host: RunHost): PlanJournal<Cell> {
  const byId = new Map(items.map(item => [item.id, item]));
  return {
    read: async () =>
      entriesOf(
        items,
        id => results.cells.get(id),
        ({ wrongModel, truncated }) => (wrongModel ? WRONG_MODEL : truncated ? CUT : undefined),
      ),
    append: async ({ id, hash, value, problem, at, sharedWith }) => {
      const { key, variant } = byId.get(id)!;
      const failed = { output: '', asked: variant.model, ...(problem && { problem: plain(problem) }), at };
      // Who shares an answer did not pay for it.
      const paid = sharedWith === undefined ? {} : { price: 0 };
      const cell: Cell = { ...(value ?? failed), ...paid, ...key, request: hash };
      await host.append({ type: 'cell', ...cell });
      results.cells.set(cellId(cell), cell);
      host.onCell?.(cell);
    },
  };
}

/** An answer of another model is asked for again with the next run: the server may have mended its ways. */
const WRONG_MODEL: ProblemData = {
  code: 'bad-response',
  reason: 'wrong-model',
  message: 'Another model answered than was asked.',
  remedy: 'See which models the connection offers.',
  retryable: false,
};

function judgeJournal(items: readonly JudgeItem[], results: Results, host: RunHost): PlanJournal<Judgement> {
  const byId = new Map(items.map(item => [item.id, item]));
  return {
    read: async () => entriesOf(items, id => results.judgements.get(id)),
    append: async ({ id, hash, value, problem, at }) => {
      const failed = {
        output: '',
        asked: byId.get(id)!.request.model,
        ...(problem && { problem: plain(problem) }),
        at,
      };
      const judgement: Judgement = { ...(value ?? failed), id, request: hash };
      await host.append({ type: 'judgement', ...judgement });
      results.judgements.set(id, judgement);
      host.onJudgement?.(judgement);
    },
  };
}

function entriesOf<T extends Pick<Judgement, 'request' | 'price' | 'problem' | 'at'>>(
  items: readonly PlanItem[],
  find: (id: string) => T | undefined,
  faultOf: (value: T) => ProblemData | undefined = () => undefined,
): PlanEntry<T>[] {
  return items.flatMap(({ id }) => {
    const value = find(id);
    if (!value) return [];
    const problem = (value.problem as ProblemData | undefined) ?? faultOf(value);
    const { request: hash, price, at = 0 } = value;
    return [{ id, hash, at, value, ...(price !== undefined && { price }), ...(problem && { problem }) }];
  });
}
