import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { CompareView, GridQuery } from '../../core/view/compare/compareView.ts';
import { estimateRows } from '../../core/view/compare/estimateRows.ts';
import { drawCompare } from '../../core/view/compare/drawCompare.ts';
import { gridRow } from '../../core/view/compare/gridRow.ts';
import { slotsOf } from '../../core/view/compare/gridState.ts';
import { orderCases } from '../../core/view/compare/orderCases.ts';
import type { Channel } from '../../protocol/channel.ts';
import type { CompareHostContract, ComparePageContract } from '../../protocol/compare.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import type { Panel } from '../webviews/panel.ts';
import { compareHandlers } from './compareHandlers.ts';
import type { CompareRun } from './compareRun.ts';
import { batchRunText, nextRunText } from './compareRun.ts';
import type { CompareSession, SessionChange } from './compareSession.ts';

/** The page of one comparison. It keeps nothing but the order that the page asked for last. */
export class ComparePanel {
  readonly session: CompareSession;
  readonly run: CompareRun;
  readonly #channel: Channel<CompareHostContract, ComparePageContract>;
  readonly #store = new DisposableStore();
  #sequence = 0;
  #arrivals = 0;
  #looked = '';
  #order: { key: string; places: number[] } | undefined;

  constructor(services: Services, panel: Panel, session: CompareSession, run: CompareRun) {
    this.session = session;
    this.run = run;
    panel.title = fileName(session.uri).replace(/\.compare\.jsonc?$/i, '');
    this.#channel = panel.connect(compareHandlers(this, services));
    this.#store.add(session.onDidChange(change => this.#tell(change)));
  }

  /** All but the rows; undefined before the comparison was read. */
  view(): CompareView {
    const { session, run } = this;
    const grid = session.grid();
    const { comparison, problem } = session;
    const { next } = run;
    const hidden = grid?.state.hidden === true;
    const nextRun = next && nextRunText(next);
    const batchRun = next && batchRunText(next);
    const rows =
      next && nextRun !== undefined ? estimateRows(next.estimate, { month: next.month, hidden }) : undefined;
    const facts = {
      sequence: ++this.#sequence,
      graders: comparison?.graders.map(({ name }) => name) ?? [],
      revealed: session.isRevealed,
      run: run.state,
      nextRun,
      batchRun,
      estimate: rows,
      inBatch: next?.estimate.inBatch ?? 0,
      problem,
      restricted: !vscode.workspace.isTrusted,
    };
    if (grid && comparison) return drawCompare(grid.state, { ...facts, comparison });
    return {
      ...EMPTY,
      ...facts,
      name: fileName(session.uri),
      nextRun: undefined,
      batchRun: undefined,
      estimate: undefined,
    } as CompareView;
  }

  /** The rows from a place of a query's order on, and where the case `find` stands in it. */
  rows(query: GridQuery, from: number, count: number, find?: string) {
    const grid = this.session.grid();
    if (!grid) return { total: 0, rows: [] };
    const { state, index } = grid;
    const key = JSON.stringify(query);
    // While a page scrolls the order stays as it is, so that no row jumps away under the reader.
    if (this.#order?.key !== key || from === 0)
      this.#order = { key, places: orderCases(state, index, query) };
    const { places } = this.#order;
    const rows = places
      .slice(from, from + Math.min(count, MOST_ROWS))
      .map(place => gridRow(state, index, place));
    const found = find === undefined ? -1 : places.findIndex(place => state.cases[place]?.id === find);
    return { total: places.length, rows, ...(found >= 0 && { found }) };
  }

  /** The variant that a row shows in a column. */
  variantAt(caseId: string, slot: number): number | undefined {
    const grid = this.session.grid();
    return grid && slotsOf(grid.state, caseId)[slot];
  }

  dispose(): void {
    this.#store.dispose();
  }

  #tell(change: SessionChange): void {
    if (change.kind === 'arrived') {
      const grid = this.session.grid();
      // How fast each answer comes could tell which variant it is.
      if (!grid || grid.state.hidden) return;
      const names = grid.state.variants.map(({ name }) => name);
      this.#channel.emit('arrived', {
        sequence: ++this.#arrivals,
        pieces: change.pieces.map(({ case: caseId, variant, repetition, text }) => ({
          caseId,
          slot: slotsOf(grid.state, caseId).indexOf(names.indexOf(variant)),
          repetition,
          text,
        })),
      });
      return;
    }
    if (change.kind === 'training') {
      this.#channel.emit('trainingChanged', {});
      return;
    }
    if (change.kind === 'all') {
      this.#order = undefined;
      if (this.session.comparison && !this.run.state && this.#looked !== this.#now()) void this.estimate();
      this.#channel.emit('view', this.view());
      this.#channel.emit('changed', {});
      return;
    }
    this.#channel.emit('changed', { caseIds: change.caseIds });
  }

  /** What the estimate is of: when it is another, what a run would cost is looked at anew. */
  #now(): string {
    return `${this.session.version} ${this.run.ended}`;
  }

  /** Looks at what a run would cost, for the page to say; nothing is sent. */
  async estimate(): Promise<void> {
    this.#looked = this.#now();
    try {
      await this.run.look();
    } catch (thrown) {
      // What is wrong is told when somebody runs it.
      if (toProblemData(thrown).code === 'internal') throw thrown;
    }
    this.session.fire({ kind: 'all' });
  }
}

const MOST_ROWS = 200;

const EMPTY = {
  columns: [],
  cases: 0,
  totalCases: 0,
  repetitions: 1,
  blind: false,
  answered: 0,
  wanted: 0,
  faults: [],
  verdicts: [],
  trust: [],
  facts: [],
  charts: [],
  confusions: [],
  together: [],
  habits: [],
  judgedByPerson: 0,
};
