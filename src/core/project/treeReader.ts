import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/range.ts';
import { suggest } from '../util/suggest.ts';

/** Something in the project file that is not followed, with the place where it stands. */
export interface ProjectProblem {
  /** What is wrong. */
  message: string;
  /** What to write instead. */
  remedy: string;
  range: Range;
}

/** A member of an object in the file. */
export interface Member {
  name: string;
  key: Node;
  value: Node;
}

/**
 * Reads a file of JSON with comments by its syntax tree, because jsonc-parser's own `parse` lets a key `__proto__`
 * change a prototype. What cannot be used is noted in `problems` and left out; nothing throws.
 */
export class TreeReader {
  readonly problems: ProjectProblem[] = [];
  readonly #text: string;
  readonly #lines: LineIndex;
  /** True when the text is not JSON even with comments. */
  broken = false;

  constructor(text: string) {
    // A byte order mark is not worth a complaint here; a space keeps the offsets.
    this.#text = text.replace(/^\uFEFF/, ' ');
    this.#lines = new LineIndex(text);
  }

  /** The root value; undefined when the file is empty or cannot be read at all. */
  root(): Node | undefined {
    const errors: ParseError[] = [];
    let root: Node | undefined;
    try {
      root = parseTree(this.#text, errors, { allowTrailingComma: true, allowEmptyContent: true });
    } catch {
      this.#broken('The file is nested too deeply to be read.', 0, this.#text.length);
      return undefined;
    }
    for (const { error, offset, length } of errors.slice(0, MAX_SYNTAX_PROBLEMS)) {
      const code = printParseErrorCode(error);
      this.#broken(SYNTAX[code] ?? 'This is not valid JSON.', offset, offset + Math.max(length, 1));
    }
    return root;
  }

  /** Notes that a value is not followed. */
  refuse(node: Node, message: string, remedy: string): undefined {
    this.#note(message, remedy, node.offset, node.offset + node.length);
    return undefined;
  }

  /**
   * The members of an object that have a known name, each once, in the order of the file. `what` names the object in
   * a sentence.
   */
  members(node: Node, what: string, known: readonly string[]): Member[] {
    return this.allMembers(node, what).filter(({ name, key }) => {
      if (known.includes(name)) return true;
      this.refuse(key, `${what} has no key "${name}".`, suggest(name, known));
      return false;
    });
  }

  /** The members of an object, each name once, whatever they are called. */
  allMembers(node: Node, what: string): Member[] {
    if (node.type !== 'object') {
      this.refuse(node, `${what} must be an object.`, 'Write it in braces: { }.');
      return [];
    }
    const seen = new Map<string, Member>();
    for (const property of node.children ?? []) {
      const [key, value] = property.children ?? [];
      // A key without a value is a syntax problem and noted as such.
      if (!key || !value) continue;
      const name = String(key.value);
      if (seen.has(name))
        this.refuse(key, `"${name}" stands here twice; this one is ignored.`, 'Delete one of them.');
      else seen.set(name, { name, key, value });
    }
    return [...seen.values()];
  }

  items(node: Node, what: string): Node[] {
    if (node.type === 'array') return node.children ?? [];
    this.refuse(node, `${what} must be a list.`, 'Write it in brackets: [ ].');
    return [];
  }

  string(node: Node, what: string): string | undefined {
    if (node.type === 'string') return node.value as string;
    return this.refuse(node, `${what} must be a string.`, 'Write it in double quotes.');
  }

  /** One of some words; the nearest is suggested for another. */
  choice<T extends string>(node: Node, what: string, words: readonly T[]): T | undefined {
    const value = this.string(node, what);
    if (value === undefined) return undefined;
    const found = words.find(word => word === value);
    return found ?? this.refuse(node, `"${value}" is no ${what.toLowerCase()}.`, suggest(value, words));
  }

  #broken(message: string, start: number, end: number): void {
    this.broken = true;
    this.#note(message, 'Mend the syntax; until then the rest is read as far as it makes sense.', start, end);
  }

  #note(message: string, remedy: string, start: number, end: number): void {
    this.problems.push({ message, remedy, range: this.#lines.rangeOf(start, end) });
  }
}

const MAX_SYNTAX_PROBLEMS = 20;

const SYNTAX: Record<string, string> = {
  InvalidSymbol: 'This word is no JSON value.',
  InvalidNumberFormat: 'This number is not written as JSON wants it.',
  PropertyNameExpected: 'A key in double quotes is expected here.',
  ValueExpected: 'A value is expected here.',
  ColonExpected: 'A colon is expected here.',
  CommaExpected: 'A comma is missing here.',
  CloseBraceExpected: 'A closing brace is missing here.',
  CloseBracketExpected: 'A closing bracket is missing here.',
  EndOfFileExpected: 'Nothing may follow the closing brace.',
  InvalidCommentToken: 'This comment is not written as // or /* */.',
  UnexpectedEndOfComment: 'This comment is not closed.',
  UnexpectedEndOfString: 'This string is not closed.',
  UnexpectedEndOfNumber: 'This number is not complete.',
  InvalidUnicode: 'This escape is not complete.',
  InvalidEscapeCharacter: 'There is no such escape in JSON.',
  InvalidCharacter: 'This character must be escaped in a string.',
};
