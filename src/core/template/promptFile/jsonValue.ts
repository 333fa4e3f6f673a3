import { type Node, parseTree } from 'jsonc-parser';

/** The plain value of a node. Every key becomes an own property, `__proto__` too. */
export function jsonValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(jsonValue);
  if (node.type !== 'object') return node.value as unknown;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value ? [[String(key.value), jsonValue(value)]] : [],
    ),
  );
}

/** The value of a text of JSON with comments; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    const errors: { error: number; offset: number; length: number }[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    return root && errors.length === 0 ? jsonValue(root) : undefined;
  } catch {
    // Nested deeper than the parser's stack bears.
    return undefined;
  }
}
