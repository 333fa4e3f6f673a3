import { neutral } from './neutral.ts';

/** Text of several lines, fit for a terminal: lines and tabs stay, all else that could steer it is shown by a sign. */
export function terminalText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\n\t]+/g, neutral);
}

/** The same for text that arrives in pieces, which may end in the middle of a character or of the end of a line. */
export class TerminalStream {
  #held = '';

  push(piece: string): string {
    const text = this.#held + piece;
    const isCut = /[\ud800-\udbff\r]$/.test(text);
    this.#held = isCut ? text.slice(-1) : '';
    return terminalText(isCut ? text.slice(0, -1) : text);
  }

  /** What was held back at the end. */
  end(): string {
    const held = this.#held;
    this.#held = '';
    return terminalText(held);
  }
}
