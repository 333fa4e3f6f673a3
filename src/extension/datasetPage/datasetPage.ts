import * as vscode from 'vscode';
import type { Finding } from '../../core/lint/finding.ts';
import { targetsOf } from '../../core/lint/settings.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Problem, toProblemData } from '../../core/util/problem.ts';
import type {
  DatasetExample,
  DatasetState,
  DatasetSummary,
  ShownFinding,
} from '../../core/view/dataset/datasetView.ts';
import type { Channel } from '../../protocol/channel.ts';
import type { DatasetHostContract, DatasetPageContract } from '../../protocol/dataset.ts';
import { fileName } from '../files.ts';
import { isEditable } from '../lint/openDocuments.ts';
import type { Services } from '../services.ts';
import type { Panel } from '../webviews/panel.ts';
import { datasetHandlers } from './datasetHandlers.ts';
import type { ExamplePlace } from './goToExample.ts';
import { FileReading } from './fileReading.ts';
import { documentReader, type RowsReader } from './rowsReader.ts';

const NOTHING: DatasetSummary = {
  count: 0,
  format: 'none',
  totals: { error: 0, warning: 0, info: 0 },
  rules: [],
  formats: [],
  checkedCount: 0,
  checked: false,
};

/**
 * One dataset page. Of a document that VS Code hands to extensions it shows what the editor holds, and what it changes
 * is an edit of that document; any other file is read from disk and only looked at.
 */
export class DatasetPage {
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument | undefined;
  readonly panel: Panel;
  readonly reader: RowsReader;
  readonly #services: Services;
  readonly #channel: Channel<DatasetHostContract, DatasetPageContract>;
  readonly #store = new DisposableStore();
  readonly #file: FileReading | undefined;
  #summary = NOTHING;
  #sequence = 0;
  #goTo: number | undefined;
  #shown: { index: number; version: number; findings: readonly Finding[] } | undefined;

  constructor(services: Services, panel: Panel, uri: vscode.Uri, document: vscode.TextDocument | undefined) {
    const { lint } = services;
    this.uri = uri;
    this.document = document;
    this.panel = panel;
    this.#services = services;
    if (document) {
      this.reader = this.#store.add(documentReader(lint, document));
      this.#store.add(
        lint.onDidChange(changed => {
          if (changed.toString() === uri.toString() && !lint.state(uri)?.busy) void this.refresh();
        }),
      );
      // Who looks at a file as a dataset wants to know what is wrong with it, whatever its name is.
      lint.lint(uri).catch(() => {});
    } else {
      this.#file = this.#store.add(new FileReading(services, uri, areRows => void this.refresh(areRows)));
      this.reader = this.#file.reader;
    }
    this.#channel = panel.connect(datasetHandlers(this));
  }

  get isEditable(): boolean {
    return this.document !== undefined && isEditable(this.uri.scheme);
  }

  /** Everything but the examples, as it is now. */
  async state(): Promise<DatasetState> {
    let problem = this.#file?.problem;
    if (!problem && this.#file?.isOpen !== false) {
      try {
        const { version: _, ...summary } = await this.reader.call('summarizeRows', {});
        this.#summary = summary;
      } catch (error) {
        problem = toProblemData(error);
      }
    }
    const settings = await this.#services.settings.of(this.uri);
    const busy = this.#file?.busy;
    return {
      sequence: ++this.#sequence,
      name: fileName(this.uri),
      summary: this.#summary,
      targets: targetsOf(settings).map(({ title }) => title),
      isEditable: this.isEditable,
      notice:
        problem && problem.code !== 'cancelled' ? `${problem.message} ${problem.remedy}` : this.#notice(),
      ...(busy && { busy }),
    };
  }

  /** What was shown is no longer what holds. */
  async refresh(areRows = true): Promise<void> {
    this.#channel.emit('state', await this.state());
    if (areRows) this.#channel.emit('changed', {});
  }

  /** Shows an example, also on a page that is only just being made. */
  goTo(index: number): void {
    this.#goTo = index;
    this.#channel.emit('goTo', { index });
  }

  /** Its examples, to go to. */
  async place(): Promise<ExamplePlace<number>> {
    const before = this.#shown?.index;
    const { count } = await this.reader.call('summarizeRows', {});
    return {
      count,
      find: async number => number - 1,
      // The page itself shows it.
      name: () => '',
      preview: index => {
        if (index !== undefined) this.goTo(index);
      },
      accept: index => this.goTo(index),
      restore: () => {
        if (before !== undefined) this.goTo(before);
      },
    };
  }

  /** The example that the page is to show once it is there; told once. */
  takeGoTo(): number | undefined {
    const wanted = this.#goTo;
    this.#goTo = undefined;
    return wanted;
  }

  async example(index: number): Promise<DatasetExample | undefined> {
    const { example, version } = await this.reader.call('readExample', { index });
    if (!example) return undefined;
    this.#shown = { index, version, findings: example.findings };
    return { ...example, findings: example.findings.map(one => this.shownFinding(one)) };
  }

  shownFinding({ rule, severity, message, turn, fixes }: Finding & { turn?: number }): ShownFinding {
    const offered = this.isEditable ? fixes.filter(({ edits }) => edits.length > 0) : [];
    return {
      rule,
      severity,
      message,
      ...(turn !== undefined && { turn }),
      fixes: offered.map(({ title, safety }) => ({ title, safety })),
    };
  }

  /** A remedy that the page was told of; undefined when the document is another by now. */
  fixOf(index: number, finding: number, fix: number): Finding['fixes'][number] | undefined {
    const shown = this.#shown;
    if (!shown || shown.index !== index || shown.version !== this.document?.version) return undefined;
    return shown.findings[finding]?.fixes.filter(({ edits }) => edits.length > 0)[fix];
  }

  /** Applies edits as one step that can be undone. Throws a `Problem` when VS Code refuses. */
  async apply(edits: readonly vscode.TextEdit[]): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.set(this.uri, [...edits]);
    if (await vscode.workspace.applyEdit(edit)) return;
    throw new Problem({
      code: 'rejected',
      message: 'VS Code did not make the change.',
      remedy: 'The file may be read-only or have changed meanwhile; try again.',
    });
  }

  /** Checks a file on disk from its beginning, or stops doing so. What is known by then stays. */
  check(isWanted: boolean): void {
    if (isWanted) this.#file?.checkAgain();
    else this.#file?.stopChecking();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #notice(): string {
    if (!this.document) {
      return 'Read-only: this file is shown as it is on disk. Files over 50 MB cannot be edited here, because VS Code does not hand them to extensions; split the dataset to edit it.';
    }
    return this.isEditable ? '' : 'Read-only: files in this place cannot be written.';
  }
}
