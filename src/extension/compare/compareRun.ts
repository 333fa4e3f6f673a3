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
import type { CapAnswer } from '../../core/ledger/cap.ts';
import type { PlanProgress } from '../../core/run/plan.ts';
import { count } from '../../core/text/count.ts';
import type { GridRun } from '../../core/view/compare/compareView.ts';
import { dollars } from '../../core/view/connectionRows.ts';
import { askedText, priceText } from '../../core/view/compare/estimateRows.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Ledgers } from '../spending/ledgers.ts';
import type { CompareSession } from './compareSession.ts';

/** Milliseconds between two looks at what arrived: pages are told at most so often. */
const TELL_EVERY = 50;
/** Judging everything again takes a while, so it is done so seldom while answers arrive. */
const JUDGE_EVERY = 1500;

/** What a run would do, before it is begun. */
export interface NextRun {
  plan: CellPlan;
  estimate: ComparisonEstimate;
  /** How its price stands to the cap of the month. */
  month: CapAnswer;
}

/** Runs a session's comparison, one run at a time. */
export class CompareRun {
  readonly #session: CompareSession;
  readonly #ledgers: Ledgers;
  #abort: AbortController | undefined;
  #state: GridRun | undefined;
  #next: NextRun | undefined;
  #ended = 0;

  constructor(session: CompareSession, ledgers: Ledgers) {
    this.#session = session;
    this.#ledgers = ledgers;
  }

  get state(): GridRun | undefined {
    return this.#state;
  }

  /** What a run would ask for; undefined before it was looked at. */
  get next(): NextRun | undefined {
    return this.#next;
  }

  /** How many runs have ended: after each, something else is left to ask. */
  get ended(): number {
    return this.#ended;
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Looks at what is left to ask, of some cases or of all. Throws a `Problem` when the comparison cannot be read. */
  async look(only?: ReadonlySet<string>): Promise<NextRun | undefined> {
    const { results, host } = this.#session;
    const ended = this.#ended;
    const comparison = this.#part(only);
    if (!comparison) return undefined;
    const plan = await planCells(comparison, host, new AbortController().signal);
    const { countTokens } = this.#session;
    const { read, renderPrompt, provider, match, clock } = host;
    const tools = { read, renderPrompt, provider, match, clock, countTokens };
    const estimate = await estimateComparison(comparison, plan, results, tools, new AbortController().signal);
    const { ledger } = this.#ledgers.of(this.#session.uri);
    const month = await ledger.allows(estimate.usd?.likely ?? null);
    const next = { plan, estimate, month };
    // What a run has changed meanwhile is looked at anew.
    if (!only && ended === this.#ended) this.#next = next;
    return next;
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
    const release = await session.hold();
    const begun = await this.#begin(only).catch(error => {
      release();
      throw error;
    });
    if (!begun) {
      release();
      return undefined;
    }
    const { comparison, resultsFile, plan, spending } = begun;
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
    session.refused.clear();
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
          onRefused: (key, { message }) => teller.refused(key, message),
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
      this.#next = undefined;
      this.#ended += 1;
      teller.end();
      release();
      // At once: nobody is to see that every answer is there beside the scores of some of them.
      const judged = session.judge();
      await spending.end();
      await judged;
    }
  }

  /** What a run needs; undefined when there is nothing to run, or it runs already. */
  async #begin(only: ReadonlySet<string> | undefined) {
    const { resultsFile, uri } = this.#session;
    const comparison = this.#part(only);
    if (!comparison || !resultsFile || this.#abort) return undefined;
    const next = await this.look(only);
    if (!next) return undefined;
    const { plan, estimate } = next;
    const spending = await reserveComparison(comparison, estimate, this.#ledgers.of(uri), systemClock);
    return { comparison, resultsFile, plan, spending };
  }

  #part(only: ReadonlySet<string> | undefined): OpenComparison | undefined {
    const { comparison } = this.#session;
    if (!comparison || !only) return comparison;
    return { ...comparison, cases: comparison.cases.filter(({ id }) => only.has(id)) };
  }
}

/** What a run would ask for and cost, in a few sentences; undefined when nothing is left. */
export function nextRunText({ estimate }: Pick<NextRun, 'estimate'>): string | undefined {
  const asked = askedText(estimate);
  return asked === undefined ? undefined : `${asked} ${priceText(estimate)}`;
}

/** What sending it as a batch would mean; undefined where that cannot be. */
export function batchRunText({ estimate: { batch } }: Pick<NextRun, 'estimate'>): string | undefined {
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
    this.#session.refused.delete(cellId(key));
    this.#cases.add(key.case);
    this.#soon();
  }

  refused(key: CellKey, message: string): void {
    this.#session.arriving.delete(cellId(key));
    this.#session.refused.set(cellId(key), message);
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
