import path from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { TUNE_SELECTOR } from '../tune/tuneDocuments.ts';

/** Connections, models, methods, hyperparameters and files in tunes. */
export function registerTuneCompletion({ tunes }: Services): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    TUNE_SELECTOR,
    {
      async provideCompletionItems(document, position, token) {
        const [{ completeTune }, context, files] = await Promise.all([
          import('../../core/tune/completeTune.ts'),
          tunes.context(document.uri),
          datasetsNear(document.uri),
        ]);
        if (token.isCancellationRequested) return undefined;
        const found = completeTune(document.getText(), document.offsetAt(position), context, files);
        if (!found) return undefined;
        const range = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
        return found.items.map(({ label, detail }, index) => {
          const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Value);
          item.range = range;
          item.filterText = label;
          item.sortText = String(index).padStart(5, '0');
          if (detail !== undefined) item.detail = detail;
          return item;
        });
      },
    },
    '"',
  );
}

/** The datasets of the workspace as a tune names them. */
export async function datasetsNear(tune: vscode.Uri): Promise<string[]> {
  const found = await vscode.workspace.findFiles(
    '**/*.{jsonl,ndjson}',
    '**/{node_modules,.tunewright}/**',
    500,
  );
  const folder = path.posix.dirname(tune.path);
  return found.map(file => path.posix.relative(folder, file.path)).sort();
}
