import type { Node } from 'jsonc-parser';
import { TreeReader } from '../../project/treeReader.ts';
import { jsonValue } from './jsonValue.ts';
import {
  INPUT_TYPES,
  type InputDeclaration,
  type InputType,
  type PromptChoice,
  type PromptFile,
  type PromptMessage,
} from './promptFile.ts';
import { membersOf, placeOf, RequestReader } from './requestReader.ts';
import { OWN_KEYS } from './schema.ts';

/** What a prompt file is read with. */
export interface PromptSource {
  /** Relative to the workspace folder, with `/`. */
  path: string;
  text: string;
  /** Texts of the files that it refers to, by path; those that are missing here are reported as not found. */
  files?: Readonly<Record<string, string>>;
}

/**
 * Reads a `*.prompt.json` file, or any JSON with `messages` or that is a list of messages. JSON may have comments.
 * It never throws; what cannot be used is noted and left out.
 */
export function parsePromptFile({ path, text, files = {} }: PromptSource): PromptFile {
  const tree = new TreeReader(text);
  const root = tree.root();
  const members = new Map(root?.type === 'object' ? membersOf(root).map(([key, value]) => [key, value]) : []);
  const stringOf = (key: string) => {
    const node = members.get(key);
    return node?.type === 'string' ? String(node.value) : undefined;
  };
  const template = stringOf('template');
  const dialect = template === 'minijinja' ? 'minijinja' : template === 'none' ? 'text' : 'nunjucks';
  const reader = new RequestReader(text, { path, files, dialect });
  const messages: PromptMessage[] = [];
  const parameters: [string, unknown][] = [];
  if (root?.type === 'array') parameters.push(['messages', readMessages(root, reader, messages)]);
  for (const [key, value] of members) {
    if (OWN_KEYS.has(key)) continue;
    const isList = key === 'messages' && value.type === 'array';
    parameters.push([key, isList ? readMessages(value, reader, messages) : reader.value(value, [key])]);
  }
  const [name, description, connection] = ['name', 'description', 'connection'].map(stringOf);
  return {
    kind: 'json',
    path,
    text,
    files,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(connection !== undefined && { connection }),
    request: Object.fromEntries(parameters),
    messages,
    inputs: readInputs(members.get('inputs'), reader),
    choices: readChoices(members.get('choices'), reader),
    ...(stringOf('expect') === 'jsonl' && { expect: 'jsonl' as const }),
    slots: reader.slots,
    references: reader.references,
    problems: reader.problems,
    syntaxProblems: tree.problems,
  };
}

function readMessages(node: Node, reader: RequestReader, messages: PromptMessage[]): unknown[] {
  return (node.children ?? []).map((item, index) => {
    const value = reader.value(item, ['messages', index], index);
    messages.push(readMessage(item));
    return value;
  });
}

function readMessage(node: Node): PromptMessage {
  const members = new Map(node.type === 'object' ? membersOf(node).map(([key, value]) => [key, value]) : []);
  const role = members.get('role');
  const content = members.get('content');
  const speaksOtherwise = ['tool_calls', 'function_call', 'refusal', 'audio'].some(key => members.has(key));
  const hasOtherParts = content?.type === 'array' && (content.children ?? []).some(part => !isTextPart(part));
  const isText = role?.type === 'string';
  return {
    role: isText ? String(role.value) : '',
    rolePlace: isText ? placeOf(role) : placeOf(node),
    place: placeOf(node),
    hasOther: speaksOtherwise || hasOtherParts,
  };
}

function isTextPart(node: Node): boolean {
  return (
    node.type === 'object' && membersOf(node).some(([key, value]) => key === 'type' && value.value === 'text')
  );
}

function readInputs(node: Node | undefined, reader: RequestReader): InputDeclaration[] {
  if (node?.type !== 'object') return [];
  return membersOf(node).map(([name, value, key]) => {
    const { start, end } = placeOf(key);
    const declaration: InputDeclaration = { name, place: { start: start + 1, end: end - 1 } };
    for (const [what, detail] of value.type === 'object' ? membersOf(value) : []) {
      if (what === 'type' && isInputType(detail.value)) declaration.type = detail.value;
      else if (what === 'description') declaration.description = String(detail.value);
      else if (what === 'default') declaration.default = reader.plainValue(detail);
      else if (what === 'example') declaration.example = reader.plainValue(detail);
      else if (what === 'enum' && detail.type === 'array') declaration.enum = jsonValue(detail) as unknown[];
    }
    return declaration;
  });
}

function isInputType(value: unknown): value is InputType {
  return INPUT_TYPES.some(type => type === value);
}

function readChoices(node: Node | undefined, reader: RequestReader): PromptChoice[] {
  if (node?.type !== 'array') return [];
  return (node.children ?? []).flatMap(item => {
    const members = new Map(
      item.type === 'object' ? membersOf(item).map(([key, value]) => [key, value]) : [],
    );
    const [name, file, description] = ['name', 'file', 'description'].map(key => members.get(key));
    if (name?.type !== 'string' || file?.type !== 'string') return [];
    const resolved = reader.resolve(file);
    const choice: PromptChoice = {
      name: String(name.value),
      file: resolved?.path ?? reader.references.at(-1)?.path ?? '',
      place: placeOf(item),
    };
    if (description?.type === 'string') choice.description = String(description.value);
    return [choice];
  });
}
