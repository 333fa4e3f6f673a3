import { signal } from '@preact/signals';
import {
  ALL_ROWS,
  type DatasetExample,
  type DatasetState,
  type DatasetSummary,
  type RowQuery,
  type SearchProgress,
  type ShownFinding,
} from '../../src/core/view/dataset/datasetView.ts';
import type { TextPlace } from '../../src/core/view/dataset/shownExample.ts';
import { needsCheck } from '../../src/core/view/dataset/needsCheck.ts';
import { readQuery } from '../../src/core/view/dataset/readQuery.ts';
import type { Channel } from '../../src/protocol/channel.ts';
import type { DatasetHostContract, DatasetPageContract } from '../../src/protocol/dataset.ts';
import { recall, remember } from '../shared/host.ts';
import type { DatasetActions, Editing } from './actions.ts';
import { RowCache } from './rowCache.ts';

/** A search whose list is not there yet. */
export interface Search {
  /** How far it is; absent at its beginning. */
  progress?: SearchProgress;
}

/** What the page wants to know again after it was hidden or reloaded. */
interface Memory {
  query?: unknown;
  chosen?: number | undefined;
  editing?: Editing | undefined;
}

/** A text that is being changed is kept up to this length, in UTF-16 units. */
const LONGEST_KEPT = 200_000;

/** The share of newly checked examples for which it is asked again what fits. */
const WORTH_ASKING = 0.02;

/** Milliseconds without typing after which a draft is checked or a search begins. */
const PAUSE = 150;

/** What the page shows, and how it comes by it. */
export class Browser implements DatasetActions {
  readonly state = signal<DatasetState | undefined>(undefined);
  readonly query = signal<RowQuery>(readQuery({}));
  readonly total = signal(0);
  /** The search for another list; undefined when none is going on. Until it ends the list is the one before. */
  readonly search = signal<Search | undefined>(undefined);
  readonly place = signal<number | undefined>(undefined);
  readonly example = signal<DatasetExample | undefined>(undefined);
  readonly editing = signal<Editing | undefined>(undefined);
  readonly draft = signal<ShownFinding[] | undefined>(undefined);
  readonly said = signal('');
  readonly rows: RowCache;
  /** Told the turn whose text was being changed, when that ends. */
  onEdited: (turn: number) => void = () => {};
  readonly #host: Channel<DatasetPageContract, DatasetHostContract>;
  #chosen: number | undefined;
  /** A place of the list whose example is being fetched. */
  #wanted: number | undefined;
  #search: AbortController | undefined;
  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #isStale = false;
  /** How many examples were checked when the list was last asked for. */
  #foundOf = 0;
  #draft: AbortController | undefined;
  #draftTimer: ReturnType<typeof setTimeout> | undefined;
  #shown = 0;

  constructor(host: Channel<DatasetPageContract, DatasetHostContract>) {
    this.#host = host;
    this.rows = new RowCache((from, count) => host.call('rows', { from, count }));
    const memory = (recall() ?? {}) as Memory;
    this.query.value = readQuery(memory.query);
    this.#chosen = memory.chosen;
    this.editing.value = memory.editing;
    host.on('state', state => {
      if (state.sequence <= (this.state.value?.sequence ?? 0)) return;
      this.state.value = state;
      this.#follow(state.summary);
    });
    host.on('changed', () => this.#changed());
    host.on('goTo', ({ index }) => void this.#goTo(index));
  }

  get isFiltered(): boolean {
    const { text, finding, rule, role, format, least, most } = this.query.value;
    return [text, finding, rule, role, format].some(Boolean) || least !== undefined || most !== undefined;
  }

  start(): void {
    void this.#tell(
      this.#host.call('ready', undefined).then(async ({ state, goTo }) => {
        if (state.sequence > (this.state.value?.sequence ?? 0)) this.state.value = state;
        if (goTo !== undefined) this.#chosen = goTo;
        this.#find(false);
        if (this.#chosen === undefined && state.summary.count > 0) this.#chosen = 0;
        if (this.#chosen !== undefined) await this.#show(this.#chosen);
        if (this.editing.value) this.type(this.editing.value.change.after);
      }),
    );
  }

  ask(change: Partial<RowQuery>): void {
    this.#ask({ ...this.query.value, ...change }, 'text' in change);
  }

  showAll(): void {
    this.#ask(ALL_ROWS, false);
  }

  choosePlace(place: number): void {
    if (place < 0) return;
    this.place.value = place;
    this.#wanted = place;
    const choose = async () => {
      try {
        const row = await this.rows.get(place);
        // Unless somebody has gone on meanwhile.
        if (row && this.#wanted === place) await this.#choose(row.index);
      } finally {
        if (this.#wanted === place) this.#wanted = undefined;
      }
    };
    void this.#tell(choose());
  }

  edit(editing: Editing | undefined): void {
    const before = this.editing.value;
    this.editing.value = editing;
    this.draft.value = undefined;
    this.#draft?.abort();
    clearTimeout(this.#draftTimer);
    this.#remember();
    if (editing) this.type(editing.change.after);
    else if (before) this.onEdited(before.turn);
  }

  type(after: string): void {
    const editing = this.editing.value;
    if (!editing) return;
    const change = { ...editing.change, after };
    this.editing.value = { ...editing, change };
    this.#remember();
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => void this.#check(), PAUSE);
  }

  apply(): void {
    const editing = this.editing.value;
    if (!editing) return;
    const { index, change } = editing;
    if (change.before === change.after) this.edit(undefined);
    else {
      const changed = this.#host.call('change', { index, change }).then(() => this.edit(undefined));
      void this.#tell(changed, 'Changed. Undo takes it back.');
    }
  }

  fix(finding: number, fix: number): void {
    const index = this.example.value?.index;
    if (index === undefined) return;
    void this.#tell(this.#host.call('fix', { index, finding, fix }), 'Changed. Undo takes it back.');
  }

  reveal(path?: TextPlace['path']): void {
    const index = this.example.value?.index ?? 0;
    void this.#tell(this.#host.call('reveal', { index, ...(path && { path }) }));
  }

  copyText(): void {
    const index = this.example.value?.index;
    if (index !== undefined) void this.#tell(this.#host.call('copyText', { index }), 'Copied.');
  }

  checkAll(isWanted: boolean): void {
    void this.#tell(this.#host.call('check', { isWanted }));
  }

  showRule(rule: string): void {
    void this.#tell(this.#host.call('showRule', { rule }));
  }

  /** Whoever types has not finished the word; whoever chooses wants to see it. */
  #ask(query: RowQuery, isTyped: boolean): void {
    this.#wanted = undefined;
    this.query.value = readQuery(query);
    this.search.value = {};
    this.#remember();
    clearTimeout(this.#searchTimer);
    if (isTyped) this.#searchTimer = setTimeout(() => this.#find(true), PAUSE);
    else this.#find(true);
  }

  /** Asks again for what is shown. A search that is going on is finished first. */
  #changed(): void {
    if (this.#search && this.query.value.text !== '') this.#isStale = true;
    else this.#find(false);
    if (this.#chosen !== undefined) void this.#show(this.#chosen);
    else if ((this.state.value?.summary.count ?? 0) > 0) void this.#choose(0);
  }

  /** What is found of the examples that are checked so far grows while they are checked. Texts are not read again for it. */
  #follow({ checkedCount, count }: DatasetSummary): void {
    const grew = checkedCount - this.#foundOf;
    const isWorthIt = grew < 0 || grew > count * WORTH_ASKING;
    const asks = needsCheck(this.query.value) && this.query.value.text === '';
    if (asks && isWorthIt && !this.#search) this.#find(false);
  }

  #find(isOther: boolean): void {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    this.#foundOf = this.state.value?.summary.checkedCount ?? 0;
    this.#isStale = false;
    const isNew = isOther || this.search.value !== undefined;
    if (isNew) this.search.value = {};
    const near = this.#chosen;
    this.#host
      .call(
        'find',
        { query: this.query.value, ...(near !== undefined && { near }) },
        {
          signal: search.signal,
          onProgress: progress => {
            if (isNew && !search.signal.aborted) this.search.value = { progress };
          },
        },
      )
      .then(
        ({ total, place }) => {
          if (search.signal.aborted) return;
          this.#search = undefined;
          this.search.value = undefined;
          this.total.value = total;
          // A place that was chosen meanwhile is on its way.
          if (this.#chosen === near && this.#wanted === undefined) this.place.value = place;
          this.rows.again(isNew);
          if (this.#isStale) this.#find(false);
        },
        (problem: { code?: string; message: string }) => {
          if (search.signal.aborted) return;
          this.#search = undefined;
          // The file changed while it was searched, or is only just being opened; what follows it asks again.
          if (problem.code === 'cancelled' || this.state.value?.busy?.what === 'reading') return;
          this.search.value = undefined;
          this.said.value = problem.message;
        },
      );
  }

  async #goTo(index: number): Promise<void> {
    this.#wanted = undefined;
    await this.#choose(index);
    this.#find(false);
  }

  async #choose(index: number): Promise<void> {
    if (index !== this.#chosen && this.editing.value?.index !== index) {
      this.editing.value = undefined;
      this.draft.value = undefined;
    }
    this.#chosen = index;
    this.#remember();
    await this.#show(index);
  }

  async #show(index: number): Promise<void> {
    const mine = ++this.#shown;
    const { example } = await this.#host.call('example', { index });
    if (mine === this.#shown) this.example.value = example;
  }

  async #check(): Promise<void> {
    this.#draft?.abort();
    const editing = this.editing.value;
    if (!editing) return;
    const draft = new AbortController();
    this.#draft = draft;
    try {
      const { index, change } = editing;
      const { findings } = await this.#host.call('draft', { index, change }, { signal: draft.signal });
      if (!draft.signal.aborted) this.draft.value = findings;
    } catch {
      // A newer draft is checked, or the text is not there any more, which applying it will tell.
    }
  }

  #remember(): void {
    const editing = this.editing.value;
    const isKept = editing && editing.change.before.length + editing.change.after.length < LONGEST_KEPT;
    const memory: Memory = { query: this.query.value, chosen: this.#chosen };
    remember({ ...memory, ...(isKept && { editing }) });
  }

  #tell(call: Promise<unknown>, done = ''): Promise<void> {
    return call.then(
      () => {
        this.said.value = done;
      },
      (problem: { message: string; remedy?: string }) => {
        this.said.value = `${problem.message} ${problem.remedy ?? ''}`.trim();
      },
    );
  }
}
