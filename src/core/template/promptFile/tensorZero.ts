import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { parse } from 'smol-toml';
import { candidatePaths } from '../templateFiles.ts';
import {
  type FilePlace,
  INPUT_TYPES,
  type InputDeclaration,
  type InputType,
  type PromptFile,
  type PromptProblem,
} from './promptFile.ts';
import { readJson } from './jsonValue.ts';
import { SourceMap } from './sourceMap.ts';

type Plain = Record<string, unknown>;

/** One variant of a function: what the preview shows and the import command imports. */
export interface TensorZeroVariant {
  function: string;
  variant: string;
  prompt: PromptFile;
}

/** What reading a `tensorzero.toml` gives. */
export interface TensorZeroConfig {
  variants: TensorZeroVariant[];
  /** Files that it names, by path relative to the workspace folder; to be read and handed in. */
  wanted: string[];
  problems: PromptProblem[];
}

/**
 * Reads the functions of a `tensorzero.toml` with their `.minijinja` templates and schemas.
 * @param path of the file, relative to the workspace folder
 * @param files texts of the files that it names, by path, as far as they were read
 */
export function readTensorZero(
  path: string,
  text: string,
  files: Readonly<Record<string, string>>,
): TensorZeroConfig {
  const config: TensorZeroConfig = { variants: [], wanted: [], problems: [] };
  let root: Plain;
  try {
    root = parse(text) as Plain;
  } catch (thrown) {
    const { line = 1, message } = thrown as { line?: number; message: string };
    const start = text.split('\n', line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const end = text.indexOf('\n', start);
    const place = { start, end: end < 0 ? text.length : end };
    const first = message.split('\n')[0]!;
    config.problems.push({ code: 'syntax', message: first, remedy: 'Mend the TOML in this line.', ...place });
    return config;
  }
  const reader = new VariantReader({ path, text }, files, config);
  for (const [name, definition] of entries(root.functions)) {
    for (const [variant, details] of entries(definition.variants)) {
      const prompt = reader.read(`${name}/${variant}`, definition, details);
      if (prompt) config.variants.push({ function: name, variant, prompt });
    }
  }
  return config;
}

/** The roles that have a template and a schema each, in the order of their messages. */
const TEMPLATE_ROLES = ['system', 'user', 'assistant'] as const;

class VariantReader {
  readonly #path: string;
  readonly #text: string;
  readonly #files: Readonly<Record<string, string>>;
  readonly #config: TensorZeroConfig;

  constructor(
    { path, text }: { path: string; text: string },
    files: Readonly<Record<string, string>>,
    config: TensorZeroConfig,
  ) {
    this.#path = path;
    this.#text = text;
    this.#files = files;
    this.#config = config;
  }

  /** A chat completion variant as a prompt file; undefined for other kinds, which hold no templates. */
  read(name: string, definition: Plain, variant: Plain): PromptFile | undefined {
    if (variant.type !== undefined && variant.type !== 'chat_completion') return undefined;
    const prompt: PromptFile & { request: Plain } = {
      kind: 'tensorzero',
      path: this.#path,
      text: '',
      files: this.#files,
      name,
      request: this.#request(definition, variant),
      slots: [],
      messages: [],
      inputs: this.#inputs(definition),
      choices: [],
      references: [],
      problems: [],
      syntaxProblems: [],
    };
    const contents: Plain[] = [];
    for (const role of TEMPLATE_ROLES) {
      const given = variant[`${role}_template`] ?? plain(plain(variant.templates)[role]).path;
      const file = this.#file(given);
      if (!file) {
        if (typeof given === 'string') prompt.problems.push(this.#notFound(given));
        continue;
      }
      const message = contents.length;
      const place = { file: file.path, start: 0, end: file.text.length };
      const path = ['messages', message, 'content'];
      const map = SourceMap.plain(0);
      prompt.slots.push({
        path,
        dialect: 'minijinja',
        source: file.text,
        file: file.path,
        map,
        place,
        message,
      });
      prompt.messages.push({ role, rolePlace: place, place, hasOther: false });
      contents.push({ role, content: file.text });
    }
    prompt.request.messages = contents;
    return prompt;
  }

  #request(definition: Plain, variant: Plain): Plain {
    const request: Plain = {};
    if (typeof variant.model === 'string') request.model = variant.model.replace(/^\w+::/, '');
    for (const key of [
      'temperature',
      'top_p',
      'max_tokens',
      'seed',
      'presence_penalty',
      'frequency_penalty',
    ]) {
      if (variant[key] !== undefined) request[key] = variant[key];
    }
    if (variant.stop_sequences !== undefined) request.stop = variant.stop_sequences;
    if (definition.type !== 'json') return request;
    const schema = this.#json(definition.output_schema);
    request.response_format = schema
      ? {
          type: 'json_schema',
          json_schema: { name: 'output', strict: variant.json_mode === 'strict', schema },
        }
      : { type: 'json_object' };
    return request;
  }

  #inputs(definition: Plain): InputDeclaration[] {
    const inputs = new Map<string, InputDeclaration>();
    for (const role of TEMPLATE_ROLES) {
      const given = definition[`${role}_schema`] ?? plain(plain(definition.schemas)[role]).path;
      for (const [name, property] of entries(plain(this.#json(given)).properties)) {
        const [place, ...mentions] = this.#placesInSchema(given, name);
        const declaration: InputDeclaration = { name, place, ...(mentions.length > 0 && { mentions }) };
        if (INPUT_TYPES.some(type => type === property.type)) declaration.type = property.type as InputType;
        if (typeof property.description === 'string') declaration.description = property.description;
        if (property.default !== undefined) declaration.default = property.default;
        if (Array.isArray(property.enum)) declaration.enum = property.enum;
        if (!inputs.has(name)) inputs.set(name, declaration);
      }
    }
    return [...inputs.values()];
  }

  /** Where a schema declares a property, then where it says that it is required. */
  #placesInSchema(given: unknown, name: string): [FilePlace, ...FilePlace[]] {
    const file = this.#file(given);
    const root = file && parseTree(file.text, [], { allowTrailingComma: true });
    const key = root && findNodeAtLocation(root, ['properties', name])?.parent?.children?.[0];
    const required = (root && findNodeAtLocation(root, ['required'])?.children) ?? [];
    const inside = ({ offset, length }: Node): FilePlace => ({
      ...(file && { file: file.path }),
      start: offset + 1,
      end: offset + length - 1,
    });
    const mentions = required.filter(({ value }) => value === name).map(inside);
    return [key ? inside(key) : { ...(file && { file: file.path }), start: 0, end: 0 }, ...mentions];
  }

  #notFound(given: string): PromptProblem {
    const isInside = candidatePaths(given.startsWith('.') ? given : `./${given}`, this.#path).length > 0;
    const start = Math.max(0, this.#text.search(new RegExp(`["']${escaped(given)}["']`)) + 1);
    return {
      code: isInside ? 'file-not-found' : 'outside-workspace',
      message: isInside ? `There is no file ${given}.` : `${given} is outside of the workspace folder.`,
      remedy: isInside ? 'Correct the path or create the file.' : 'Copy the template into the folder.',
      start,
      end: start + given.length,
    };
  }

  #json(given: unknown): unknown {
    const file = this.#file(given);
    return file && readJson(file.text);
  }

  #file(given: unknown): { path: string; text: string } | undefined {
    if (typeof given !== 'string') return undefined;
    const [path] = candidatePaths(given.startsWith('.') ? given : `./${given}`, this.#path);
    if (path === undefined) return undefined;
    if (!this.#config.wanted.includes(path)) this.#config.wanted.push(path);
    return Object.hasOwn(this.#files, path) ? { path, text: this.#files[path]! } : undefined;
  }
}

function entries(value: unknown): [string, Plain][] {
  return Object.entries(plain(value)).map(([key, each]) => [key, plain(each)]);
}

function plain(value: unknown): Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {};
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
