import { reserveComparison } from '../../core/evaluate/compare/comparisonSpending.ts';
import type { CellPlan } from '../../core/evaluate/compare/cellPlan.ts';
import { planCells } from '../../core/evaluate/compare/cellPlan.ts';
import {
  type ComparisonEstimate,
  estimateComparison,
} from '../../core/evaluate/compare/estimateComparison.ts';
import {
  type BatchMode,
  runComparison,
  type RunOutcome,
  type RunStage,
} from '../../core/evaluate/compare/runComparison.ts';
import type { OpenComparison } from '../../core/evaluate/compare/openComparison.ts';
import { cellId, type CellKey } from '../../core/evaluate/results/cell.ts';
import type { Cell } from '../../core/evaluate/results/cell.ts';
import type { PlanProgress } from '../../core/run/plan.ts';
import { count } from '../../core/text/count.ts';
import type { GridRun } from '../../core/view/compare/compareView.ts';
import { dollars } from '../../core/view/connectionRows.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Ledgers } from '../spending/ledgers.ts';
import type { CompareSession } from './compareSession.ts';

/** Milliseconds between two looks at what arrived: pages are told at most so often. */
const TELL_EVERY = 50;
/** Judging everything again takes a while, so it is done so seldom while answers arrive. */
const JUDGE_EVERY = 1500;

/** Runs a session's comparison, one run at a time. */
export class CompareRun {
  readonly #session: CompareSession;
  readonly #ledgers: Ledgers;
  #abort: AbortController | undefined;
  #state: GridRun | undefined;
  #estimate: { plan: CellPlan; estimate: ComparisonEstimate } | undefined;

  constructor(session: CompareSession, ledgers: Ledgers) {
    this.#session = session;
    this.#ledgers = ledgers;
  }

  get state(): GridRun | undefined {
    return this.#state;
  }

  /** What a run would ask for; undefined before it was looked at. */
  get estimate(): ComparisonEstimate | undefined {
    return this.#estimate?.estimate;
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Looks at what is left to ask, of some cases or of all. Throws a `Problem` when the comparison cannot be read. */
  async look(only?: ReadonlySet<string>): Promise<ComparisonEstimate | undefined> {
    const { results, host } = this.#session;
    const comparison = this.#part(only);
    if (!comparison) return undefined;
    const plan = await planCells(comparison, host, new AbortController().signal);
    const estimate = estimateComparison(comparison, plan, results, systemClock);
    this.#estimate = { plan, estimate };
    return estimate;
  }

  /** Asks for every answer that is not there, of some cases or of all. Resolves when it ended, however. */
  async run({
    only,
    batch,
  }: {
    only?: ReadonlySet<string>;
    batch?: BatchMode;
  } = {}): Promise<RunOutcome | undefined> {
    const session = this.#session;
    const { resultsFile } = session;
    const comparison = this.#part(only);
    if (!comparison || !resultsFile || this.#abort) return undefined;
    const estimate = await this.look(only);
    const plan = this.#estimate?.plan;
    const spending = await reserveComparison(
      comparison,
      estimate,
      this.#ledgers.of(session.uri),
      systemClock,
    );
    const abort = new AbortController();
    this.#abort = abort;
    this.#state = {
      stage: batch ? 'batch' : 'answers',
      done: 0,
      failed: 0,
      total: 0,
      spent: 0,
      isSpentWhole: true,
    };
    const teller = new Teller(session);
    try {
      const outcome = await runComparison(
        comparison,
        session.results,
        {
          read: session.host.read,
          renderPrompt: session.host.renderPrompt,
          provider: session.host.provider,
          match: session.host.match,
          clock: systemClock,
          append: line => resultsFile.append(line),
          countTokens: session.countTokens,
          refuses: usd => spending.refuses(usd),
          onProgress: (stage, progress) => {
            this.#state = runState(stage, progress);
            teller.progressed();
          },
          onEvent: (key, event) => {
            if (event.type === 'start') teller.started(key);
            if (event.type === 'text' && event.choice === 0) teller.arrived(key, event.text);
          },
          onCell: cell => {
            spending.spent(cell);
            teller.finished(cell);
          },
          onJudgement: ({ price }) => spending.spent({ price }),
        },
        abort.signal,
        { plan, batch },
      );
      return outcome;
    } finally {
      this.#abort = undefined;
      this.#state = undefined;
      this.#estimate = undefined;
      teller.end();
      await spending.end();
      await session.judge();
    }
  }

  #part(only: ReadonlySet<string> | undefined): OpenComparison | undefined {
    const { comparison } = this.#session;
    if (!comparison || !only) return comparison;
    return { ...comparison, cases: comparison.cases.filter(({ id }) => only.has(id)) };
  }
}

/** What a run would ask for and cost, in one sentence; undefined when nothing is left. */
export function nextRunText({ variants, known, usd, judgeRequests }: ComparisonEstimate): string | undefined {
  const requests = variants.reduce((sum, { estimate }) => sum + estimate.requests, 0);
  if (requests === 0) return undefined;
  const price =
    usd === undefined
      ? 'The price is not known.'
      : usd.likely === 0
        ? 'It costs nothing.'
        : `It is likely to cost ${dollars(Number(usd.likely.toPrecision(2)))}${usd.most === undefined ? '' : `, at most ${dollars(Number(usd.most.toPrecision(2)))}`}.`;
  const judges = judgeRequests > 0 ? ` and about ${count(judgeRequests, 'question')} to judges` : '';
  const there = known > 0 ? ` ${count(known, 'answer')} are there already.` : '';
  return `${count(requests, 'answer')}${judges} to ask for.${there} ${price}`;
}

/** What sending it as a batch would mean; undefined where that cannot be. */
export function batchRunText({ batch }: ComparisonEstimate): string | undefined {
  if (!batch) return undefined;
  const { requests, savesUsd } = batch;
  const saves = savesUsd ? ` and costs about ${dollars(Number(savesUsd.toPrecision(2)))} less` : '';
  return `${count(requests, 'answer')} can be sent as a batch: it may take up to a day${saves}. VS Code need not stay open.`;
}

function runState(stage: RunStage, progress: PlanProgress): GridRun {
  const { done, failed, total, spent, isSpentWhole, pauses } = progress;
  const [pause] = pauses;
  return {
    ...{ stage, done, failed, total, spent, isSpentWhole },
    ...(pause && { waiting: `${pause.problem.message} Waiting until ${time(pause.until)}.` }),
  };
}

function time(at: number): string {
  return new Date(at).toLocaleTimeString();
}

/** Gathers what happens, so that pages hear of it in a few large pieces. */
class Teller {
  readonly #session: CompareSession;
  #pieces = new Map<string, CellKey & { text: string }>();
  #cases = new Set<string>();
  #isChanged = false;
  #timer: NodeJS.Timeout | undefined;
  #judgeAt = 0;
  #isJudging = false;

  constructor(session: CompareSession) {
    this.#session = session;
  }

  progressed(): void {
    this.#isChanged = true;
    this.#soon();
  }

  started(key: CellKey): void {
    this.#session.arriving.set(cellId(key), '');
    this.#cases.add(key.case);
    this.#soon();
  }

  arrived(key: CellKey, text: string): void {
    const id = cellId(key);
    const { arriving } = this.#session;
    arriving.set(id, (arriving.get(id) ?? '') + text);
    const piece = this.#pieces.get(id);
    if (piece) piece.text += text;
    else this.#pieces.set(id, { ...key, text });
    this.#soon();
  }

  finished(cell: Cell): void {
    this.#session.arriving.delete(cellId(cell));
    this.#pieces.delete(cellId(cell));
    this.#cases.add(cell.case);
    this.#isChanged = true;
    this.#soon();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#session.arriving.clear();
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#tell(), TELL_EVERY);
  }

  #tell(): void {
    this.#timer = undefined;
    const session = this.#session;
    if (this.#cases.size > 0) session.fire({ kind: 'rows', caseIds: [...this.#cases] });
    if (this.#pieces.size > 0) session.fire({ kind: 'arrived', pieces: [...this.#pieces.values()] });
    this.#cases = new Set();
    this.#pieces = new Map();
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const began = systemClock.now();
    if (this.#isJudging || began < this.#judgeAt) {
      session.fire({ kind: 'all' });
      return;
    }
    this.#isJudging = true;
    void session.judge().finally(() => {
      const now = systemClock.now();
      this.#isJudging = false;
      // What takes longer is done less often.
      this.#judgeAt = now + Math.max(JUDGE_EVERY, 5 * (now - began));
    });
  }
}
