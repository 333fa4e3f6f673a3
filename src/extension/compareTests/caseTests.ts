import * as vscode from 'vscode';
import type { Case } from '../../core/evaluate/case.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { problemText } from '../../core/util/problemText.ts';
import type { CompareSession } from '../compare/compareSession.ts';
import { COMPARISONS, NO_COMPARISONS } from '../features/compareTests.ts';
import type { Services } from '../services.ts';
import { runCases } from './runCases.ts';

/** What stands for one file or case in the Test Explorer. */
export interface TestPlace {
  file: vscode.Uri;
  /** Absent for the file itself. */
  caseId?: string;
}

const MOST_FILES = 500;

/** Cases as tests: files are looked for when the view is shown, and read when they are opened there. */
export class CaseTests implements vscode.Disposable {
  readonly #services: Services;
  readonly #store = new DisposableStore();
  readonly #controller: vscode.TestController;
  readonly #places = new WeakMap<vscode.TestItem, TestPlace>();
  /** Ids of the sessions that are followed. */
  readonly #followed = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
    this.#controller = this.#store.add(
      vscode.tests.createTestController('tunewright.cases', 'Tunewright Comparisons'),
    );
    this.#controller.resolveHandler = item => (item ? this.#resolve(item) : this.#find());
    this.#controller.refreshHandler = () => this.#find();
    this.#controller.createRunProfile(
      'Run',
      vscode.TestRunProfileKind.Run,
      (request, token) => this.run(request, token),
      true,
    );
    const watcher = this.#store.add(
      vscode.workspace.createFileSystemWatcher(COMPARISONS, false, true, false),
    );
    this.#store.add(watcher.onDidCreate(uri => this.#add(uri)));
    this.#store.add(watcher.onDidDelete(uri => this.#controller.items.delete(uri.toString())));
  }

  /** Runs what is asked for; answers that are there already are not asked for again. */
  async run(
    { include, exclude = [] }: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<void> {
    if (!include) await this.#find();
    const wanted = include ?? [...this.#controller.items].map(([, item]) => item);
    const files = new Map<string, vscode.TestItem[]>();
    for (const item of wanted) {
      const place = this.#places.get(item);
      if (!place) continue;
      if (place.caseId === undefined && item.children.size === 0) await this.#resolve(item);
      const items = place.caseId === undefined ? [...item.children].map(([, child]) => child) : [item];
      const key = place.file.toString();
      const left = items.filter(one => !exclude.includes(one) && !exclude.includes(item));
      files.set(key, [...new Set([...(files.get(key) ?? []), ...left])]);
    }
    const sessions = await this.#services.comparisons();
    const run = this.#controller.createTestRun(new vscode.TestRunRequest(include, exclude));
    try {
      for (const [key, items] of files) {
        const { session, run: runner } = sessions.of(vscode.Uri.parse(key));
        const cases = items.map(item => ({ item, caseId: this.#places.get(item)!.caseId! }));
        await runCases({ run, session, runner, cases, token });
      }
    } finally {
      run.end();
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #find(): Promise<void> {
    const found = await vscode.workspace.findFiles(COMPARISONS, NO_COMPARISONS, MOST_FILES);
    const ids = new Set(found.map(uri => uri.toString()));
    for (const [id] of this.#controller.items) if (!ids.has(id)) this.#controller.items.delete(id);
    for (const uri of found) this.#add(uri);
  }

  #add(uri: vscode.Uri): void {
    const id = uri.toString();
    if (this.#controller.items.get(id)) return;
    const item = this.#controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.#places.set(item, { file: uri });
    this.#controller.items.add(item);
  }

  async #resolve(item: vscode.TestItem): Promise<void> {
    const place = this.#places.get(item);
    if (!place || place.caseId !== undefined) return;
    const { session } = (await this.#services.comparisons()).of(place.file);
    if (!session.comparison) {
      item.busy = true;
      await session.open();
      item.busy = false;
    }
    this.#show(item, session);
    if (this.#followed.has(item.id)) return;
    this.#followed.add(item.id);
    this.#store.add(
      session.onDidChange(({ kind }) => {
        if (kind === 'all') this.#show(item, session);
      }),
    );
  }

  /** Draws the cases anew when they are others than before. */
  #show(item: vscode.TestItem, session: CompareSession): void {
    const { comparison, problem } = session;
    item.error = problem && problemText(problem);
    const cases = comparison?.cases ?? [];
    const isSame = item.children.size === cases.length && cases.every(({ id }) => item.children.get(id));
    if (!isSame) item.children.replace(cases.map((one, index) => this.#itemOf(one, index, session)));
  }

  #itemOf({ id, title, from }: Case, index: number, session: CompareSession): vscode.TestItem {
    const uri = from.file === undefined ? session.uri : session.host.folder.uriOf(from.file);
    const item = this.#controller.createTestItem(id, title, uri);
    item.sortText = String(index).padStart(7, '0');
    if (from.line !== undefined) item.range = new vscode.Range(from.line, 0, from.line, 0);
    this.#places.set(item, { file: session.uri, caseId: id });
    return item;
  }
}
