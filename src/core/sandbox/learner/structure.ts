import { TOOL_CALLS_MARK } from './turn.ts';

/**
 * An answer cut into a skeleton, which many answers share, and the values between its parts.
 * `parts` is one longer than `names` and `values`; part, value, part, value, ..., part is the answer again.
 */
export interface Structure {
  parts: string[];
  /** What each value is called: a JSON path, a tag, a label, `opening`, `closing`; empty for a plain text. */
  names: string[];
  values: string[];
}

/** Cuts an answer where its form shows values: JSON, tags, lines with labels. Undefined for running text. */
export function structureOf(answer: string): Structure | undefined {
  const structure = jsonStructure(answer) ?? tagStructure(answer) ?? lineStructure(answer);
  if (structure === undefined || structure.names.length === 0) return undefined;
  return structure.names.length <= MAX_VALUES ? structure : undefined;
}

/** Values that stand as JSON inside a skeleton are kept unescaped, so that they can be compared with the prompt. */
export function isEscaped(name: string): boolean {
  return name.startsWith('$');
}

/** More values than these and the answer is kept whole: a table is not a form. */
const MAX_VALUES = 24;

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/g;

function jsonStructure(answer: string): Structure | undefined {
  const prefix = answer.startsWith(TOOL_CALLS_MARK) ? TOOL_CALLS_MARK.length : 0;
  const body = answer.slice(prefix);
  if (!/^\s*[{[]/.test(body) || !isJson(body)) return undefined;
  const builder = new StructureBuilder(answer);
  const path: string[] = [];
  let key = '';
  for (const match of body.matchAll(JSON_TOKEN)) {
    const token = match[0];
    const start = prefix + match.index;
    const place = path.at(-1)?.startsWith('[') ? '' : key;
    if (token === '{' || token === '[') path.push(token + place);
    else if (token === '}' || token === ']') path.pop();
    else if (token[0] === '"' && isKey(body, match.index + token.length)) key = token;
    else if (token !== ',' && token !== ':') addLeaf(builder, path.join('') + place, token, start);
  }
  return builder.finish();
}

/** A string is cut inside its quotes; one whose escapes are unusual stays raw, or it could not be written again. */
function addLeaf(builder: StructureBuilder, name: string, token: string, start: number): void {
  if (token[0] !== '"') {
    builder.add(name, token, start, start + token.length);
    return;
  }
  const value = JSON.parse(token) as string;
  const plain = JSON.stringify(value) === token;
  builder.add(
    plain ? `$${name}` : name,
    plain ? value : token.slice(1, -1),
    start + 1,
    start + token.length - 1,
  );
}

function isKey(json: string, end: number): boolean {
  let next = end;
  while (' \t\r\n'.includes(json[next] ?? '.')) next += 1;
  return json[next] === ':';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TAG = /<([A-Za-z][\w-]{0,40})>([^<]*)<\/\1>/g;

function tagStructure(answer: string): Structure | undefined {
  if (!answer.includes('</')) return undefined;
  const builder = new StructureBuilder(answer);
  for (const match of answer.matchAll(TAG)) {
    const start = match.index + match[1]!.length + 2;
    builder.add(`<${match[1]}>`, match[2]!, start, start + match[2]!.length);
  }
  const outside = answer.replace(TAG, '').replace(/<[^>]*>/g, '');
  return outside.trim() === '' ? builder.finish() : undefined;
}

const LABELLED_LINE = /^([ \t]*(?:[-*] )?(\p{L}[\p{L}\p{N} _-]{0,30}):[ \t]*)(\S.*)?$/u;

/** Every line that is not empty must have a label; a text with one colon in it is no form. */
function lineStructure(answer: string): Structure | undefined {
  if (!/^[^\n]{1,36}:/.test(answer.trimStart())) return undefined;
  const builder = new StructureBuilder(answer);
  let start = 0;
  for (const line of answer.split('\n')) {
    const match = LABELLED_LINE.exec(line);
    if (match === null && line.trim() !== '') return undefined;
    if (match?.[3] !== undefined) {
      const at = start + match[1]!.length;
      builder.add(`${match[2]!.toLowerCase()}:`, match[3], at, at + match[3].length);
    }
    start += line.length + 1;
  }
  return builder.finish();
}

class StructureBuilder {
  #parts: string[] = [];
  #names: string[] = [];
  #values: string[] = [];
  #end = 0;
  #answer: string;

  constructor(answer: string) {
    this.#answer = answer;
  }

  add(name: string, value: string, start: number, end: number): void {
    this.#parts.push(this.#answer.slice(this.#end, start));
    this.#names.push(name);
    this.#values.push(value);
    this.#end = end;
  }

  finish(): Structure {
    return {
      parts: [...this.#parts, this.#answer.slice(this.#end)],
      names: this.#names,
      values: this.#values,
    };
  }
}
