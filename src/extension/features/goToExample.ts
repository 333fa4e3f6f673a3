import * as vscode from 'vscode';
import type { FoundExample } from '../../protocol/reading.ts';
import { toVsCodeRange } from '../convert.ts';
import { noDatasetProblem } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';

/** *Go to Example*: the number is typed, the editor shows the example at once, Escape goes back. */
export function registerGoToExample({ lint, tell }: Services): vscode.Disposable {
  const highlight = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    isWholeLine: true,
  });
  return vscode.Disposable.from(
    highlight,
    registerCommand('tunewright.goToExample', tell, async (given?: number) => {
      const editor = vscode.window.activeTextEditor;
      if (!editor || !lint.documentOf(editor.document.uri)) throw noDatasetProblem();
      const { uri } = editor.document;
      const find = async (number: number) =>
        (await lint.read(uri, 'findExample', { index: number - 1 }))?.found;
      if (given !== undefined) {
        const found = await find(given);
        if (found) goTo(editor, found);
        return;
      }
      const count = (await lint.read(uri, 'countExamples', {}))?.count ?? 0;
      await ask(editor, count, find, highlight);
    }),
  );
}

type Found = FoundExample & { name: string };

function ask(
  editor: vscode.TextEditor,
  count: number,
  find: (number: number) => Promise<Found | undefined>,
  highlight: vscode.TextEditorDecorationType,
): Promise<void> {
  const [before] = editor.visibleRanges;
  const pick = vscode.window.createQuickPick();
  pick.title = 'Go to Example';
  pick.placeholder =
    count === 0 ? 'There is no example in this file.' : `A number from 1 to ${count.toLocaleString('en-US')}`;
  let found: Found | undefined;
  let isAccepted = false;
  let asked = 0;
  const say = (label: string, description = '') => {
    pick.items = [{ label, description, alwaysShow: true }];
  };
  const preview = async (value: string) => {
    const mine = ++asked;
    const number = numberIn(value);
    const next = number === undefined || number < 1 || number > count ? undefined : await find(number);
    if (mine !== asked) return;
    found = next;
    editor.setDecorations(highlight, next ? [toVsCodeRange(next.range)] : []);
    if (next) {
      reveal(editor, next);
      say(`Go to example ${(next.index + 1).toLocaleString('en-US')}`, next.name.replace(/^[\d,]+ · /, ''));
    } else if (value.trim() === '') pick.items = [];
    else
      say(
        number === undefined ? 'That is no number.' : `There are ${count.toLocaleString('en-US')} examples.`,
      );
  };
  return new Promise(resolve => {
    pick.onDidChangeValue(value => void preview(value));
    pick.onDidAccept(async () => {
      // Enter may come before the preview of the last digit.
      await preview(pick.value);
      if (!found) return;
      isAccepted = true;
      goTo(editor, found);
      pick.hide();
    });
    pick.onDidHide(() => {
      asked += 1;
      editor.setDecorations(highlight, []);
      if (!isAccepted && before) editor.revealRange(before, vscode.TextEditorRevealType.AtTop);
      pick.dispose();
      resolve();
    });
    pick.show();
  });
}

/** The number that somebody typed, with or without marks between thousands. */
function numberIn(value: string): number | undefined {
  const digits = value.trim().replace(/(?<=\d)[,._' ](?=\d{3})/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined;
}

function reveal(editor: vscode.TextEditor, { range }: Found): void {
  const { start } = toVsCodeRange(range);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function goTo(editor: vscode.TextEditor, found: Found): void {
  const { start } = toVsCodeRange(found.range);
  editor.selection = new vscode.Selection(start, start);
  reveal(editor, found);
}
