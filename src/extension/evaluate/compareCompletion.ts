import * as vscode from 'vscode';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { PromptFolder } from '../templates/promptFolder.ts';

/** Connections and files in comparisons. */
export function registerCompareCompletion({ connections }: Services): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    { language: 'jsonc', pattern: '**/*.compare.json' },
    {
      async provideCompletionItems(document, position, token) {
        const { completeCompareFile, COMPARED_FILES } = await import(
          '../../core/evaluate/compareFile/completeCompareFile.ts'
        );
        const folder = new PromptFolder(document.uri);
        const found = await vscode.workspace.findFiles(
          new vscode.RelativePattern(folder.root, COMPARED_FILES),
          '**/{node_modules,.tunewright}/**',
          MOST_FILES,
          token,
        );
        const completions = completeCompareFile(
          document.getText(),
          document.offsetAt(position),
          folder.pathOf(document.uri) ?? fileName(document.uri),
          {
            connections: connections.connections(),
            files: found.flatMap(uri => folder.pathOf(uri) ?? []).sort(),
          },
        );
        if (!completions) return undefined;
        const { start, end, items } = completions;
        const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
        return items.map(({ label, detail }) => {
          const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Value);
          item.range = range;
          item.filterText = label;
          if (detail !== undefined) item.detail = detail;
          return item;
        });
      },
    },
    '"',
  );
}

const MOST_FILES = 500;
