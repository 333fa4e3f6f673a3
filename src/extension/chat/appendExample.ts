import * as vscode from 'vscode';
import { appendLine } from '../../node/appendLine.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { surveyLines } from '../../node/surveyLines.ts';
import { openDocument } from '../templates/promptFolder.ts';

/**
 * Adds a line at the end of a dataset and returns its number, from 1. One that an editor holds is changed there, and
 * saved unless it had changes that were not saved.
 */
export async function appendExample(uri: vscode.Uri, line: string): Promise<number> {
  const document = openDocument(uri);
  if (!document) return appendToFile(uri.fsPath, line);
  const wasDirty = document.isDirty;
  const last = document.lineAt(document.lineCount - 1);
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const edit = new vscode.WorkspaceEdit();
  const lead = last.text === '' ? '' : eol;
  edit.insert(uri, last.range.end, `${lead}${line}${eol}`);
  const number = document.lineCount + (lead === '' ? 0 : 1);
  await vscode.workspace.applyEdit(edit);
  if (!wasDirty) await document.save();
  return number;
}

async function appendToFile(file: string, line: string): Promise<number> {
  const { lines, eol } = await surveyLines(file);
  await appendLine(file, `${line}${eol}`).catch(error => {
    throw fileProblem(error, file);
  });
  return lines + 1;
}
