/** Where a value stands in a line. Offsets are UTF-16 units from the start of the line, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';

/** A parsed value with its place. Scalars are read from the text by whoever needs them; nothing is copied. */
export interface JsonNode extends Span {
  kind: JsonKind;
  /** Members of an object in the order of the text, repeated keys included; empty for other kinds. */
  members: JsonMember[];
  /** Items of an array; empty for other kinds. */
  items: JsonNode[];
}

export interface JsonMember {
  /** The decoded key. */
  name: string;
  /** The key with its quotes. */
  key: Span;
  value: JsonNode;
}

/** Steps from the root of an example to a value: names of members and indexes of items. */
export type Path = readonly (string | number)[];

/** Which text of the thing at a path is meant. `open` is the first character: a brace, a bracket or a quote. */
export type Part = 'value' | 'key' | 'pair' | 'open';

/** The node at a path, or undefined when the path leads nowhere. Of a repeated key the last counts, as in `JSON.parse`. */
export function nodeAt(root: JsonNode, path: Path): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path) {
    node = typeof step === 'number' ? node.items[step] : memberOf(node, step)?.value;
    if (!node) return undefined;
  }
  return node;
}

/** The member that a parser would keep under this name. */
export function memberOf(node: JsonNode, name: string): JsonMember | undefined {
  return node.members.findLast(member => member.name === name);
}

/** The member that the last step of a path names; undefined when that step is an index. */
export function memberAt(root: JsonNode, path: Path): JsonMember | undefined {
  const name = path.at(-1);
  if (typeof name !== 'string') return undefined;
  const parent = nodeAt(root, path.slice(0, -1));
  return parent && memberOf(parent, name);
}

/** The span of a part of the thing at `path`. Falls back to the nearest enclosing value that exists. */
export function spanAt(root: JsonNode, path: Path, part: Part = 'value'): Span {
  const member = memberAt(root, path);
  if (part === 'key' && member) return member.key;
  if (part === 'pair' && member) return { start: member.key.start, end: member.value.end };
  const node = nodeAt(root, path);
  if (!node) return path.length === 0 ? root : spanAt(root, path.slice(0, -1), 'open');
  if (part === 'open') return { start: node.start, end: Math.min(node.start + 1, node.end) };
  return { start: node.start, end: node.end };
}
