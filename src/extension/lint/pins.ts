import type * as vscode from 'vscode';
import type { FormatId, Method } from '../../core/formats/format.ts';
import { Emitter } from '../../core/util/event.ts';

/** What somebody said of one file by hand. What is absent is recognised or left to the settings. */
export interface Pin {
  format?: FormatId;
  target?: string;
  method?: Method;
}

const KEY = 'tunewright.pins';

/** Pins of files that no project file can speak of. Those of unsaved files end with the window. */
export class Pins {
  readonly #memento: vscode.Memento;
  readonly #unsaved = new Map<string, Pin>();
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  of(uri: vscode.Uri): Pin {
    return (
      (uri.scheme === 'untitled' ? this.#unsaved.get(uri.toString()) : this.#stored()[uri.toString()]) ?? {}
    );
  }

  async set(uri: vscode.Uri, pin: Pin): Promise<void> {
    if (uri.scheme === 'untitled') this.#unsaved.set(uri.toString(), pin);
    else {
      const { [uri.toString()]: _, ...others } = this.#stored();
      const isEmpty = Object.keys(pin).length === 0;
      await this.#memento.update(KEY, isEmpty ? others : { ...others, [uri.toString()]: pin });
    }
    this.#changed.fire();
  }

  #stored(): Record<string, Pin> {
    return this.#memento.get<Record<string, Pin>>(KEY, {});
  }
}
