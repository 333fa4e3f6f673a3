import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type * as z from 'zod';
import { type ProjectProblem, TreeReader } from '../../project/treeReader.ts';
import { jsonValue } from '../../template/promptFile/jsonValue.ts';
import { suggest } from '../../util/suggest.ts';

export interface ParsedTyped<T> {
  /** Absent when something in the file cannot be followed. */
  value?: T;
  problems: ProjectProblem[];
  /** The syntax tree, for places of what is found later; absent when the file is empty or no JSON. */
  root?: Node;
  /** To note more at nodes of the tree. */
  reader: TreeReader;
}

/** Reads JSON with comments as a type. Every problem stands at the value or key that it is about. It never throws. */
export function parseTyped<T>(text: string, type: z.ZodType<T>): ParsedTyped<T> {
  const reader = new TreeReader(text);
  const root = reader.root();
  if (!root) return { problems: reader.problems, reader };
  const result = type.safeParse(jsonValue(root));
  if (result.success) {
    return { ...(!reader.broken && { value: result.data }), problems: reader.problems, root, reader };
  }
  for (const issue of result.error.issues) note(reader, root, issue, []);
  return { problems: reader.problems, root, reader };
}

type Issue = z.core.$ZodIssue;

function note(reader: TreeReader, root: Node, issue: Issue, before: readonly PropertyKey[]): void {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    for (const inner of nearestOption(issue.errors)) note(reader, root, inner, path);
    return;
  }
  const node = nodeAt(root, path);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const property = node.children?.find(({ children }) => children?.[0]?.value === key);
      reader.refuse(
        property?.children?.[0] ?? node,
        `There is no key "${key}" here.`,
        'Delete it, or see what completion offers.',
      );
    }
    return;
  }
  const { message, remedy } = inWords(issue, path, node);
  reader.refuse(node, message, remedy);
}

/** Of several types that a value may have, the one that it comes nearest to. */
function nearestOption(options: readonly (readonly Issue[])[]): readonly Issue[] {
  const distance = (issues: readonly Issue[]) =>
    issues.reduce((sum, { code, path }) => sum + (code === 'invalid_type' && path.length === 0 ? 100 : 1), 0);
  return options.reduce((best, one) => (distance(one) < distance(best) ? one : best));
}

/** The node at a path, or the nearest one around it. */
function nodeAt(root: Node, path: readonly PropertyKey[]): Node {
  for (let length = path.length; length > 0; length--) {
    const found = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
    if (found) return found;
  }
  return root;
}

function inWords(
  issue: Issue,
  path: readonly PropertyKey[],
  node: Node,
): { message: string; remedy: string } {
  const last = path.at(-1);
  const what =
    last === undefined ? 'The file' : typeof last === 'number' ? `Item ${last + 1}` : `"${String(last)}"`;
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? `a value of another type`;
      if (issue.input === undefined && isMissing(path, node)) {
        return { message: `${what} is missing.`, remedy: `Add it: ${kind}.` };
      }
      return { message: `${what} must be ${kind}.`, remedy: `Write ${kind}.` };
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      return {
        message: `${what} cannot be ${JSON.stringify(node.value)}.`,
        remedy: suggest(String(node.value), values),
      };
    }
    case 'invalid_union':
      return { message: `${what} is of no known type.`, remedy: 'Completion lists what is possible.' };
    case 'too_small':
      return { message: `${what} is too small or empty.`, remedy: `The least is ${String(issue.minimum)}.` };
    case 'too_big':
      return { message: `${what} is too large.`, remedy: `The most is ${String(issue.maximum)}.` };
    default:
      return { message: `${what} is not valid.`, remedy: 'See what completion and hover say of it.' };
  }
}

function isMissing(path: readonly PropertyKey[], node: Node): boolean {
  return node.parent?.children?.[0]?.value !== path.at(-1) || node.type === 'object';
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in brackets',
  tuple: 'a list in brackets',
  object: 'an object in braces',
  record: 'an object in braces',
};
