/**
 * The little of nunjucks that we use: its grammar and the nodes that it makes. Its published types leave these
 * modules out. In our trees `lineno` holds the start offset of a token and `colno` its end,
 * because our token source fills them so (tokens.ts).
 */
declare module 'nunjucks/src/nodes.js' {
  /** A node of the parsed tree. Which fields a node has depends on its class. */
  export interface NunjucksNode {
    lineno: number;
    colno: number;
    readonly [field: string]: unknown;
  }
  type NodeClass = new (start: number, end: number, ...fields: unknown[]) => NunjucksNode;
  const nodes: Record<string, NodeClass>;
  export default nodes;
}

declare module 'nunjucks/src/parser.js' {
  import type { NunjucksNode } from 'nunjucks/src/nodes.js';

  interface Token {
    type: string;
    value: string;
    lineno: number;
    colno: number;
  }
  class Parser {
    constructor(tokens: unknown);
    breakOnBlocks: string[] | null;
    nextToken(withWhitespace?: boolean): Token;
    peekToken(): Token;
    pushToken(token: Token): void;
    skip(type: string): boolean;
    skipSymbol(value: string): boolean;
    fail(message: string, start?: number, end?: number): never;
    advanceAfterBlockEnd(name?: string): Token;
    parseStatement(): NunjucksNode | null;
    parseRaw(tagName?: string): NunjucksNode;
    parseNot(): NunjucksNode;
    parseUnary(noFilters?: boolean): NunjucksNode;
    parseFilterArgs(node: NunjucksNode): NunjucksNode[];
    parsePostfix(node: NunjucksNode): NunjucksNode;
    parseExpression(): NunjucksNode;
    parseSignature(tolerant?: boolean, noParens?: boolean): NunjucksNode;
    parseAsRoot(): NunjucksNode;
  }
  const parser: { Parser: typeof Parser };
  export default parser;
}
