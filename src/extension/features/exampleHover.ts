import * as vscode from 'vscode';
import { toSignal, toVsCodeRange } from '../convert.ts';
import type { Services } from '../services.ts';

/**
 * A line of a dataset as a person reads it: the conversation that it holds. Findings have hovers of their own, which
 * VS Code shows above this one. A worker reads the line, so that a long one does not hold the editor up.
 */
export function registerExampleHover({ lint }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider('*', {
    async provideHover(document, position, token) {
      if (!lint.documentOf(document.uri)) return undefined;
      const { line, character } = position;
      const answer = await lint.read(document.uri, 'exampleAt', { at: { line, character } }, toSignal(token));
      const found = answer?.found;
      if (!found || (found.shown.format === undefined && lint.isNoDataset(document.uri))) return undefined;
      const { exampleMarkdown } = await import('../../core/view/dataset/exampleMarkdown.ts');
      const text = new vscode.MarkdownString(exampleMarkdown(found.shown, found.index, found.turn));
      text.isTrusted = false;
      text.supportHtml = false;
      return new vscode.Hover(text, toVsCodeRange(found.range));
    },
  });
}
