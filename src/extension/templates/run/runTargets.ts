import type * as vscode from 'vscode';
import { Emitter } from '../../../core/util/event.ts';

/** Whom to ask with a prompt, as far as a person chose. */
export interface RunTarget {
  /** The connection's id. */
  connection?: string;
  model?: string;
}

/** The connections and models that prompts are run on. Kept for the workspace, on this machine. */
export class RunTargets {
  readonly #memory: vscode.Memento;

  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  of(uri: vscode.Uri): RunTarget {
    return this.#memory.get<RunTarget>(keyOf(uri)) ?? {};
  }

  async choose(uri: vscode.Uri, target: RunTarget): Promise<void> {
    await this.#memory.update(keyOf(uri), target);
    this.#changed.fire();
  }
}

function keyOf(uri: vscode.Uri): string {
  return `runTarget:${uri.toString()}`;
}
