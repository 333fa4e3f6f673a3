import type { Node } from 'jsonc-parser';
import type { Dialect } from '../renderer.ts';
import { dialectOfFile } from '../renderer.ts';
import { candidatePaths } from '../templateFiles.ts';
import { jsonValue, readJson } from './jsonValue.ts';
import type { FileReference, PromptProblem, RequestPath, TemplateSlot } from './promptFile.ts';
import { SourceMap } from './sourceMap.ts';

/** Reads values of a prompt file, gathering the texts that are templates and the files that are referred to. */
export class RequestReader {
  readonly slots: TemplateSlot[] = [];
  readonly references: FileReference[] = [];
  readonly problems: PromptProblem[] = [];
  readonly #text: string;
  readonly #path: string;
  readonly #files: Readonly<Record<string, string>>;
  readonly #dialect: Dialect | 'text';

  constructor(
    text: string,
    options: { path: string; files: Readonly<Record<string, string>>; dialect: Dialect | 'text' },
  ) {
    this.#text = text;
    this.#path = options.path;
    this.#files = options.files;
    this.#dialect = options.dialect;
  }

  /** The value of a node in the request. A text is kept as a slot when it is content, or holds a tag. */
  value(node: Node, path: RequestPath, message?: number): unknown {
    if (node.type === 'string') return this.#string(node, path, message);
    if (node.type === 'array') {
      return (node.children ?? []).map((item, index) => this.value(item, [...path, index], message));
    }
    if (node.type !== 'object') return node.value as unknown;
    const reference = referenceIn(node);
    if (reference) return this.#referenced(reference, node, path, message);
    return Object.fromEntries(
      membersOf(node).map(([key, value]) => [key, this.value(value, [...path, key], message)]),
    );
  }

  /** A value that is not part of the request, in which a file may stand for a text. */
  plainValue(node: Node): unknown {
    const reference = referenceIn(node);
    if (!reference) return jsonValue(node);
    const file = this.resolve(reference);
    return file && (this.#json(file) ?? file.text);
  }

  /** The file that a string names, noted as a reference; undefined when it was not read. */
  resolve(node: Node): { path: string; text: string } | undefined {
    const name = String(node.value);
    const place = { start: node.offset + 1, end: node.offset + node.length - 1 };
    const candidates = candidatePaths(name, this.#path);
    const found = candidates.find(path => Object.hasOwn(this.#files, path));
    const path = found ?? candidates[0];
    this.references.push({ name, ...(path !== undefined && { path }), place, found: found !== undefined });
    if (found !== undefined) return { path: found, text: this.#files[found]! };
    if (path === undefined) {
      const message = 'Only files inside the workspace folder can be referred to.';
      this.problems.push({
        code: 'outside-workspace',
        message,
        remedy: 'Copy the file into the folder.',
        ...place,
      });
    } else {
      const message = `There is no file ${path}.`;
      this.problems.push({
        code: 'file-not-found',
        message,
        remedy: 'Correct the path or create the file.',
        ...place,
      });
    }
    return undefined;
  }

  #string(node: Node, path: RequestPath, message: number | undefined): string {
    const source = String(node.value);
    const isContent = message !== undefined && (path.at(-1) === 'content' || path.at(-1) === 'text');
    if (isContent || /\{[{%#]/.test(source)) {
      const { start, end } = placeOf(node);
      const map = SourceMap.ofString(this.#text, start, end);
      this.slots.push({
        path,
        dialect: this.#dialect,
        source,
        map,
        place: { start, end },
        ...(message !== undefined && { message }),
      });
    }
    return source;
  }

  #referenced(reference: Node, node: Node, path: RequestPath, message: number | undefined): unknown {
    const file = this.resolve(reference);
    if (!file) return '';
    const value = this.#json(file);
    if (value !== undefined) return value;
    this.slots.push({
      path,
      dialect: dialectOfFile(file.path) ?? 'text',
      source: file.text,
      file: file.path,
      map: SourceMap.plain(0),
      place: placeOf(node),
      ...(message !== undefined && { message }),
    });
    return file.text;
  }

  #json({ path, text }: { path: string; text: string }): unknown {
    return path.toLowerCase().endsWith('.json') ? readJson(text) : undefined;
  }
}

/** Keys and values of an object, those that are complete. */
export function membersOf(node: Node): [key: string, value: Node, keyNode: Node][] {
  return (node.children ?? []).flatMap(({ children: [key, value] = [] }): [string, Node, Node][] =>
    key && value ? [[String(key.value), value, key]] : [],
  );
}

export function placeOf({ offset, length }: Node): { start: number; end: number } {
  return { start: offset, end: offset + length };
}

/** The string node of `{ "$file": "..." }`. */
function referenceIn(node: Node): Node | undefined {
  if (node.type !== 'object' || node.children?.length !== 1) return undefined;
  const [member] = membersOf(node);
  return member?.[0] === '$file' && member[1].type === 'string' ? member[1] : undefined;
}
