import { neutral } from './neutral.ts';

/** Text of several lines, fit for a terminal: lines and tabs stay, all else that could steer it is shown by a sign. */
export function terminalText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\n\t]+/g, neutral);
}

/**
 * Text that arrives in pieces, which may end in the middle of a character or of the end of a line. Made fit for a
 * terminal when it goes to one, else left as it is.
 */
export class TextStream {
  readonly #isTerminal: boolean;
  #held = '';

  constructor(isTerminal: boolean) {
    this.#isTerminal = isTerminal;
  }

  /** What can be written now. */
  push(piece: string): string {
    const text = this.#held + piece;
    const isCut = /[\ud800-\udbff\r]$/.test(text);
    this.#held = isCut ? text.slice(-1) : '';
    return this.#shown(isCut ? text.slice(0, -1) : text);
  }

  /** What was held back at the end. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return this.#shown(held);
  }

  #shown(text: string): string {
    return this.#isTerminal ? terminalText(text) : text;
  }
}
