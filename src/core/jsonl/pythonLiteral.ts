/**
 * Rewrites a Python dictionary, as `print` and `repr` write it, as JSON. Undefined when the text is none, or has
 * nothing in it that JSON would write otherwise. Strict: what Python would evaluate, such as a call or a name, is no
 * literal. Numbers keep the characters that they have.
 */
export function pythonToJson(text: string): string | undefined {
  if (!PYTHON.test(text)) return undefined;
  try {
    return new Reader(text).run();
  } catch (error) {
    if (error instanceof NotPython) return undefined;
    throw error;
  }
}

/** Anything that could be Python's alone. */
const PYTHON = /'|\b(?:True|False|None)\b/;

/** Deeper literals are not read: Python's own parser gives up near there. */
const MAX_DEPTH = 90;

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.])/y;
const WORD = /(?:True|False|None)(?!\w)/y;
const WORDS: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

/** Thrown inside this file only. */
class NotPython extends Error {}

class Reader {
  readonly #text: string;
  #at = 0;
  #sawPython = false;
  /** Whether the list that was read last ends in a comma. */
  #afterComma = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): string {
    this.#skipSpace();
    if (this.#peek() !== '{') throw new NotPython();
    const json = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length || !this.#sawPython) throw new NotPython();
    return json;
  }

  #value(depth: number): string {
    this.#skipSpace();
    if (depth > MAX_DEPTH) throw new NotPython();
    const c = this.#peek();
    if (c === '{') return `{${this.#list('}', () => this.#pair(depth + 1)).join(', ')}}`;
    if (c === '[') return `[${this.#list(']', () => this.#value(depth + 1)).join(', ')}]`;
    if (c === '(') return this.#tuple(depth);
    if (c === '"' || c === "'") return JSON.stringify(this.#string(c));
    const word = this.#match(WORD);
    if (word) {
      this.#sawPython = true;
      return WORDS[word] ?? word;
    }
    const number = this.#match(NUMBER);
    if (!number) throw new NotPython();
    return number;
  }

  /** A list in round brackets. With one item it needs a comma: without, the brackets mean nothing in Python. */
  #tuple(depth: number): string {
    const items = this.#list(')', () => this.#value(depth + 1));
    if (items.length === 1 && !this.#afterComma) throw new NotPython();
    this.#sawPython = true;
    return `[${items.join(', ')}]`;
  }

  #pair(depth: number): string {
    this.#skipSpace();
    const quote = this.#peek();
    if (quote !== '"' && quote !== "'") throw new NotPython();
    const key = this.#string(quote);
    this.#skipSpace();
    this.#expect(':');
    return `${JSON.stringify(key)}: ${this.#value(depth)}`;
  }

  /** Items up to the closing bracket, a comma after the last allowed. */
  #list(closing: string, item: () => string): string[] {
    const items: string[] = [];
    let afterComma = false;
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      if (this.#peek() === closing) break;
      items.push(item());
      this.#skipSpace();
      afterComma = this.#peek() === ',';
      if (!afterComma) break;
      this.#at += 1;
    }
    this.#expect(closing);
    this.#afterComma = afterComma;
    return items;
  }

  #string(quote: string): string {
    if (quote === "'") this.#sawPython = true;
    let value = '';
    let at = this.#at + 1;
    for (;;) {
      const c = this.#text[at];
      if (c === undefined) throw new NotPython();
      if (c === quote) break;
      if (c === '\\') {
        const character = readEscape(this.#text, at);
        value += character.value;
        at = character.end;
      } else {
        value += c;
        at += 1;
      }
    }
    this.#at = at + 1;
    return value;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found) this.#at += found.length;
    return found;
  }

  #expect(c: string): void {
    if (this.#peek() !== c) throw new NotPython();
    this.#at += 1;
  }

  #skipSpace(): void {
    while (this.#peek() === ' ' || this.#peek() === '\t') this.#at += 1;
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const LONG_ESCAPE =
  /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|([0-7]{1,3}))/y;

/** Reads an escape as Python does. One that means nothing keeps its backslash. */
function readEscape(text: string, at: number): { value: string; end: number } {
  const letter = text[at + 1];
  if (letter === undefined || letter === 'N') throw new NotPython();
  const short = SHORT_ESCAPES[letter];
  if (short !== undefined) return { value: short, end: at + 2 };
  LONG_ESCAPE.lastIndex = at;
  const long = LONG_ESCAPE.exec(text);
  if (long) {
    const hex = long[1] ?? long[2] ?? long[3];
    const code = hex === undefined ? Number.parseInt(long[4] ?? '0', 8) : Number.parseInt(hex, 16);
    return { value: String.fromCodePoint(code), end: at + long[0].length };
  }
  if ('xuU'.includes(letter)) throw new NotPython();
  return { value: `\\${letter}`, end: at + 2 };
}
