import nodeClasses, { type NunjucksNode } from 'nunjucks/src/nodes.js';

/** `typename` would not do: for some classes it is the name of the constructor, which bundlers change. */
const KINDS = new Map<unknown, string>(
  Object.entries(nodeClasses).map(([name, nodeClass]) => [nodeClass, name]),
);

/** The name of the node's class, such as `For`. */
export function kindOf(node: NunjucksNode): string {
  return KINDS.get(node.constructor) ?? 'Unknown';
}
