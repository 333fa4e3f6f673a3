/** The longest text with which all texts begin, or end. Undefined before the first. */
export class CommonAffix {
  #common: string | undefined;
  #allEqual = true;
  readonly #side: 'start' | 'end';

  constructor(side: 'start' | 'end') {
    this.#side = side;
  }

  add(text: string): void {
    if (this.#common === undefined) {
      this.#common = text;
      return;
    }
    if (text !== this.#common) this.#allEqual = false;
    this.#common = this.#side === 'start' ? sharedStart(this.#common, text) : sharedEnd(this.#common, text);
  }

  /** Whole characters only; empty when there is nothing in common. */
  get common(): string {
    const common = this.#common ?? '';
    return this.#side === 'start'
      ? common.replace(/[\ud800-\udbff]$/, '')
      : common.replace(/^[\udc00-\udfff]/, '');
  }

  /** True when all texts are the same. */
  get allEqual(): boolean {
    return this.#allEqual;
  }
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return a.slice(0, length);
}

function sharedEnd(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return a.slice(a.length - length);
}
