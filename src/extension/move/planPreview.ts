import * as vscode from 'vscode';

/** A plan as a rendered page, under an address of its own. Only the last is kept. */
export class PlanPreview implements vscode.Disposable {
  readonly #registration: vscode.Disposable;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  #text = '';
  #shown: vscode.Uri | undefined;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: () => this.#text,
    });
  }

  /** Shows a text of Markdown, in the place of the one before. The focus stays where it is. */
  async show(text: string): Promise<void> {
    this.#text = `${ROOM}\n\n${text}`;
    if (this.#shown) {
      this.#changed.fire(this.#shown);
      return;
    }
    this.#shown = vscode.Uri.from({ scheme: SCHEME, path: `/${NAME}` });
    await vscode.commands.executeCommand('markdown.showPreview', this.#shown);
  }

  async close(): Promise<void> {
    this.#shown = undefined;
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
    const own = tabs.filter(
      ({ input, label }) => input instanceof vscode.TabInputWebview && label.includes(NAME),
    );
    if (own.length > 0) await vscode.window.tabGroups.close(own);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** The question stands over the top of the page: so much stays free for it. */
const ROOM = '&nbsp;\n\n'.repeat(4).trimEnd();

const SCHEME = 'tunewright-move';
const NAME = 'Move This Tune.md';
