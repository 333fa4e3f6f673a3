import type { Node } from 'jsonc-parser';
import type { TemplateRange } from '../dialect/errors.ts';
import { type ProjectProblem, TreeReader } from '../../project/treeReader.ts';
import { jsonValue } from './jsonValue.ts';
import { membersOf } from './requestReader.ts';

/** A named set of values. */
export interface InputSet {
  name: string;
  values: Record<string, unknown>;
  /** Where each value's name stands, without its quotes. */
  keys: Map<string, TemplateRange>;
}

/** The sets of a `NAME.inputs.json` file: `{ "name of the set": { "input": value } }`. */
export interface InputSets {
  sets: InputSet[];
  problems: readonly ProjectProblem[];
}

/** The file in which example values of a prompt file are kept: `dir/ask.prompt.json` has `dir/ask.inputs.json`. */
export function inputSetsPath(promptPath: string): string {
  const stem = promptPath.replace(/(\.prompt)?\.(json|jsonc|prompty)$/i, '');
  return `${stem}.inputs.json`;
}

/** Reads example sets. Sets that are no objects are left out and noted. */
export function parseInputSets(text: string): InputSets {
  const reader = new TreeReader(text);
  const root = reader.root();
  const sets: InputSet[] = [];
  for (const { name, value } of root ? reader.allMembers(root, 'A file of inputs') : []) {
    if (name === '$schema') continue;
    if (value.type === 'object') sets.push(readSet(name, value));
    else
      reader.refuse(
        value,
        `The set "${name}" must be an object.`,
        'Write it in braces: { "input": "value" }.',
      );
  }
  return { sets, problems: reader.problems };
}

function readSet(name: string, node: Node): InputSet {
  const keys = new Map<string, TemplateRange>();
  for (const [key, , keyNode] of membersOf(node)) {
    keys.set(key, { start: keyNode.offset + 1, end: keyNode.offset + keyNode.length - 1 });
  }
  return { name, values: jsonValue(node) as Record<string, unknown>, keys };
}
