import * as vscode from 'vscode';
import type { FileEdit } from '../../core/template/promptFile/navigation.ts';
import type { FilePlace } from '../../core/template/promptFile/promptFile.ts';
import { LineIndex } from '../../core/text/lineIndex.ts';
import type { PromptOffset } from '../../protocol/analyse.ts';
import { toVsCodeRange } from '../convert.ts';
import { type LoadedPrompt, toPromptText } from './loadPrompt.ts';
import { kindOfDocument } from './promptKinds.ts';
import { isPart, type PromptService } from './promptService.ts';

/** The prompt that a document belongs to: itself, or one that the template is part of. */
export async function promptOf(
  prompts: PromptService,
  { uri }: vscode.TextDocument,
): Promise<LoadedPrompt | undefined> {
  const own = await prompts.fresh(uri);
  if (!own || kindOfDocument(uri) !== 'part') return own;
  const owner = prompts.all().find(prompt => isPart(uri, prompt));
  return owner ? await prompts.fresh(owner.uri) : own;
}

/** A place in a document as a question to the analysis worker. */
export function questionAt(
  prompt: LoadedPrompt,
  document: vscode.TextDocument,
  position: vscode.Position,
): PromptOffset {
  const isOwn = document.uri.toString() === prompt.uri.toString();
  const file = isOwn ? undefined : prompt.folder.pathOf(document.uri);
  return {
    ...toPromptText(prompt),
    offset: document.offsetAt(position),
    ...(file !== undefined && { file }),
  };
}

/** Turns places in the files of a prompt into VS Code's. */
export class PromptPlaces {
  readonly #prompt: LoadedPrompt;
  readonly #lines = new Map<string | undefined, LineIndex>();

  constructor(prompt: LoadedPrompt) {
    this.#prompt = prompt;
  }

  uriOf({ file }: Pick<FilePlace, 'file'>): vscode.Uri {
    const { uri, folder } = this.#prompt;
    return file === undefined ? uri.with({ fragment: '' }) : folder.uriOf(file);
  }

  rangeOf({ file, start, end }: FilePlace): vscode.Range {
    return toVsCodeRange(this.#linesOf(file).rangeOf(start, end));
  }

  location(place: FilePlace): vscode.Location {
    return new vscode.Location(this.uriOf(place), this.rangeOf(place));
  }

  edit(edits: readonly FileEdit[]): vscode.WorkspaceEdit {
    const edit = new vscode.WorkspaceEdit();
    for (const one of edits) edit.replace(this.uriOf(one), this.rangeOf(one), one.newText);
    return edit;
  }

  #linesOf(file: string | undefined): LineIndex {
    const known = this.#lines.get(file);
    if (known) return known;
    const { file: own, setsPath, setsText } = this.#prompt;
    const text = file === undefined ? own.text : file === setsPath ? setsText : own.files[file];
    const lines = new LineIndex(text ?? '');
    this.#lines.set(file, lines);
    return lines;
  }
}
