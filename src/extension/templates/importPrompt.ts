import * as vscode from 'vscode';
import { loadPromptFile } from '../../core/template/promptFile/loadPromptFile.ts';
import type { PromptFile } from '../../core/template/promptFile/promptFile.ts';
import { isPrompty } from '../../core/template/promptFile/prompty.ts';
import { loadTensorZero } from '../../core/template/promptFile/loadTensorZero.ts';
import { toPromptJson } from '../../core/template/promptFile/toPromptJson.ts';
import { count } from '../../core/text/count.ts';
import { LineIndex } from '../../core/text/lineIndex.ts';
import { Problem } from '../../core/util/problem.ts';
import { showMade } from '../showMade.ts';
import type { Teller } from '../tell.ts';
import { noFunctions } from './chooseVariant.ts';
import { PromptFolder } from './promptFolder.ts';

/** More numbers than anybody has files of one name. */
const MOST_NAMES = 1000;

/**
 * Writes a `.prompty` file, or functions of a `tensorzero.toml`, as `*.prompt.json` beside it. No file is ever
 * overwritten. What could not be taken over is listed.
 */
export async function importPrompt(uri: vscode.Uri, tell: Teller): Promise<void> {
  const folder = new PromptFolder(uri);
  const path = folder.pathOf(uri);
  const text = path === undefined ? undefined : await folder.read(path);
  if (path === undefined || text === undefined) throw unreadable(uri);
  const prompts = isPrompty(path)
    ? [await loadPromptFile({ path, text }, name => folder.read(name))]
    : await chooseVariants(path, text, folder);
  if (prompts.length === 0) return;
  const own = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const written: vscode.Uri[] = [];
  const lost: string[] = [];
  for (const prompt of prompts) {
    const imported = toPromptJson(prompt, own);
    const file = await writeNew(vscode.Uri.joinPath(uri, '..'), imported.name, imported.text);
    written.push(file);
    lost.push(...lossesOf(prompt, file));
  }
  const open = await showMade(written[0]!);
  const opens = open ? [open] : [];
  const done = `Imported ${written.map(file => vscode.workspace.asRelativePath(file)).join(', ')}.`;
  if (lost.length === 0) return tell.done(done, ...opens);
  const show = async () => {
    const content = `# What could not be taken over\n\n${lost.join('\n')}\n`;
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'markdown', content }),
    );
  };
  tell.warn(`${done} ${count(lost.length, 'thing')} could not be taken over.`, ...opens, {
    title: 'Show What',
    run: show,
  });
}

async function chooseVariants(path: string, text: string, folder: PromptFolder): Promise<PromptFile[]> {
  const { variants, problems } = await loadTensorZero(path, text, name => folder.read(name));
  if (variants.length === 0) throw noFunctions(path, problems[0]?.message);
  if (variants.length === 1) return [variants[0]!.prompt];
  const chosen = await vscode.window.showQuickPick(
    variants.map(({ function: name, variant, prompt }) => ({
      label: `${name} / ${variant}`,
      description: typeof prompt.request.model === 'string' ? prompt.request.model : '',
      picked: true,
      prompt,
    })),
    { title: 'Import Which Variants?', canPickMany: true },
  );
  return (chosen ?? []).map(({ prompt }) => prompt);
}

/** Writes a file under the first free name. */
async function writeNew(folder: vscode.Uri, name: string, text: string): Promise<vscode.Uri> {
  for (let number = 1; number < MOST_NAMES; number++) {
    const free = number === 1 ? name : name.replace(/\.prompt\.json$/, `-${number}.prompt.json`);
    const file = vscode.Uri.joinPath(folder, free);
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(file, { overwrite: false, contents: new TextEncoder().encode(text) });
    if (!(await exists(file)) && (await vscode.workspace.applyEdit(edit))) return file;
  }
  throw new Problem({
    code: 'rejected',
    message: `No name like ${name} is free.`,
    remedy: 'Delete or rename some of these files.',
  });
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

function lossesOf(prompt: PromptFile, written: vscode.Uri): string[] {
  const name = vscode.workspace.asRelativePath(written);
  return prompt.problems.map(({ message, remedy, file, start }) => {
    const text = file === undefined ? prompt.text : (prompt.files[file] ?? '');
    const line = new LineIndex(text).positionAt(Math.min(start, text.length)).line + 1;
    return `- ${name}: ${message} ${remedy} (${file ?? prompt.path}:${line})`;
  });
}

function unreadable(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'not-found',
    message: `${vscode.workspace.asRelativePath(uri)} cannot be read.`,
    remedy: 'Choose a .prompty file or a tensorzero.toml of this workspace.',
  });
}
