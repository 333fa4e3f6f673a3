import * as vscode from 'vscode';

/** Two texts side by side in a diff editor, under addresses of their own. Only the last pair is kept. */
export class TextPairs implements vscode.Disposable {
  readonly #scheme: string;
  readonly #registration: vscode.Disposable;
  #shown: { before: string; after: string } | undefined;
  #number = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: uri =>
        this.#shown?.[uri.path.startsWith('/before') ? 'before' : 'after'] ?? '',
    });
  }

  async show(texts: { before: string; after: string }, title: string): Promise<void> {
    this.#shown = texts;
    this.#number += 1;
    await vscode.commands.executeCommand('vscode.diff', this.#uri('before'), this.#uri('after'), title, {
      // A preview would take the tab of the file that is looked at.
      preview: false,
    });
  }

  /** Closes the tab of the pair that was shown last. */
  async close(): Promise<void> {
    const after = this.#uri('after').toString();
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
    const own = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === after,
    );
    if (own.length > 0) await vscode.window.tabGroups.close(own);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** A new number for every pair, since editors keep the text of an address. */
  #uri(side: 'before' | 'after'): vscode.Uri {
    return vscode.Uri.from({ scheme: this.#scheme, path: `/${side}.txt`, query: String(this.#number) });
  }
}
