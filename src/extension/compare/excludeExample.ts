import * as vscode from 'vscode';
import { isTakenOut, lineOfExample } from '../../core/evaluate/training/lineOfExample.ts';
import { splitLines } from '../../core/text/cutLines.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';

/** One line of a training file, as it lies on the disk. */
export interface TrainingLine {
  uri: vscode.Uri;
  /** The whole file. */
  text: string;
  /** Zero-based. */
  line: number;
}

/** Shows a line of a training file beside the page. */
export async function showTrainingLine(
  { uri, text, line }: TrainingLine,
  preserveFocus = false,
): Promise<void> {
  const document = await opened(uri);
  const now = lineOfExample(linesOf(document.getText()), exampleAt(text, line), line) ?? line;
  await show(document, now, preserveFocus);
}

/**
 * Takes one example out of its file in the editor, which shows the place: one step of undo that touches no other line.
 * What is on the disk changes when it is saved.
 */
export async function excludeExample(place: TrainingLine): Promise<void> {
  const document = await opened(place.uri);
  const at = lineOfExample(linesOf(document.getText()), exampleAt(place.text, place.line), place.line);
  if (at === undefined) throw gone(place.uri);
  const { lineCount } = document;
  const isLast = at === lineCount - 1;
  const range = isLast
    ? new vscode.Range(document.lineAt(Math.max(0, at - 1)).range.end, document.lineAt(at).range.end)
    : new vscode.Range(at, 0, at + 1, 0);
  const edit = new vscode.WorkspaceEdit();
  edit.delete(place.uri, lineCount === 1 ? document.lineAt(0).range : range);
  await applied(edit, place.uri);
  await show(document, Math.min(at, document.lineCount - 1), true);
}

/** Puts an example back that was taken out, where it stood or at the end. */
export async function putBackExample(place: TrainingLine): Promise<void> {
  const document = await opened(place.uri);
  const example = exampleAt(place.text, place.line);
  const end = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const edit = new vscode.WorkspaceEdit();
  const last = document.lineAt(document.lineCount - 1);
  const at = Math.min(place.line, document.lineCount - 1);
  if (place.line >= document.lineCount && !last.isEmptyOrWhitespace)
    edit.insert(place.uri, last.range.end, end + example);
  else edit.insert(place.uri, new vscode.Position(at, 0), example + end);
  await applied(edit, place.uri);
  await show(document, at, true);
}

/** Whether the example is not in the file any more, as an editor has it. */
export function isExcluded({ uri, text, line }: TrainingLine): boolean {
  const document = vscode.workspace.textDocuments.find(one => one.uri.toString() === uri.toString());
  return document !== undefined && isTakenOut(linesOf(text), line, linesOf(document.getText()));
}

/** VS Code shows no byte order mark. */
function linesOf(text: string): string[] {
  return splitLines(text.replace(/^\uFEFF/, ''));
}

function exampleAt(text: string, line: number): string {
  return linesOf(text)[line] ?? '';
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new Problem({
      code: 'not-supported',
      message: `VS Code does not open ${fileName(uri)} as text: it is too large, or it is gone.`,
      remedy: 'Find the example on its dataset page: Tunewright: Open Dataset Page.',
    });
  }
}

async function show(document: vscode.TextDocument, line: number, preserveFocus: boolean): Promise<void> {
  const at = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(document, {
    ...{ selection: at, viewColumn: vscode.ViewColumn.Beside, preserveFocus },
  });
}

async function applied(edit: vscode.WorkspaceEdit, uri: vscode.Uri): Promise<void> {
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new Problem({
    code: 'rejected',
    message: `${fileName(uri)} could not be changed.`,
    remedy: 'It may be read-only, or was changed at the same moment: try again.',
  });
}

function gone(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'not-found',
    message: `This example is not in ${fileName(uri)} any more.`,
    remedy: 'It was changed in the editor: save the file, and ask again.',
  });
}
