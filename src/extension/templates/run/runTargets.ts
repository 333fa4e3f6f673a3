import type * as vscode from 'vscode';

/** Whom to ask with a prompt, as far as a person chose. */
export interface RunTarget {
  /** The connection's id. */
  connection?: string;
  model?: string;
}

/** The connections and models that prompts are run on. Kept for the workspace, on this machine. */
export class RunTargets {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  of(uri: vscode.Uri): RunTarget {
    return this.#memory.get<RunTarget>(keyOf(uri)) ?? {};
  }

  async choose(uri: vscode.Uri, target: RunTarget): Promise<void> {
    await this.#memory.update(keyOf(uri), target);
  }
}

function keyOf(uri: vscode.Uri): string {
  return `runTarget:${uri.toString()}`;
}
