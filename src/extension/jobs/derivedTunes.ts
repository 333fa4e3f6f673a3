import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import { TUNE_ENDING } from '../launch/tuneName.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';

/** Opens a copy of the tune that a job was launched with, not saved yet, beside the original. */
export async function cloneTune(job: Job): Promise<void> {
  const { tune } = job.plan ?? {};
  if (!tune) throw noTuneProblem(job);
  await openUnsaved(tune.path, tune.text);
}

/** Opens a tune, not saved yet, that trains a resulting model or a checkpoint further. */
export async function continueFrom({ datasets }: Services, job: Job, model: string): Promise<void> {
  const { applyEdits, modify } = await import('jsonc-parser');
  const { tune } = job.plan ?? {};
  if (tune) {
    const edits = modify(tune.text, ['model'], model, {});
    return openUnsaved(tune.path, applyEdits(tune.text, edits));
  }
  // It was launched elsewhere: what it was trained with is not known here.
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder?.scheme !== 'file') throw noTuneProblem(job);
  await datasets.listed();
  const [first] = datasets.datasets();
  const training = first ? path.posix.join(first.folder, first.name) : 'train.jsonl';
  const made = { connection: job.connection.id, model, ...(job.method && { method: job.method }), training };
  const text = `${JSON.stringify(made, undefined, 2)}\n`;
  await openUnsaved(path.join(folder.fsPath, `${plainName(job.name)}${TUNE_ENDING}`), text);
}

/** A document beside a file, with a name that is free, so that the paths inside mean the same. */
async function openUnsaved(original: string, text: string): Promise<void> {
  const base = original.endsWith(TUNE_ENDING) ? original.slice(0, -TUNE_ENDING.length) : original;
  const uri = await freeUri(base);
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), text);
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

async function freeUri(base: string): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const file = `${base}${number === 1 ? '' : `-${number}`}${TUNE_ENDING}`;
    const uri = vscode.Uri.file(file).with({ scheme: 'untitled' });
    const isOpen = vscode.workspace.textDocuments.some(one => one.uri.toString() === uri.toString());
    if (!isOpen && !(await exists(vscode.Uri.file(file)))) return uri;
  }
}

function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

function plainName(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'tune';
}

function noTuneProblem({ name }: Job): Problem {
  return new Problem({
    code: 'not-found',
    message: `${name} was launched elsewhere, so its tune is not known here.`,
    remedy: 'Write a tune of your own: New Tune asks for what it needs.',
  });
}
