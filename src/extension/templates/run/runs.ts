import { adviceOf } from '../../../core/util/problemText.ts';
import * as vscode from 'vscode';
import type { ChatEvent, CollectedChat } from '../../../core/provider/chat.ts';
import { addToCollected } from '../../../core/provider/chat.ts';
import type { RunRecord, RunSelection } from '../../../core/run/runRecord.ts';
import type { RunDelta, RunsView } from '../../../core/view/runs.ts';
import type { RunsFile } from '../../../node/runsFile.ts';
import type { ProblemData } from '../../../core/util/problem.ts';
import { PromptFolder } from '../promptFolder.ts';

/** Rows of the history that the page shows; all are in the list of the command. */
const ROWS = 20;

/** A run that is under way. */
export interface LiveRun {
  id: string;
  abort: AbortController;
  /** What is being done, when it is one of several. */
  progress?: string | undefined;
  waiting?: string | undefined;
  selections: RunSelection[];
  chat: CollectedChat;
  sequence: number;
}

/** What happened of one prompt since the window was opened. */
interface PromptRuns {
  live: LiveRun | undefined;
  /** Why the last one came to nothing. */
  failure: ProblemData | undefined;
  /** Ids of the runs that the page shows; absent: the last ones. */
  shown: ReadonlySet<string> | undefined;
  /** What could not be kept in a file: of prompts that are in no folder on this disk. */
  unkept: RunRecord[];
}

/** The runs of all prompts: what is under way, what was, and what the page shows of it. */
export class Runs implements vscode.Disposable {
  readonly #prompts = new Map<string, PromptRuns>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #delta = new vscode.EventEmitter<{ uri: vscode.Uri; delta: RunDelta }>();
  /** Fires when something else than a piece of text has changed. */
  readonly onDidChange = this.#changed.event;
  /** Fires for each piece of text that arrives. */
  readonly onDelta = this.#delta.event;

  live(uri: vscode.Uri): LiveRun | undefined {
    return this.#of(uri).live;
  }

  begin(uri: vscode.Uri): LiveRun {
    const live: LiveRun = {
      id: crypto.randomUUID(),
      abort: new AbortController(),
      selections: [],
      chat: { choices: [], truncated: false },
      sequence: 0,
    };
    Object.assign(this.#of(uri), { live, failure: undefined, shown: new Set() });
    this.#changed.fire(uri);
    return live;
  }

  /** Begins the next answer of a run. */
  next(uri: vscode.Uri, progress: string | undefined): void {
    this.#update(uri, live => {
      live.chat = { choices: [], truncated: false };
      live.progress = progress;
    });
  }

  /** Notes a step that only chose. */
  selected(uri: vscode.Uri, selection: RunSelection): void {
    this.#update(uri, live => live.selections.push(selection));
  }

  waiting(uri: vscode.Uri, waiting: string): void {
    this.#update(uri, live => {
      live.waiting = waiting;
    });
  }

  /** Takes what arrives. */
  arrived(uri: vscode.Uri, event: ChatEvent): void {
    const { live } = this.#of(uri);
    if (!live) return;
    addToCollected(live.chat, event);
    live.waiting = undefined;
    if (event.type === 'tool-call') this.#changed.fire(uri);
    if (event.type !== 'text' && event.type !== 'reasoning' && event.type !== 'refusal') return;
    const { choice, type: kind, text } = event;
    live.sequence += 1;
    this.#delta.fire({ uri, delta: { run: live.id, sequence: live.sequence, choice, kind, text } });
  }

  /** `failure` is why it came to nothing; absent when it did not. */
  end(uri: vscode.Uri, failure?: ProblemData): void {
    Object.assign(this.#of(uri), { live: undefined, failure });
    this.#changed.fire(uri);
  }

  /** Keeps a run, and shows it beside those of its series. */
  async keep(uri: vscode.Uri, record: RunRecord): Promise<void> {
    const own = this.#of(uri);
    own.shown = new Set([...(own.live ? (own.shown ?? []) : []), record.id]);
    const file = await fileOf(uri);
    if (file) await file.append(record);
    else own.unkept.push(record);
    this.#changed.fire(uri);
  }

  /** Says that something else that the page shows of runs has changed. */
  changed(uri: vscode.Uri): void {
    this.#changed.fire(uri);
  }

  /** Shows runs of the history. */
  show(uri: vscode.Uri, ids: readonly string[]): void {
    this.#of(uri).shown = new Set(ids);
    this.#changed.fire(uri);
  }

  /** Forgets runs for good. */
  async forget(uri: vscode.Uri, ids: readonly string[]): Promise<void> {
    const gone = new Set(ids);
    const own = this.#of(uri);
    own.unkept = own.unkept.filter(({ id }) => !gone.has(id));
    await (await fileOf(uri))?.remove(gone);
    this.#changed.fire(uri);
  }

  /** All runs of a prompt, oldest first. */
  async history(uri: vscode.Uri): Promise<RunRecord[]> {
    const kept = await (await fileOf(uri))?.read();
    return [...(kept?.runs ?? []), ...this.#of(uri).unkept];
  }

  /** What the page shows. `now` is the prompt as it is now, `target` whom it would ask. */
  async view(
    uri: vscode.Uri,
    now: RunRecord['template'] | undefined,
    target: string | undefined,
  ): Promise<RunsView> {
    const { runRow, runView, liveView } = await import('../../../core/view/runView.ts');
    const all = await this.history(uri);
    const own = this.#of(uri);
    const ids = own.shown ?? lastSeries(all);
    const { live, failure } = own;
    return {
      ...(target !== undefined && { target }),
      ...(live && { live: liveView(live) }),
      ...(failure && { failure: { message: failure.message, remedy: adviceOf(failure) } }),
      shown: all.filter(({ id }) => ids.has(id)).map(record => runView(record, now)),
      history: all
        .slice(-ROWS)
        .reverse()
        .map(record => runRow(record, ids.has(record.id))),
      total: all.length,
    };
  }

  dispose(): void {
    for (const { live } of this.#prompts.values()) live?.abort.abort();
    this.#changed.dispose();
    this.#delta.dispose();
  }

  #of(uri: vscode.Uri): PromptRuns {
    const key = uri.toString();
    const known = this.#prompts.get(key);
    if (known) return known;
    const fresh: PromptRuns = { live: undefined, failure: undefined, shown: undefined, unkept: [] };
    this.#prompts.set(key, fresh);
    return fresh;
  }

  #update(uri: vscode.Uri, change: (live: LiveRun) => void): void {
    const { live } = this.#of(uri);
    if (!live) return;
    change(live);
    this.#changed.fire(uri);
  }
}

/** The runs that were asked for at once, the latest. */
function lastSeries(all: readonly RunRecord[]): ReadonlySet<string> {
  const last = all.at(-1);
  if (!last) return new Set();
  const same = all.filter(({ series }) => series !== undefined && series === last.series);
  return new Set([...same, last].map(({ id }) => id));
}

/** Where the runs of a prompt are kept; undefined for what is in no folder on this disk. */
export async function fileOf(uri: vscode.Uri): Promise<RunsFile | undefined> {
  if (uri.scheme !== 'file') return undefined;
  const folder = new PromptFolder(uri);
  const path = folder.pathOf(uri);
  if (path === undefined) return undefined;
  const { RunsFile } = await import('../../../node/runsFile.ts');
  // Each variant of one file has a history of its own.
  const variant = uri.fragment === '' ? '' : `.${uri.fragment.replace(/[^\w.-]+/g, '.')}`;
  return new RunsFile(folder.root.fsPath, path + variant);
}
