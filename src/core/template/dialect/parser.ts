import nodes, { type NunjucksNode } from 'nunjucks/src/nodes.js';
import nunjucksParser from 'nunjucks/src/parser.js';
import type { Token } from './codeTokens.ts';
import { TemplateFault, type TemplateRange } from './errors.ts';
import { type Tag, TemplateTokens } from './tokens.ts';

/** How many grammar rules may be open inside each other (a parenthesis opens three): far below what the stack bears. */
const MAX_NESTING = 480;

/** The grammar's tree and the tags it was read from. Offsets are in `lineno` and `colno` of each node. */
export interface ParsedNodes {
  root: NunjucksNode;
  tags: Tag[];
}

/**
 * Reads a template with nunjucks' grammar.
 * @throws TemplateFault with an exact range, for everything that is wrong with the template's form
 */
export function parseNodes(source: string): ParsedNodes {
  const tokens = new TemplateTokens(source);
  const parser = new PositionedParser(tokens);
  try {
    return { root: parser.parseAsRoot(), tags: tokens.found };
  } catch (thrown) {
    throw explain(thrown, parser, tokens);
  }
}

/** nunjucks' grammar, plus slices and nesting limits, remembering which blocks are open when it stops. */
class PositionedParser extends nunjucksParser.Parser {
  readonly open: { word: string; tag: Tag }[] = [];
  readonly #tokens: TemplateTokens;
  #nesting = 0;
  #lastEnd = 0;

  constructor(tokens: TemplateTokens) {
    super(tokens);
    this.#tokens = tokens;
  }

  override nextToken(withWhitespace?: boolean): Token {
    const token = super.nextToken(withWhitespace);
    if (token) this.#lastEnd = token.colno;
    return token;
  }

  override parseStatement(): NunjucksNode | null {
    const word = this.peekToken().value;
    this.open.push({ word, tag: this.#tokens.found.at(-1)! });
    this.#enter();
    const node = super.parseStatement();
    this.#nesting--;
    this.open.pop();
    return node && Object.assign(node, { blockEnd: this.#lastEnd });
  }

  override parseRaw(tagName = 'raw'): NunjucksNode {
    const opener = this.open.at(-1)!.tag;
    this.advanceAfterBlockEnd();
    const { lineno, colno, value } = this.#tokens.readRaw(tagName, opener);
    return new nodes.Output!(lineno, colno, [new nodes.TemplateData!(lineno, colno, value)]);
  }

  override advanceAfterBlockEnd(name?: string): Token {
    if (!name && this.peekToken()?.type === 'symbol') this.nextToken();
    const token = this.nextToken();
    if (!token) this.fail('unexpected end of file');
    if (token.type !== 'block-end') this.fail('expected block end', token.lineno, token.colno);
    return token;
  }

  override parseExpression(): NunjucksNode {
    this.#enter();
    const node = super.parseExpression();
    this.#nesting--;
    return node;
  }

  override parseNot(): NunjucksNode {
    this.#enter();
    const node = super.parseNot();
    this.#nesting--;
    return node;
  }

  override parseUnary(noFilters?: boolean): NunjucksNode {
    this.#enter();
    const node = super.parseUnary(noFilters);
    this.#nesting--;
    return node;
  }

  override parseFilterArgs(): NunjucksNode[] {
    const hasArguments = this.peekToken().type === 'left-paren';
    return hasArguments ? (this.parseSignature().children as NunjucksNode[]) : [];
  }

  /** Calls, `.name` and `[key]`; unlike nunjucks' own also `[from:to:step]`. */
  override parsePostfix(primary: NunjucksNode): NunjucksNode {
    // Null where no expression begins: the caller then fails at the right token.
    if (!primary) return primary;
    let node = primary;
    for (let token = this.peekToken(); token; token = this.peekToken()) {
      if (token.type === 'left-paren') {
        const args = this.parseSignature();
        node = new nodes.FunCall!(token.lineno, this.#lastEnd, node, args);
      } else if (token.type === 'left-bracket') {
        node = this.#parseIndex(node, this.nextToken());
      } else if (token.type === 'operator' && token.value === '.') {
        node = this.#parseMember(node, this.nextToken());
      } else break;
    }
    return node;
  }

  #parseMember(target: NunjucksNode, dot: Token): NunjucksNode {
    const name = this.nextToken();
    const isName =
      name.type === 'symbol' || name.type === 'int' || name.type === 'boolean' || name.type === 'none';
    if (!isName) this.fail('expected a name after the dot', name.lineno, name.colno);
    const key = new nodes.Literal!(name.lineno, name.colno, name.value);
    return new nodes.LookupVal!(dot.lineno, name.colno, target, key);
  }

  #parseIndex(target: NunjucksNode, bracket: Token): NunjucksNode {
    const parts: (NunjucksNode | null)[] = [null];
    for (let token = this.peekToken(); token.type !== 'right-bracket'; token = this.peekToken()) {
      if (token.type === 'colon' && parts.length < 3) {
        this.nextToken();
        parts.push(null);
      } else if (parts[parts.length - 1] === null) {
        parts[parts.length - 1] = this.parseExpression();
      } else this.fail('invalid index', token.lineno, token.colno);
    }
    const end = this.nextToken().colno;
    if (parts.length > 1) {
      const slice = new nodes.NodeList!(bracket.lineno, end, parts);
      return new nodes.LookupVal!(bracket.lineno, end, target, slice);
    }
    if (!parts[0]) this.fail('expected an index', bracket.lineno, end);
    return new nodes.LookupVal!(bracket.lineno, end, target, parts[0]);
  }

  /** To be undone by counting down; when something is thrown the parser is not used any more. */
  #enter(): void {
    if (++this.#nesting <= MAX_NESTING) return;
    const { lineno, colno } = this.peekToken();
    throw new TemplateFault('limit-depth', 'This is nested too deeply.', { start: lineno, end: colno });
  }
}

/** Turns whatever the grammar threw into a fault that says where and why in our own words. */
function explain(thrown: unknown, parser: PositionedParser, tokens: TemplateTokens): TemplateFault {
  if (thrown instanceof TemplateFault) return thrown;
  const innermost = parser.open.at(-1);
  if (tokens.ended && innermost) {
    const message = `{% ${innermost.word} %} is never closed.`;
    return new TemplateFault('unclosed-block', message, innermost.tag);
  }
  const whole = { start: tokens.opener?.start ?? 0, end: tokens.opener?.end ?? tokens.source.length };
  if (thrown instanceof RangeError)
    return new TemplateFault('limit-depth', 'This is nested too deeply.', whole);
  const { message, lineno, colno } = thrown as { message: string; lineno?: number; colno?: number };
  // The grammar adds one to both numbers to make them 1-based.
  let range = lineno === undefined || colno === undefined ? whole : { start: lineno - 1, end: colno - 1 };
  if (/expected (comma|colon|"in")/.test(message)) {
    // Here the grammar names the start of the construct; the token at fault comes next.
    const next = nextTokenRange(parser);
    if (next instanceof TemplateFault) return next;
    range = next ?? range;
  }
  const unknownTag = /^unknown block tag: (.*)$/s.exec(message)?.[1];
  if (unknownTag !== undefined) return unknownTagFault(unknownTag, range, parser.open.at(-2));
  if (lacksItsEnd(tokens)) return tokens.unclosedDelimiter();
  if (lineno === undefined) {
    const tag = tokens.found.at(-1) ?? whole;
    return new TemplateFault('syntax', 'This tag cannot be read.', { start: tag.start, end: tag.end });
  }
  const found = tokens.source.slice(range.start, range.end);
  return new TemplateFault('syntax', `${expectation(message)}, found ${found || 'the end'}.`, range);
}

function nextTokenRange(parser: PositionedParser): TemplateRange | TemplateFault | undefined {
  try {
    const token = parser.peekToken();
    return token && { start: token.lineno, end: token.colno };
  } catch (thrown) {
    if (thrown instanceof TemplateFault) return thrown;
    throw thrown;
  }
}

function unknownTagFault(
  word: string,
  range: TemplateRange,
  open?: { word: string; tag: Tag },
): TemplateFault {
  const isEnd = /^(end\w+|else|elif|elseif|case|default)$/.test(word);
  if (!isEnd) return new TemplateFault('unknown-tag', `There is no tag called ${word}.`, range);
  if (!open)
    return new TemplateFault('unexpected-tag', `Nothing is open that ${word} could belong to.`, range);
  const message = `${word} does not belong to the open {% ${open.word} %}.`;
  return new TemplateFault('unexpected-tag', message, range, {
    opener: { start: open.tag.start, end: open.tag.end },
  });
}

/** Whether the tag at fault has no end, or runs into the next one: then that is the better thing to report. */
function lacksItsEnd({ source, opener }: TemplateTokens): boolean {
  if (!opener) return false;
  const rest = source.slice(opener.end);
  const next = rest.search(/\{[%{#]/);
  const close = rest.indexOf(source[opener.start + 1] === '{' ? '}}' : '%}');
  return close < 0 || (next >= 0 && next < close);
}

function expectation(message: string): string {
  if (message.includes('variable end')) return 'Expected }}';
  if (message.includes('block end')) return 'Expected %}';
  if (message.includes('comma')) return 'Expected a comma';
  if (message.includes('colon')) return 'Expected a colon';
  if (message.includes('"in"')) return 'Expected in, as in {% for name in list %}';
  if (message.includes('name')) return 'Expected a name';
  if (message.includes('arguments')) return 'Expected (';
  return 'Expected an expression';
}
