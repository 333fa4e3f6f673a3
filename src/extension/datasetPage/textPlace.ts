import * as vscode from 'vscode';
import type { FoundExample } from '../../protocol/reading.ts';
import { toVsCodeRange } from '../convert.ts';
import type { LintService } from '../lint/lintService.ts';
import type { ExamplePlace } from './goToExample.ts';

type Found = FoundExample & { name: string };

/** The examples of a text editor, to go to. */
export async function textPlace(
  lint: LintService,
  editor: vscode.TextEditor,
  highlight: vscode.TextEditorDecorationType,
): Promise<ExamplePlace<Found>> {
  const { uri } = editor.document;
  const [before] = editor.visibleRanges;
  return {
    count: (await lint.read(uri, 'countExamples', {}))?.count ?? 0,
    find: async number => (await lint.read(uri, 'findExample', { index: number - 1 }))?.found,
    // The number stands before it already.
    name: ({ name }) => name.replace(/^[\d,]+ · /, ''),
    preview(found) {
      editor.setDecorations(highlight, found ? [toVsCodeRange(found.range)] : []);
      if (found) reveal(editor, found);
    },
    accept(found) {
      const { start } = toVsCodeRange(found.range);
      editor.selection = new vscode.Selection(start, start);
      reveal(editor, found);
    },
    restore() {
      if (before) editor.revealRange(before, vscode.TextEditorRevealType.AtTop);
    },
  };
}

function reveal(editor: vscode.TextEditor, { range }: Found): void {
  const { start } = toVsCodeRange(range);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
