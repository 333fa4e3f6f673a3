import type * as vscode from 'vscode';
import type { FetchLike } from '../../core/provider/outgoing.ts';
import type { Sandbox } from '../../core/sandbox/sandbox.ts';
import type { TrainingFileValidator } from '../../core/sandbox/validation.ts';

export interface SandboxPlace {
  /** Folder of its state. */
  dir: string;
  /** The bundled training worker. */
  trainWorker: string;
  validate: TrainingFileValidator;
}

/** The embedded sandbox. It is opened when somebody first speaks to it, and closed with the window. */
export class SandboxHost implements vscode.Disposable {
  readonly #place: SandboxPlace;
  #opening: Promise<Sandbox> | undefined;

  constructor(place: SandboxPlace) {
    this.#place = place;
  }

  /** The way in, to be used like the global `fetch`. */
  async fetch(): Promise<FetchLike> {
    this.#opening ??= this.#open();
    try {
      const sandbox = await this.#opening;
      return request => sandbox.fetch(request);
    } catch (error) {
      // A folder that could not be used may be usable the next time.
      this.#opening = undefined;
      throw error;
    }
  }

  dispose(): void {
    this.#opening?.then(sandbox => sandbox.close()).catch(() => {});
  }

  async #open(): Promise<Sandbox> {
    const { openSandbox } = await import('../../node/sandbox/openSandbox.ts');
    const { dir, trainWorker, validate } = this.#place;
    return openSandbox({ dir, trainWorker, validateTrainingFile: validate });
  }
}
