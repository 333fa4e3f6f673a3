import type { NunjucksNode } from 'nunjucks/src/nodes.js';
import { TemplateFault, type TemplateRange } from './errors.ts';
import { childrenOf, ExpressionReader, field, rangeOf } from './expressionReader.ts';
import { kindOf } from './nodeKind.ts';
import type { Tag } from './tokens.ts';
import {
  type BlockStatement,
  childExpressions,
  type Expression,
  type ForStatement,
  type NameReference,
  type SetStatement,
  type SetTarget,
  type Statement,
} from './tree.ts';

/** Turns nunjucks' statement nodes into ours. */
export class StatementReader extends ExpressionReader {
  /** The blocks read so far, outer ones before inner ones. */
  readonly blocks: BlockStatement[] = [];
  /** Whether an `extends` was read. */
  isDerived = false;
  readonly #source: string;
  readonly #tags: readonly Tag[];

  constructor(source: string, tags: readonly Tag[]) {
    super();
    this.#source = source;
    this.#tags = tags;
  }

  override statements(body: NunjucksNode | null): Statement[] {
    if (!body) return [];
    // The branch of an `elif` is a bare `if`, not a list.
    return kindOf(body) === 'If' || kindOf(body) === 'IfAsync'
      ? [this.#statement(body)]
      : childrenOf(body).map(node => this.#statement(node));
  }

  #statement(node: NunjucksNode): Statement {
    const range = this.#tagRange(node);
    switch (kindOf(node)) {
      case 'Output':
        return this.#output(node, range);
      case 'If':
      case 'IfAsync': {
        const body = this.statements(field(node, 'body'));
        const condition = this.expression(field(node, 'cond'));
        return { kind: 'if', condition, body, otherwise: this.statements(field(node, 'else_')), ...range };
      }
      case 'For':
      case 'AsyncEach':
      case 'AsyncAll':
        return this.#for(node, range);
      case 'Switch': {
        const cases = (node.cases as NunjucksNode[]).map(each => ({
          value: this.expression(field(each, 'cond')),
          body: this.statements(field(each, 'body')),
        }));
        const otherwise = this.statements(field(node, 'default'));
        return { kind: 'switch', value: this.expression(field(node, 'expr')), cases, otherwise, ...range };
      }
      case 'Set':
        return this.#set(node, range);
      case 'Macro': {
        const parameters = this.parameters(field(node, 'args'));
        const name = this.name(field(node, 'name'));
        const body = this.statements(field(node, 'body'));
        return { kind: 'macro', name, parameters, body, ...range, blockEnd: blockEndOf(node, range) };
      }
      case 'Block': {
        const block: BlockStatement = {
          kind: 'block',
          name: this.name(field(node, 'name')),
          body: [],
          ...range,
        };
        this.blocks.push(block);
        block.body = this.statements(field(node, 'body'));
        return block;
      }
      case 'Extends':
        this.isDerived = true;
        return { kind: 'extends', template: this.expression(field(node, 'template')), ...range };
      case 'Include': {
        const template = this.expression(field(node, 'template'));
        return { kind: 'include', template, ignoreMissing: node.ignoreMissing === true, ...range };
      }
      case 'Import': {
        const template = this.expression(field(node, 'template'));
        const target = this.name(field(node, 'target'));
        return { kind: 'import', template, target, withContext: node.withContext === true, ...range };
      }
      case 'FromImport': {
        const names = childrenOf(field(node, 'names')).map(each => this.#imported(each));
        const template = this.expression(field(node, 'template'));
        return { kind: 'from-import', template, names, withContext: node.withContext === true, ...range };
      }
      default:
        throw new TemplateFault('not-supported', `{% ${kindOf(node)} %} is not supported.`, range);
    }
  }

  #output(node: NunjucksNode, range: TemplateRange): Statement {
    const [child] = childrenOf(node) as [NunjucksNode];
    if (kindOf(child) !== 'TemplateData') {
      return { kind: 'output', value: this.expression(child), ...range, blockEnd: blockEndOf(node, range) };
    }
    const value = String(child.value);
    const { start, end } = rangeOf(child);
    const written = this.#source.slice(start, end);
    const offset = written.startsWith(value) ? start : start + written.length - written.trimStart().length;
    return { kind: 'text', value, offset, start, end };
  }

  #for(node: NunjucksNode, range: TemplateRange): ForStatement {
    const target = field(node, 'name');
    const names = (kindOf(target) === 'Array' ? childrenOf(target) : [target]).map(each => this.name(each));
    let list = this.expression(field(node, 'arr'));
    let condition: Expression | null = null;
    if (list.kind === 'choice' && !list.otherwise && readsAny(list.condition, names)) {
      condition = list.condition;
      list = list.then;
    }
    const body = this.statements(field(node, 'body'));
    const otherwise = this.statements(field(node, 'else_'));
    const blockEnd = blockEndOf(node, range);
    return { kind: 'for', names, list, condition, body, otherwise, ...range, blockEnd };
  }

  #set(node: NunjucksNode, range: TemplateRange): SetStatement {
    const targets = (node.targets as NunjucksNode[]).map(target => this.#setTarget(target));
    const value = node.value ? this.expression(field(node, 'value')) : null;
    const capture = node.body as NunjucksNode | undefined;
    return {
      kind: 'set',
      targets,
      value,
      body: capture ? this.statements(field(capture, 'body')) : [],
      ...range,
    };
  }

  #setTarget(node: NunjucksNode): SetTarget {
    if (kindOf(node) !== 'LookupVal') return { ...this.name(node), property: null };
    const key = field(node, 'val');
    if (kindOf(key) !== 'Literal')
      throw new TemplateFault('syntax', 'Expected a name after the dot.', rangeOf(key));
    return { ...this.name(field(node, 'target')), property: String(key.value) };
  }

  #imported(node: NunjucksNode): { name: NameReference; alias: NameReference } {
    if (kindOf(node) !== 'Pair') return { name: this.name(node), alias: this.name(node) };
    return { name: this.name(field(node, 'key')), alias: this.name(field(node, 'value')) };
  }

  /** The whole tag that holds the node's word. */
  #tagRange(node: NunjucksNode): TemplateRange {
    const { start, end } = rangeOf(node);
    let low = 0;
    let high = this.#tags.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tags[middle]!.start <= start) low = middle + 1;
      else high = middle;
    }
    const tag = this.#tags[low - 1];
    return tag && tag.end > start ? { start: tag.start, end: tag.end } : { start, end };
  }
}

/** The end of the tag that closes a block, or of the tag itself. */
function blockEndOf(node: NunjucksNode, range: TemplateRange): number {
  return typeof node.blockEnd === 'number' ? node.blockEnd : range.end;
}

/** Whether an expression reads one of the names: `for x in xs if x.ok` then filters items, and is no inline if. */
function readsAny(expression: Expression, names: readonly NameReference[]): boolean {
  if (expression.kind === 'name') return names.some(each => each.name === expression.name);
  return childExpressions(expression).some(child => readsAny(child, names));
}
