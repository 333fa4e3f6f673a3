import * as vscode from 'vscode';
import type { FileRewrite } from '../../core/lint/finding.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { replaceAll } from './applyFixes.ts';

/** Fixes that edits cannot express: other line structure, other bytes, another name. */
export function registerRewriteFile(services: Services): vscode.Disposable {
  return registerCommand('tunewright.rewriteFile', services.tell, async (text, rewrite) => {
    const uri = vscode.Uri.parse(text);
    if (rewrite === 'to-json-lines') await toJsonLines(services, uri);
    else if (rewrite === 'rename-to-jsonl') await rename(uri, rewrite);
    else await rewriteBytes(services, uri, rewrite);
  });
}

async function toJsonLines({ lint }: Services, uri: vscode.Uri): Promise<void> {
  const document = lint.documentOf(uri);
  const { version, text } = await lint.toJsonLines(uri);
  if (!document || text === undefined || document.version !== version) return;
  await vscode.workspace.applyEdit(replaceAll(document, text));
}

async function rename(uri: vscode.Uri, rewrite: FileRewrite): Promise<void> {
  const { rewriteName } = await import('../../core/lint/rewrites.ts');
  const folder = vscode.Uri.joinPath(uri, '..');
  const wanted = rewriteName(uri.path.slice(uri.path.lastIndexOf('/') + 1), rewrite);
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(uri, await freeName(folder, wanted), { overwrite: false });
  await vscode.workspace.applyEdit(edit);
}

/** The name, or with a number when it is taken. */
async function freeName(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  for (let number = 0; ; number++) {
    const numbered = number === 0 ? name : name.replace(/(\.[^.]*)?$/, ` (${number})$1`);
    const uri = vscode.Uri.joinPath(folder, numbered);
    try {
      await vscode.workspace.fs.stat(uri);
    } catch {
      return uri;
    }
  }
}

/** Changes the bytes on disk and lets the editor read them again. Unsaved text is saved first, or it would be lost. */
async function rewriteBytes({ lint, tell }: Services, uri: vscode.Uri, rewrite: FileRewrite): Promise<void> {
  if (uri.scheme !== 'file') throw notOnDiskProblem();
  const document = lint.documentOf(uri);
  if (document?.isDirty && !(await document.save())) throw unsavedProblem();
  const { replaced } = await lint.foreground.call('rewriteFile', { path: uri.fsPath, rewrite });
  const encoding = rewrite === 'add-byte-order-mark' ? 'utf8bom' : 'utf8';
  if (document) await vscode.workspace.openTextDocument(uri, { encoding });
  lint.lintAgain(uri);
  if (replaced > 0) {
    tell.warn(
      `${replaced.toLocaleString('en')} characters could not be kept and stand as \uFFFD now. Look for them and write what was meant.`,
    );
  }
}

function notOnDiskProblem(): Problem {
  return new Problem({
    code: 'not-supported',
    message: 'The encoding can be changed only of a file on disk.',
    remedy: 'Save the file in a folder on this machine and try again.',
  });
}

function unsavedProblem(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The file could not be saved, so its encoding was left as it is.',
    remedy: 'Save it yourself and try again.',
  });
}
