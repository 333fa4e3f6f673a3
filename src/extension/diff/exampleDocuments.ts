import * as vscode from 'vscode';
import type { Services } from '../services.ts';

const SCHEME = 'tunewright-example';

/** Shows single lines of datasets as texts that people can read, under addresses of their own. */
export function registerExampleDocuments({ lint }: Services): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri, token) {
      const abort = new AbortController();
      const subscription = token.onCancellationRequested(() => abort.abort());
      try {
        const { path, line } = JSON.parse(uri.query) as { path: string; line: number };
        return await lint.foreground.call('readableLine', { path, line }, { signal: abort.signal });
      } finally {
        subscription.dispose();
      }
    },
  });
}

/** The address of a line, zero-based. `stamp` tells states of the file apart, so that no old text is shown. */
export function exampleUri(path: string, line: number, name: string, stamp: number): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${name}:${line + 1}.txt`,
    query: JSON.stringify({ path, line, stamp }),
  });
}
