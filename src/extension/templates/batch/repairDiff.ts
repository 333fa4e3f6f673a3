import * as vscode from 'vscode';
import type { RejectedLine } from '../../../core/batch/answerLines.ts';

const SCHEME = 'tunewright-repair';

/** Shows a line before and after its repair, side by side, without making files of them. */
export class RepairDiff implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #provider: vscode.Disposable;
  #number = 0;

  constructor() {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: uri => this.#texts.get(uri.toString()) ?? '',
    });
  }

  async show({ text, from }: RejectedLine, repaired: string): Promise<void> {
    this.#number += 1;
    const [before, after] = [this.#make('as it came', text), this.#make('repaired', repaired)];
    await vscode.commands.executeCommand('vscode.diff', before, after, `Repair of a line of ${from}`, {
      preview: true,
      preserveFocus: true,
    });
  }

  /** Closes what was shown. */
  async hide(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
    const isOwn = ({ input }: vscode.Tab) =>
      input instanceof vscode.TabInputTextDiff && input.modified.scheme === SCHEME;
    await vscode.window.tabGroups.close(tabs.filter(isOwn));
  }

  dispose(): void {
    this.#provider.dispose();
  }

  #make(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${this.#number}/${name}.json` });
    this.#texts.set(uri.toString(), spread(text));
    return uri;
  }
}

/** JSON over several lines, so that a difference can be seen; anything else as it is. */
function spread(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
