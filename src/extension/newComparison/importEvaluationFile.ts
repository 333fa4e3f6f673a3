import * as vscode from 'vscode';
import { fileStem } from '../../core/evaluate/import/imported.ts';
import { importEvaluation } from '../../core/evaluate/import/importEvaluation.ts';
import { count } from '../../core/text/count.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import { freeFile } from '../freeFile.ts';
import { showMade } from '../showMade.ts';
import type { Teller } from '../tell.ts';

/** Exports beyond this many bytes are not read. */
const LARGEST = 100_000_000;

/**
 * Writes comparison, graders, templates and datasets of another tool's file into a new folder beside it, and opens the
 * comparison. What could not be taken over is listed beside it.
 */
export async function importEvaluationFile(source: vscode.Uri, tell: Teller): Promise<void> {
  const { files, unmapped } = importEvaluation(await textOf(source));
  const folder = await freeFile(
    placeFor(source),
    `${fileStem(fileName(source).replace(/\.\w+$/, ''))}-imported`,
    '',
  );
  const edit = new vscode.WorkspaceEdit();
  for (const [name, text] of Object.entries(files)) {
    const contents = new TextEncoder().encode(text);
    edit.createFile(vscode.Uri.joinPath(folder, name), { overwrite: false, contents });
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw unwritten(folder);
  const comparison = Object.keys(files).find(name => name.endsWith('.compare.json'))!;
  const open = await showMade(vscode.Uri.joinPath(folder, comparison));
  const opens = open ? [open] : [];
  const done = `Imported ${count(Object.keys(files).length, 'file')} into ${vscode.workspace.asRelativePath(folder)}.`;
  if (unmapped.length === 0) return tell.done(done, ...opens);
  await showLost(source, unmapped);
  tell.warn(
    `${done} ${count(unmapped.length, 'thing')} could not be taken over: they are listed beside it.`,
    ...opens,
  );
}

/** As a text that can be kept, searched and worked off. */
async function showLost(source: vscode.Uri, unmapped: readonly string[]): Promise<void> {
  const lines = unmapped.map(one => `- [ ] ${one.replace(/\s+/g, ' ')}`);
  const content = `# What could not be taken over from ${fileName(source)}\n\n${lines.join('\n')}\n`;
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: false,
  });
}

async function textOf(source: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(source);
  if (size > LARGEST) {
    throw new Problem({
      code: 'rejected',
      message: `${fileName(source)} is larger than ${LARGEST / 1_000_000} MB.`,
      remedy: 'Export fewer runs or completions at a time.',
    });
  }
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(source));
}

/** Beside the file, or in the open folder when it comes from elsewhere. */
function placeFor(source: vscode.Uri): vscode.Uri {
  if (vscode.workspace.getWorkspaceFolder(source)) return vscode.Uri.joinPath(source, '..');
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first) return first.uri;
  throw new Problem({
    code: 'not-found',
    message: 'A comparison is kept in a folder, and no folder is open.',
    remedy: 'Open a folder and import the file again.',
  });
}

function unwritten(folder: vscode.Uri): Problem {
  return new Problem({
    code: 'rejected',
    message: `${vscode.workspace.asRelativePath(folder)} cannot be written.`,
    remedy: 'Look whether the folder may be written, and import the file again.',
  });
}
