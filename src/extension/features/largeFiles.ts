import * as vscode from 'vscode';
import { isTooLarge } from '../files.ts';
import type { Services } from '../services.ts';

/**
 * Lints datasets from disk that are open in a tab but too large for extensions, and forgets them when the tab is
 * closed, unless they were listed before.
 */
export function registerLargeFiles({ lint, tell }: Services): vscode.Disposable {
  const shown = new Set<string>();
  const look = async () => {
    const open = new Map(openFiles().map(uri => [uri.toString(), uri]));
    for (const key of [...shown]) {
      if (open.has(key)) continue;
      shown.delete(key);
      lint.forget(vscode.Uri.parse(key));
    }
    for (const [key, uri] of open) {
      if (lint.state(uri) || !/\.(jsonl|ndjson)$/i.test(uri.path) || !(await isTooLarge(uri))) continue;
      // It may have been closed or listed while its size was asked for.
      if (lint.state(uri) || !openFiles().some(one => one.toString() === key)) continue;
      shown.add(key);
      lint.lint(uri).catch(error => tell.failed(error));
    }
  };
  void look();
  return vscode.window.tabGroups.onDidChangeTabs(() => void look());
}

function openFiles(): vscode.Uri[] {
  return vscode.window.tabGroups.all
    .flatMap(group => group.tabs.map(tab => tab.input))
    .flatMap(input =>
      input instanceof vscode.TabInputText && input.uri.scheme === 'file' ? [input.uri] : [],
    );
}
