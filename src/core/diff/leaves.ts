import type { JsonNode } from '../jsonl/node.ts';
import { decodeString, parseWithPositions } from '../jsonl/parse.ts';
import { MAX_WALKED_DEPTH } from '../jsonl/survey.ts';

/** A value that holds no others, with the way to it as people write it: `messages[2].content`. */
export interface Leaf {
  path: string;
  /** The text of a string; everything else as it is written, so that no digit is lost. */
  text: string;
}

/** All leaves of a line of JSON, in its order. An empty object or array is a leaf too, and so is a line that is no JSON. */
export function leavesOf(line: string): Leaf[] {
  const { roots, problems } = parseWithPositions(line);
  const [root] = roots;
  if (!root || problems.length > 0) return [{ path: '', text: line }];
  const leaves: Leaf[] = [];
  addLeaves(line, root, '', 0, leaves);
  return leaves;
}

function addLeaves(line: string, node: JsonNode, path: string, depth: number, leaves: Leaf[]): void {
  const isHolder = node.items.length + node.members.length > 0;
  if (!isHolder || depth >= MAX_WALKED_DEPTH) {
    const written = line.slice(node.start, node.end);
    leaves.push({ path, text: node.kind === 'string' ? decodeString(written) : written });
    return;
  }
  for (const [index, item] of node.items.entries())
    addLeaves(line, item, `${path}[${index}]`, depth + 1, leaves);
  for (const { name, value } of node.members)
    addLeaves(line, value, path + step(name, path === ''), depth + 1, leaves);
}

function step(key: string, isFirst: boolean): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return isFirst ? key : `.${key}`;
}
