import type { Limits } from './dialect/limits.ts';
import type { RenderResult } from './dialect/render.ts';

/**
 * `nunjucks`: our own dialect, for texts in JSON files and for `.jinja`, `.j2` and `.njk` files; `minijinja`: for
 * `.minijinja` files, as TensorZero renders them; `chat-template`: the templates inside models' tokenizer
 * configurations.
 */
export type Dialect = 'nunjucks' | 'minijinja' | 'chat-template';

/** What is to be rendered. Plain data, so that it can travel to a worker. */
export interface RenderJob {
  dialect: Dialect;
  source: string;
  /** Path of the template's file relative to the workspace folder, from which it includes others; absent without a file. */
  path?: string;
  values: Readonly<Record<string, unknown>>;
  /** Templates that it may include, by path relative to the workspace folder. */
  files?: Readonly<Record<string, string>>;
  limits?: Partial<Limits>;
}

/** One dialect, made ready. What is wrong with a template is in the result, never an exception. */
export interface Renderer {
  render(job: RenderJob): RenderResult;
}

/** Extensions of files that are templates, with their dialect. Other text files are text, whatever braces they hold. */
const DIALECT_OF_EXTENSION: ReadonlyMap<string, Dialect> = new Map([
  ['jinja', 'nunjucks'],
  ['jinja2', 'nunjucks'],
  ['j2', 'nunjucks'],
  ['njk', 'nunjucks'],
  ['minijinja', 'minijinja'],
]);

/** The dialect of a template file by its name; undefined when the file is plain text. */
export function dialectOfFile(path: string): Dialect | undefined {
  return DIALECT_OF_EXTENSION.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
