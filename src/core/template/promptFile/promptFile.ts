import type { ProjectProblem } from '../../project/treeReader.ts';
import type { TemplateRange } from '../dialect/errors.ts';
import type { Dialect } from '../renderer.ts';
import type { SourceMap } from './sourceMap.ts';

/** Steps from the request to a value in it: names and indexes. */
export type RequestPath = readonly (string | number)[];

/** A place in one of the files that a prompt is made of. */
export interface FilePlace extends TemplateRange {
  /** Path relative to the workspace folder; absent means the prompt file itself. */
  file?: string;
}

/** A text of the request that is to be rendered, or put in as it is. */
export interface TemplateSlot {
  /** Where the rendered text goes. */
  path: RequestPath;
  /** `text` is never rendered: it comes from a file that is no template. */
  dialect: Dialect | 'text';
  source: string;
  /** The file that holds the source; absent means the prompt file itself. */
  file?: string;
  /** From the source to its place in that file. */
  map: SourceMap;
  /** The whole value in the prompt file: the string with its quotes, or the reference to a file. */
  place: TemplateRange;
  /** Index of the message that it belongs to; absent for other parameters. */
  message?: number;
}

export interface PromptMessage {
  /** Empty when there is none. */
  role: string;
  /** The role as written, with its quotes; the whole message when there is no role. */
  rolePlace: FilePlace;
  place: FilePlace;
  /** Whether the message says something without text: by an image, tool calls and so on. */
  hasOther: boolean;
}

export const INPUT_TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

/** A declared input. */
export interface InputDeclaration {
  name: string;
  /** The name where it is declared, without quotes. */
  place: FilePlace;
  /** Where else its declaration names it, such as among the required properties of a schema. */
  mentions?: FilePlace[];
  /** Absent means text. */
  type?: InputType;
  description?: string;
  /** The value when none is given; absent means that one must be given. */
  default?: unknown;
  /** A value for previews, never for requests. */
  example?: unknown;
  /** The only values that are possible; absent means any. */
  enum?: unknown[];
}

/** Another prompt file that this one may choose. */
export interface PromptChoice {
  name: string;
  /** Path relative to the workspace folder. */
  file: string;
  description?: string;
  place: FilePlace;
}

/** A reference to another file. */
export interface FileReference {
  /** As written. */
  name: string;
  /** Path relative to the workspace folder; absent when it leads out of it. */
  path?: string;
  place: TemplateRange;
  /** Whether the file was among those that were read. */
  found: boolean;
}

/** What is wrong with the form of a prompt file, by a stable code. */
export interface PromptProblem extends FilePlace {
  code: 'file-not-found' | 'outside-workspace' | 'not-supported' | 'wrong-type' | 'syntax';
  message: string;
  remedy: string;
}

/** A chat template, whatever kind of file it was read from. Ranges are UTF-16 offsets. */
export interface PromptFile {
  kind: 'json' | 'prompty' | 'tensorzero' | 'template';
  /** Relative to the workspace folder. */
  path: string;
  text: string;
  /** The texts of the other files that were read, by path. */
  files: Readonly<Record<string, string>>;
  name?: string;
  description?: string;
  /** Name of the connection to run it on; absent means the user's default. */
  connection?: string;
  /** The request as the file gives it: parameters and `messages`, texts not yet rendered. */
  request: Readonly<Record<string, unknown>>;
  slots: TemplateSlot[];
  messages: PromptMessage[];
  inputs: InputDeclaration[];
  choices: PromptChoice[];
  /** `jsonl`: the answer is lines of JSON. */
  expect?: 'jsonl';
  references: FileReference[];
  problems: PromptProblem[];
  /** What is wrong with the JSON itself. */
  syntaxProblems: readonly ProjectProblem[];
}
