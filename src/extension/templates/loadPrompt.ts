import type * as vscode from 'vscode';
import type { InputSet } from '../../core/template/promptFile/inputSets.ts';
import type { PromptFile } from '../../core/template/promptFile/promptFile.ts';
import type { PromptText } from '../../protocol/analyse.ts';
import { fileName } from '../files.ts';
import { openDocument, PromptFolder } from './promptFolder.ts';

/** A prompt with everything that it is made of, as it was at one moment. */
export interface LoadedPrompt {
  uri: vscode.Uri;
  folder: PromptFolder;
  file: PromptFile;
  /** Named sets of values from the file beside it. */
  sets: InputSet[];
  /** Path of that file, whether or not it is there. */
  setsPath: string;
  setsText: string | undefined;
  /** Every file that was asked for, those that are missing too. */
  asked: ReadonlySet<string>;
}

/** Reads a prompt as the editors show it, saved or not; undefined when the file is gone. */
export async function loadPrompt(uri: vscode.Uri): Promise<LoadedPrompt | undefined> {
  // Readers of JSON, YAML and templates are slow to load.
  const { loadPromptFile } = await import('../../core/template/promptFile/loadPromptFile.ts');
  const { inputSetsPath, parseInputSets } = await import('../../core/template/promptFile/inputSets.ts');
  const folder = new PromptFolder(uri);
  // What was never saved has no folder, and so no files beside it.
  const path = uri.scheme === 'untitled' ? fileName(uri) : (folder.pathOf(uri) ?? fileName(uri));
  const asked = new Set<string>();
  const read = async (name: string) => {
    asked.add(name);
    return uri.scheme === 'untitled' ? undefined : folder.read(name);
  };
  // A variant of a function is named by the fragment of the address.
  const { fragment } = uri;
  if (fragment !== '') asked.add(path);
  const text = openDocument(uri.with({ fragment: '' }))?.getText() ?? (await folder.read(path));
  if (text === undefined) return undefined;
  const setsPath = inputSetsPath(path);
  const { isTensorZero, loadTensorZero, promptOfVariant } = await import(
    '../../core/template/promptFile/loadTensorZero.ts'
  );
  const load = async () =>
    isTensorZero(path)
      ? promptOfVariant(await loadTensorZero(path, text, read), fragment, { path, text })
      : loadPromptFile({ path, text }, read);
  const [file, setsText] = await Promise.all([load(), read(setsPath)]);
  const { sets } = parseInputSets(setsText ?? '');
  return { uri, folder, file, sets, setsPath, setsText, asked };
}

/** The prompt as the analysis worker wants it. */
export function toPromptText({ file, uri }: LoadedPrompt): PromptText {
  const { path, text, files } = file;
  return { path, text, files, ...(file.kind === 'tensorzero' && { variant: uri.fragment }) };
}
