import { isMap, isScalar, parseDocument, type Document } from 'yaml';
import { isYamlTooNested } from '../../text/yamlNesting.ts';
import type { Dialect } from '../renderer.ts';
import type { PromptSource } from './parsePromptFile.ts';
import {
  INPUT_TYPES,
  type InputDeclaration,
  type InputType,
  type PromptFile,
  type PromptProblem,
} from './promptFile.ts';
import { readPromptyRequest } from './promptyRequest.ts';
import { splitRoles } from './splitRoles.ts';

/** Whether a file is a `.prompty` file, by its name. */
export function isPrompty(path: string): boolean {
  return path.toLowerCase().endsWith('.prompty');
}

/**
 * Reads a `.prompty` file of version 1 or 2: YAML front matter, then messages that begin with `system:`, `user:` and
 * so on. Connections and their keys are left out: requests run on the user's own.
 */
export function parsePrompty({ path, text, files = {} }: PromptSource): PromptFile {
  const problems: PromptProblem[] = [];
  const { matter, matterStart, bodyStart } = splitMatter(text);
  const isDeep = isYamlTooNested(matter);
  const document = parseDocument(isDeep ? '' : matter);
  if (isDeep)
    problems.push({
      code: 'syntax',
      message: 'This is nested too deeply to be read.',
      remedy: 'Mend the YAML at the top of the file.',
      start: matterStart,
      end: matterStart + 1,
    });
  for (const { message, pos } of document.errors) {
    const place = { start: matterStart + pos[0], end: matterStart + Math.max(pos[1], pos[0] + 1) };
    const firstLine = message.split('\n')[0]!;
    problems.push({
      code: 'syntax',
      message: firstLine,
      remedy: 'Mend the YAML at the top of the file.',
      ...place,
    });
  }
  const header = plain(document.errors.length > 0 ? {} : document.toJS({ maxAliasCount: 20 }));
  const dialect = dialectOf(header, problems, matterStart, bodyStart);
  const { messages, slots } = splitRoles(text, bodyStart, dialect);
  const request: Record<string, unknown> = {
    ...readPromptyRequest(header),
    messages: slots.map(({ source }, index) => ({ role: messages[index]!.role, content: source })),
  };
  return {
    kind: 'prompty',
    path,
    text,
    files,
    ...(typeof header.name === 'string' && { name: header.name }),
    ...(typeof header.description === 'string' && { description: header.description }),
    request,
    slots,
    messages,
    inputs: readInputs(header, document, matterStart),
    choices: [],
    references: [],
    problems,
    syntaxProblems: [],
  };
}

function splitMatter(text: string): { matter: string; matterStart: number; bodyStart: number } {
  const match = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\r?\n|$)/.exec(text);
  if (!match) return { matter: '', matterStart: 0, bodyStart: 0 };
  const matterStart = match[0].indexOf('\n') + 1;
  return { matter: match[1]!, matterStart, bodyStart: match[0].length };
}

function dialectOf(
  header: Record<string, unknown>,
  problems: PromptProblem[],
  start: number,
  end: number,
): Dialect {
  const template = header.template;
  const format = typeof template === 'string' ? template : (plain(template).format ?? plain(template).type);
  const kind = typeof format === 'string' ? format : plain(format).kind;
  const isKnown = kind === undefined || ['jinja2', 'jinja', 'nunjucks'].includes(String(kind));
  if (!isKnown) {
    const message = `Templates in the format ${String(kind)} are not supported; this one is read as Jinja.`;
    const remedy = 'Plain {{ name }} works; write sections and loops as in Jinja.';
    problems.push({ code: 'not-supported', message, remedy, start, end });
  }
  return 'nunjucks';
}

/** Inputs are a list in version 2, a map in version 1, where `sample` gives examples too. */
function readInputs(header: Record<string, unknown>, document: Document, offset: number): InputDeclaration[] {
  const sample = plain(header.sample);
  const declared = header.inputs;
  const entries: [string, Record<string, unknown>][] = Array.isArray(declared)
    ? declared.map(each => [String(plain(each).name ?? ''), plain(each)])
    : Object.entries(plain(declared)).map(([name, value]) => [
        name,
        isPlain(value) ? value : { default: value },
      ]);
  const named = entries.filter(([name]) => name !== '');
  const others = Object.keys(sample).filter(name => named.every(([each]) => each !== name));
  const all = [...named, ...others.map((name): [string, Record<string, unknown>] => [name, {}])];
  return all.map(([name, detail], index) => {
    const type = detail.kind ?? detail.type;
    const example = detail.example ?? detail.sample ?? sample[name];
    const range = placeOfInput(document, name, Array.isArray(declared) ? index : undefined);
    const declaration: InputDeclaration = {
      name,
      place: { start: offset + (range?.[0] ?? 0), end: offset + (range?.[1] ?? 0) },
    };
    if (INPUT_TYPES.some(each => each === type)) declaration.type = type as InputType;
    if (typeof detail.description === 'string') declaration.description = detail.description;
    if (detail.default !== undefined) declaration.default = detail.default;
    if (example !== undefined) declaration.example = example;
    if (Array.isArray(detail.enum)) declaration.enum = detail.enum;
    return declaration;
  });
}

function placeOfInput(
  document: Document,
  name: string,
  index: number | undefined,
): readonly [number, number] | undefined {
  if (index !== undefined) return rangeOf(document.getIn(['inputs', index, 'name'], true));
  for (const key of ['inputs', 'sample']) {
    const map = document.get(key, true);
    const pair = isMap(map) && map.items.find(item => isScalar(item.key) && item.key.value === name);
    if (pair) return rangeOf(pair.key);
  }
  return undefined;
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = (node as { range?: readonly [number, number, number] } | undefined)?.range;
  return range && [range[0], range[1]];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function plain(value: unknown): Record<string, unknown> {
  return isPlain(value) ? value : {};
}
