import * as vscode from 'vscode';
import { readTyped, type ResolvedValues, resolveValues } from '../../core/template/promptFile/values.ts';
import type { LoadedPrompt } from './loadPrompt.ts';

/** What a person chose for a prompt. */
export interface ChosenValues {
  /** Name of a saved set of values; absent when none is chosen. */
  set?: string;
  /** Texts that were typed in, by input; they win over the set. */
  typed: Readonly<Record<string, string>>;
}

/** The values that prompts are previewed with. Kept for the workspace, on this machine. */
export class PromptValues implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  of(uri: vscode.Uri): ChosenValues {
    return this.#memory.get<ChosenValues>(keyOf(uri)) ?? { typed: {} };
  }

  async choose(uri: vscode.Uri, chosen: ChosenValues): Promise<void> {
    const isEmpty = chosen.set === undefined && Object.keys(chosen.typed).length === 0;
    const stored = this.#memory.update(keyOf(uri), isEmpty ? undefined : chosen);
    this.#changed.fire(uri);
    await stored;
  }

  /** Types in a value; without a text the value of the set or of the file holds again. */
  async type(uri: vscode.Uri, name: string, text: string | undefined): Promise<void> {
    const { set, typed } = this.of(uri);
    const { [name]: _, ...others } = typed;
    const next = text === undefined ? others : { ...typed, [name]: text };
    await this.choose(uri, { ...(set !== undefined && { set }), typed: next });
  }

  /** What a person gave: typed, then those of the set. */
  given(prompt: LoadedPrompt): Record<string, unknown> {
    const { set, typed } = this.of(prompt.uri);
    const saved = prompt.sets.find(({ name }) => name === set)?.values ?? {};
    return { ...saved, ...readTyped(prompt.file, typed) };
  }

  /** The values for a preview: given ones, then defaults and examples of the file. */
  resolve(prompt: LoadedPrompt): ResolvedValues {
    return resolveValues(prompt.file, this.given(prompt), { examples: true });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function keyOf(uri: vscode.Uri): string {
  return `promptValues:${uri.toString()}`;
}
