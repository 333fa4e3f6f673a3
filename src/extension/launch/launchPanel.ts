import * as vscode from 'vscode';
import type { Preflight } from '../../core/tune/preflight/preflight.ts';
import type { PreflightResult } from '../../core/tune/preflight/preflightTune.ts';
import type { Tune } from '../../core/tune/tuneFile.ts';
import { type Disposable, DisposableStore } from '../../core/util/disposable.ts';
import { Problem, toProblemData } from '../../core/util/problem.ts';
import type { LaunchPageState } from '../../core/view/launchPage.ts';
import type { Channel } from '../../protocol/channel.ts';
import type { LaunchHostContract, LaunchPageContract } from '../../protocol/launch.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import type { Panel } from '../webviews/panel.ts';
import { issuePlaces, type IssuePlace } from './issuePlaces.ts';
import { launchHandlers } from './launchHandlers.ts';

/** Milliseconds after a change of the tune before it is read again: somebody may be typing. */
const PAUSE = 400;

/** Loaded with the first check: it knows every rulebook. */
type LaunchView = typeof import('../../core/view/launchPage.ts');

interface Checked {
  text: string;
  tune: Tune;
  preflight: Preflight;
}

/** Answers for the page before the launch of one tune: checks it, checks it again when it changes, and launches it. */
export class LaunchPanel implements Disposable {
  readonly uri: vscode.Uri;
  readonly #services: Services;
  readonly #panel: Panel;
  readonly #channel: Channel<LaunchHostContract, LaunchPageContract>;
  readonly #store = new DisposableStore();
  #state: LaunchPageState;
  #checked: Checked | undefined;
  #places: readonly (IssuePlace | undefined)[] = [];
  #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Services, panel: Panel, uri: vscode.Uri) {
    this.uri = uri;
    this.#services = services;
    this.#panel = panel;
    const file = fileName(uri);
    panel.title = `Launch ${file}`;
    this.#state = {
      ...{ sequence: 0, file, phase: 'checking', sections: [], issues: [] },
      ...{ consent: 'blocked', promise: '' },
    };
    this.#channel = panel.connect<LaunchHostContract, LaunchPageContract>(launchHandlers(this, services));
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const isOurs = document.uri.toString() === uri.toString() && contentChanges.length > 0;
        if (isOurs && this.#state.phase !== 'launching') this.#checkSoon();
      }),
    );
    const watcher = this.#store.add(vscode.workspace.createFileSystemWatcher(onlyFile(uri)));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.#store.add(
        event(() => {
          if (this.#state.phase !== 'launching') this.#checkSoon();
        }),
      );
    }
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        // What the cap forbade, another allows.
        if (change.affectsConfiguration('tunewright.spendingCap') && this.#state.phase !== 'launching')
          this.#checkSoon();
      }),
    );
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#checkSoon()));
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
    void this.check();
  }

  get state(): LaunchPageState {
    return this.#state;
  }

  /** Reads the tune and its files, and tells the page. A newer check replaces an older one. */
  async check(): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const sequence = this.#state.sequence + 1;
    this.#checked = undefined;
    this.#show({ ...this.#state, sequence, phase: 'checking', fraction: 0 });
    try {
      const text = await textOf(this.uri);
      const result = await this.#services.tunes.preflight(this.uri, text, {
        signal,
        onProgress: (bytes, totalBytes) => {
          if (!signal.aborted) this.#show({ ...this.#state, fraction: bytes / Math.max(totalBytes, 1) });
        },
      });
      const view = await import('../../core/view/launchPage.ts');
      if (!signal.aborted) this.#tell(sequence, text, result, view);
    } catch (thrown) {
      const problem = toProblemData(thrown);
      if (signal.aborted || problem.code === 'cancelled') return;
      const { message, remedy } = problem;
      this.#places = [];
      const issues = [{ severity: 'error' as const, message, remedy }];
      this.#show({ ...this.#bare(sequence), issues });
    }
  }

  /** Where an issue is, when it has a place and the page speaks of the latest check. */
  placeOf(sequence: number, issue: number): IssuePlace | undefined {
    return sequence === this.#state.sequence ? this.#places[issue] : undefined;
  }

  /** Launches what was checked, if the user agreed to all that is to be agreed to. The page of the job takes its place. */
  async launch(sequence: number, confirmed: boolean, typed: string): Promise<void> {
    const checked = this.#checked;
    // A second click, or one on an older check, launches nothing.
    if (!checked || sequence !== this.#state.sequence || this.#state.phase !== 'ready') throw outdated();
    const { tune, preflight, text } = checked;
    const { consent, model } = preflight;
    const agrees = consent === 'free' || (consent === 'asked' && confirmed);
    const types = consent === 'typed' && typed.trim() === model && (confirmed || !this.#warns());
    if (!agrees && !types) throw notAgreed();
    this.#show({ ...this.#state, phase: 'launching' });
    try {
      const plan = await this.#services.tunes.plan(this.uri, text, tune, preflight);
      const job = await this.#services.jobs.start(plan);
      await vscode.commands.executeCommand('tunewright.openJob', { kind: 'job', id: job.id });
      this.#panel.webviewPanel.dispose();
    } catch (thrown) {
      this.#show({ ...this.#state, phase: 'ready' });
      throw thrown;
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#store.dispose();
  }

  #warns(): boolean {
    return this.#state.issues.some(({ severity }) => severity === 'warning');
  }

  #tell(sequence: number, text: string, result: PreflightResult, view: LaunchView): void {
    const { tune, preflight, findings } = result;
    const issues = preflight?.issues ?? findings.map(({ rule, ...rest }) => ({ code: rule, ...rest }));
    this.#places = issues.map(issue => issuePlaces(issue, findings, preflight, this.uri));
    const shown = issues.map(({ severity, message, remedy }, index) => {
      const place = this.#places[index]?.label;
      return { severity, message, remedy, ...(place !== undefined && { place }) };
    });
    if (!tune || !preflight) {
      this.#show({ ...this.#bare(sequence), issues: shown });
      return;
    }
    this.#checked = { text, tune, preflight };
    const { consent, name, model, end } = preflight;
    this.#show({
      ...{ sequence, file: this.#state.file, phase: 'ready', name, issues: shown, consent },
      sections: view.launchSections(preflight),
      promise: view.launchPromise(preflight),
      ...(consent === 'typed' && {
        typed: model,
        typedBecause: `${model} ${end.text ?? 'ends'}, and what is trained from it ends with it.`,
      }),
    });
  }

  #bare(sequence: number): LaunchPageState {
    const { file } = this.#state;
    return { sequence, file, phase: 'broken', sections: [], issues: [], consent: 'blocked', promise: '' };
  }

  #checkSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.check(), PAUSE);
  }

  #show(state: LaunchPageState): void {
    this.#state = state;
    this.#channel.emit('state', state);
  }
}

function onlyFile(uri: vscode.Uri): vscode.RelativePattern {
  const name = fileName(uri).replace(/[*?{}[\]]/g, '[$&]');
  return new vscode.RelativePattern(vscode.Uri.joinPath(uri, '..').with({ scheme: 'file' }), name);
}

/** What somebody is writing counts; else what is on the disk, which an editor may not have heard of yet. */
async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
  if (open && (open.isDirty || uri.scheme !== 'file')) return open.getText();
  if (uri.scheme !== 'file') return (await vscode.workspace.openTextDocument(uri)).getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    throw new Problem({
      code: 'not-found',
      message: `${fileName(uri)} cannot be read.`,
      remedy: 'Put it back, or launch another tune.',
      cause: String(error),
    });
  }
}

function outdated(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The tune was checked again meanwhile.',
    remedy: 'Look at what the page says now, and launch again.',
  });
}

function notAgreed(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The launch was not agreed to.',
    remedy: 'Mend the errors, or confirm what the page asks for.',
  });
}
