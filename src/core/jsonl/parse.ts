import type { JsonKind, JsonMember, JsonNode, Span } from './node.ts';

export type SyntaxProblemKind =
  /** The rest cannot be read as JSON. At most one a text, and the last. */
  | 'syntax'
  | 'stray-comma'
  | 'raw-control-character'
  | 'non-finite-number'
  | 'byte-order-mark'
  /** Another complete value follows; the span is what separates it from the one before, empty when nothing does. */
  | 'next-value'
  /** The span is the earlier key, whose value parsers forget. */
  | 'duplicate-key'
  | 'lone-surrogate';

/** Something that strict JSON forbids or that readers lose. All but `syntax` can be read past. */
export interface SyntaxProblem extends Span {
  kind: SyntaxProblemKind;
  /** What a reader would have expected at `start`; for `syntax` only. */
  expected?: string;
  /** The member that is lost; for `duplicate-key` only. */
  member?: JsonMember;
}

export interface ParsedText {
  /** The values that were read whole, in order. One for a sound JSONL line. */
  roots: JsonNode[];
  problems: SyntaxProblem[];
}

/**
 * Reads JSON values from a text with the place of everything, tolerating the faults that have an obvious meaning.
 * It keeps its own stack, so that no nesting can overflow the engine's. Returns what was read and what is wrong:
 * it never throws.
 */
export function parseWithPositions(text: string): ParsedText {
  return new Parser(text).run();
}

interface Frame {
  node: JsonNode;
  names: Map<string, JsonMember> | undefined;
  /** The key that waits for its value. */
  key: { name: string; span: Span } | undefined;
}

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /[^\s,:[\]{}"]+/y;

class Parser {
  readonly #text: string;
  #at = 0;
  readonly #problems: SyntaxProblem[] = [];
  readonly #roots: JsonNode[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  run(): ParsedText {
    while (this.#readRoot()) {
      // Every turn reads one whole value.
    }
    return { roots: this.#roots, problems: this.#problems };
  }

  /** Reads the next value of the text. False at the end or when nothing more can be understood. */
  #readRoot(): boolean {
    const before = this.#at;
    this.#skipSpace();
    if (this.#roots.length > 0 && this.#peek() === ',') {
      const comma = this.#at;
      this.#at += 1;
      this.#skipSpace();
      if (this.#at >= this.#text.length) {
        this.#problems.push({ kind: 'stray-comma', start: comma, end: comma + 1 });
        return false;
      }
    }
    if (this.#at >= this.#text.length) {
      if (this.#roots.length === 0) this.#fail('a JSON object', this.#at, this.#at);
      return false;
    }
    const start = this.#at;
    const problemsBefore = this.#problems.length;
    const root = this.#readValue();
    if (!root) return false;
    if (this.#roots.length > 0) {
      this.#problems.splice(problemsBefore, 0, { kind: 'next-value', start: before, end: start });
    }
    this.#roots.push(root);
    return true;
  }

  #readValue(): JsonNode | undefined {
    const stack: Frame[] = [];
    for (;;) {
      this.#skipSpace();
      let done: JsonNode | undefined;
      const c = this.#peek();
      if (c === '{' || c === '[') {
        const node = newNode(c === '{' ? 'object' : 'array', this.#at);
        this.#at += 1;
        const frame: Frame = { node, names: c === '{' ? new Map() : undefined, key: undefined };
        this.#skipSpace();
        if (this.#peek() === (c === '{' ? '}' : ']')) {
          this.#close(node);
          done = node;
        } else {
          stack.push(frame);
          if (frame.names && !this.#readKey(frame)) return undefined;
          continue;
        }
      } else {
        done = this.#readScalar();
        if (!done) return undefined;
      }
      for (;;) {
        const frame = stack.at(-1);
        if (!frame) return done;
        this.#attach(frame, done);
        const more = this.#afterItem(frame);
        if (more === 'failed') return undefined;
        if (more === 'next') break;
        done = frame.node;
        stack.pop();
      }
    }
  }

  /** Reads what follows an item: a comma and, in an object, the next key; or the closing bracket. */
  #afterItem(frame: Frame): 'next' | 'closed' | 'failed' {
    const closing = frame.names ? '}' : ']';
    this.#skipSpace();
    if (this.#peek() === ',') {
      const comma = this.#at;
      this.#at += 1;
      this.#skipSpace();
      if (this.#peek() !== closing) return !frame.names || this.#readKey(frame) ? 'next' : 'failed';
      this.#problems.push({ kind: 'stray-comma', start: comma, end: comma + 1 });
    }
    if (this.#peek() === closing) {
      this.#close(frame.node);
      return 'closed';
    }
    this.#failAtToken(`"," or "${closing}"`);
    return 'failed';
  }

  #readKey(frame: Frame): boolean {
    if (this.#peek() !== '"') {
      this.#failAtToken('a key in double quotes');
      return false;
    }
    const key = this.#readString();
    if (!key) return false;
    this.#skipSpace();
    if (this.#peek() !== ':') {
      this.#failAtToken('":"');
      return false;
    }
    this.#at += 1;
    frame.key = { name: this.#decode(key), span: { start: key.start, end: key.end } };
    return true;
  }

  #attach(frame: Frame, value: JsonNode): void {
    if (!frame.names || !frame.key) {
      frame.node.items.push(value);
      return;
    }
    const member: JsonMember = { name: frame.key.name, key: frame.key.span, value };
    const earlier = frame.names.get(member.name);
    if (earlier) this.#problems.push({ kind: 'duplicate-key', ...earlier.key, member: earlier });
    frame.names.set(member.name, member);
    frame.node.members.push(member);
    frame.key = undefined;
  }

  #readScalar(): JsonNode | undefined {
    const c = this.#peek();
    if (c === '"') return this.#readString();
    const start = this.#at;
    NUMBER.lastIndex = start;
    WORD.lastIndex = start;
    const word = WORD.exec(this.#text)?.[0] ?? '';
    if (word === 'true' || word === 'false') return this.#scalar('boolean', word.length);
    if (word === 'null') return this.#scalar('null', word.length);
    if (word === 'NaN' || word === 'Infinity' || word === '-Infinity') {
      this.#problems.push({ kind: 'non-finite-number', start, end: start + word.length });
      return this.#scalar('number', word.length);
    }
    if (word !== '' && NUMBER.exec(this.#text)?.[0] === word) return this.#scalar('number', word.length);
    this.#failAtToken('a value');
    return undefined;
  }

  #scalar(kind: JsonKind, length: number): JsonNode {
    const node = newNode(kind, this.#at);
    this.#at += length;
    node.end = this.#at;
    return node;
  }

  #readString(): JsonNode | undefined {
    const text = this.#text;
    const start = this.#at;
    let i = start + 1;
    for (;;) {
      const unit = text.charCodeAt(i);
      if (Number.isNaN(unit)) {
        this.#fail('the closing quote of this string', start, text.length);
        return undefined;
      }
      if (unit === 0x22) break;
      if (unit === 0x5c) {
        const length = escapeLength(text, i);
        if (length === 0) {
          this.#fail('a valid escape', i, Math.min(i + 2, text.length));
          return undefined;
        }
        i = this.#afterEscape(i, length);
      } else if (unit < 0x20) {
        this.#problems.push({ kind: 'raw-control-character', start: i, end: i + 1 });
        i += 1;
      } else if (unit >= 0xd800 && unit <= 0xdfff) {
        const paired = unit < 0xdc00 && isLow(text.charCodeAt(i + 1));
        if (!paired) this.#problems.push({ kind: 'lone-surrogate', start: i, end: i + 1 });
        i += paired ? 2 : 1;
      } else {
        i += 1;
      }
    }
    const node = newNode('string', start);
    this.#at = i + 1;
    node.end = this.#at;
    return node;
  }

  /** Steps over an escape, and over its partner when the two spell one character beyond U+FFFF. */
  #afterEscape(at: number, length: number): number {
    if (length !== 6) return at + length;
    const unit = Number.parseInt(this.#text.slice(at + 2, at + 6), 16);
    if (unit < 0xd800 || unit > 0xdfff) return at + 6;
    const next = at + 6;
    if (unit < 0xdc00 && escapeLength(this.#text, next) === 6) {
      if (isLow(Number.parseInt(this.#text.slice(next + 2, next + 6), 16))) return next + 6;
    }
    this.#problems.push({ kind: 'lone-surrogate', start: at, end: at + 6 });
    return next;
  }

  #decode(node: Span): string {
    const raw = this.#text.slice(node.start, node.end);
    if (!raw.includes('\\') && !hasControl(raw)) return raw.slice(1, -1);
    return decodeString(raw);
  }

  #close(node: JsonNode): void {
    this.#at += 1;
    node.end = this.#at;
  }

  #skipSpace(): void {
    for (;;) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 0xfeff) {
        this.#problems.push({ kind: 'byte-order-mark', start: this.#at, end: this.#at + 1 });
      } else if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) return;
      this.#at += 1;
    }
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #failAtToken(expected: string): void {
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text)?.[0];
    const end = word ? this.#at + word.length : Math.min(this.#at + 1, this.#text.length);
    this.#fail(expected, this.#at, end);
  }

  #fail(expected: string, start: number, end: number): void {
    this.#problems.push({ kind: 'syntax', start, end, expected });
  }
}

/** The value of a quoted JSON string, tolerating raw control characters. The text must be a whole, well-escaped string. */
export function decodeString(raw: string): string {
  const escaped = hasControl(raw) ? raw.replace(/[\u0000-\u001f]/g, escapeControl) : raw;
  return JSON.parse(escaped) as string;
}

/** The JSON escape of a control character: `\t` where there is a short form, else `\u0007`. */
export function escapeControl(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}

/** Length of the escape that starts at the backslash at `at`: 2, 6, or 0 when it is not a valid one. */
function escapeLength(text: string, at: number): 0 | 2 | 6 {
  if (text[at] !== '\\') return 0;
  const c = text[at + 1];
  if (c === undefined) return 0;
  if ('"\\/bfnrt'.includes(c)) return 2;
  return c === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 0;
}

function newNode(kind: JsonKind, start: number): JsonNode {
  return { kind, start, end: start, members: [], items: [] };
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function hasControl(text: string): boolean {
  return /[\u0000-\u001f]/.test(text);
}
