/**
 * The little of nunjucks that we use: its tokenizer for what is inside a tag, and its grammar. Its published
 * types leave these modules out. In our trees `lineno` holds the start offset of a token and `colno` its end,
 * because our token source fills them so (tokens.ts).
 */
declare module 'nunjucks/src/lexer.js' {
  export interface NunjucksToken {
    type: string;
    value: string;
    lineno: number;
    colno: number;
  }
  export interface NunjucksTokenizer {
    index: number;
    in_code: boolean;
    tags: Record<string, string>;
    nextToken(): NunjucksToken | null;
  }
  const lexer: { lex(source: string, options?: object): NunjucksTokenizer };
  export default lexer;
}

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
  import type { NunjucksToken } from 'nunjucks/src/lexer.js';
  import type { NunjucksNode } from 'nunjucks/src/nodes.js';

  class Parser {
    constructor(tokens: unknown);
    breakOnBlocks: string[] | null;
    nextToken(withWhitespace?: boolean): NunjucksToken;
    peekToken(): NunjucksToken;
    pushToken(token: NunjucksToken): void;
    skip(type: string): boolean;
    skipSymbol(value: string): boolean;
    fail(message: string, start?: number, end?: number): never;
    advanceAfterBlockEnd(name?: string): NunjucksToken;
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
