import * as vscode from 'vscode';
import type { ExampleSymbol } from '../../core/browse/exampleSymbols.ts';
import { toSignal, toVsCodeRange } from '../convert.ts';
import type { Services } from '../services.ts';

/**
 * Outline, breadcrumbs and *Go to Symbol* name each example and its messages; places to fold follow the examples. VS
 * Code's own JSON support knows the brackets of `.json` files, so there only the names are added.
 */
export function registerExampleSymbols({ lint }: Services): vscode.Disposable {
  const isOfInterest = ({ uri }: vscode.TextDocument) =>
    lint.documentOf(uri) !== undefined && !lint.isNoDataset(uri);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(
      SELECTOR,
      {
        async provideDocumentSymbols(document, token) {
          if (!lint.documentOf(document.uri)) return undefined;
          const answer = await lint.read(document.uri, 'exampleSymbols', {}, toSignal(token));
          return answer && isOfInterest(document) ? answer.symbols.map(toSymbol) : undefined;
        },
      },
      { label: 'Examples' },
    ),
    vscode.languages.registerFoldingRangeProvider('jsonl', {
      async provideFoldingRanges(document, _context, token) {
        if (!lint.documentOf(document.uri)) return undefined;
        const answer = await lint.read(document.uri, 'exampleFolds', {}, toSignal(token));
        return answer?.folds.map(({ start, end }) => new vscode.FoldingRange(start, end));
      },
    }),
  );
}

const SELECTOR = [{ language: 'jsonl' }, { language: 'json' }];

const KINDS: Readonly<Record<ExampleSymbol['kind'], vscode.SymbolKind>> = {
  example: vscode.SymbolKind.Struct,
  message: vscode.SymbolKind.String,
  call: vscode.SymbolKind.Function,
  group: vscode.SymbolKind.Array,
};

function toSymbol({ name, detail, kind, range, children }: ExampleSymbol): vscode.DocumentSymbol {
  const whole = toVsCodeRange(range);
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    KINDS[kind],
    whole,
    new vscode.Range(whole.start, whole.start),
  );
  symbol.children = children.map(toSymbol);
  return symbol;
}
