import type { NunjucksNode } from 'nunjucks/src/nodes.js';
import { TemplateFault, type TemplateRange } from './errors.ts';
import { associate, type InfixToken } from './infix.ts';
import { kindOf } from './nodeKind.ts';
import type { Arguments, Expression, NameReference, Parameter, Statement } from './tree.ts';

/** Far more than people nest or chain by hand, far less than the stack bears. */
const MAX_DEPTH = 300;

const INFIX: Partial<Record<string, string>> = {
  Or: '||',
  And: '&&',
  Add: '+',
  Sub: '-',
  Mul: '*',
  Div: '/',
  Mod: '%',
};

/** Turns nunjucks' expression nodes into ours. */
export abstract class ExpressionReader {
  #depth = 0;

  /** The statements in a body node; expressions hold some in `{% filter %}` and `{% call %}` blocks. */
  abstract statements(body: NunjucksNode | null): Statement[];

  expression(node: NunjucksNode): Expression {
    if (++this.#depth > MAX_DEPTH)
      throw new TemplateFault('limit-depth', 'This is nested too deeply.', rangeOf(node));
    const result = this.#read(node);
    this.#depth--;
    return result;
  }

  name(node: NunjucksNode): NameReference {
    if (kindOf(node) !== 'Symbol') throw new TemplateFault('syntax', 'Expected a name.', rangeOf(node));
    return { name: String(node.value), ...rangeOf(node) };
  }

  parameters(node: NunjucksNode): Parameter[] {
    const parameters: Parameter[] = [];
    for (const child of childrenOf(node)) {
      if (kindOf(child) === 'KeywordArgs') {
        for (const pair of childrenOf(child)) {
          parameters.push({
            ...this.name(field(pair, 'key')),
            defaultValue: this.expression(field(pair, 'value')),
          });
        }
      } else parameters.push({ ...this.name(child), defaultValue: null });
    }
    return parameters;
  }

  #read(node: NunjucksNode): Expression {
    const range = rangeOf(node);
    const kind = kindOf(node);
    switch (kind) {
      case 'Literal':
        return { kind: 'literal', value: node.value as string | number | boolean | null, ...range };
      case 'Symbol':
        return { kind: 'name', name: String(node.value), ...range };
      case 'Array':
      case 'Group':
        return { kind: kind === 'Array' ? 'list' : 'group', items: this.#all(childrenOf(node)), ...range };
      case 'Dict':
        return { kind: 'dict', entries: childrenOf(node).map(pair => this.#entry(pair)), ...range };
      case 'LookupVal':
        return this.#lookup(node);
      case 'FunCall': {
        const callee = this.expression(field(node, 'name'));
        const args = this.#arguments(childrenOf(field(node, 'args')));
        return { kind: 'call', callee, args, start: callee.start, end: range.end };
      }
      case 'Filter': {
        const [input, ...args] = childrenOf(field(node, 'args'));
        const read = this.expression(input!);
        const name = this.name(field(node, 'name'));
        return {
          kind: 'filter',
          name,
          input: read,
          args: this.#arguments(args),
          start: read.start,
          end: range.end,
        };
      }
      case 'Is':
        return this.#test(node);
      case 'In':
        return this.#binary('in', node);
      case 'Pow':
        return this.#binary('**', node);
      case 'FloorDiv': {
        const tokens = [
          ...this.#chain(field(node, 'left')),
          '/' as const,
          ...this.#chain(field(node, 'right')),
        ];
        return { kind: 'unary', operator: 'floor', operand: associate(tokens), ...range };
      }
      case 'InlineIf': {
        const otherwise = node.else_ ? this.expression(field(node, 'else_')) : null;
        const then = this.expression(field(node, 'body'));
        const condition = this.expression(field(node, 'cond'));
        return {
          kind: 'choice',
          condition,
          then,
          otherwise,
          start: then.start,
          end: (otherwise ?? condition).end,
        };
      }
      case 'Capture':
        return { kind: 'capture', body: this.statements(field(node, 'body')), ...range };
      case 'Caller': {
        const parameters = this.parameters(field(node, 'args'));
        return { kind: 'caller', parameters, body: this.statements(field(node, 'body')), ...range };
      }
      default:
        return associate(this.#chain(node));
    }
  }

  /** The operands and operators of a chain, in the order in which they are written. */
  #chain(node: NunjucksNode): InfixToken[] {
    const kind = kindOf(node);
    const operator = INFIX[kind];
    if (operator) return this.#sides(node, [operator as InfixToken]);
    if (kind === 'Concat')
      return this.#sides(node, ['+', { kind: 'literal', value: '', ...rangeOf(node) }, '+']);
    if (kind === 'Not') return ['!', ...this.#side(field(node, 'target'))];
    if (kind === 'Neg') return ['-', ...this.#side(field(node, 'target'))];
    if (kind === 'Pos') return ['+', ...this.#side(field(node, 'target'))];
    if (kind === 'Compare') {
      const tokens = this.#side(field(node, 'expr'));
      for (const operand of node.ops as NunjucksNode[]) {
        tokens.push(operand.type as InfixToken, ...this.#side(field(operand, 'expr')));
      }
      return tokens;
    }
    if (kind === 'Unknown') throw new TemplateFault('syntax', 'Expected an expression.', rangeOf(node));
    return [this.expression(node)];
  }

  #sides(node: NunjucksNode, between: InfixToken[]): InfixToken[] {
    return [...this.#side(field(node, 'left')), ...between, ...this.#side(field(node, 'right'))];
  }

  #side(node: NunjucksNode): InfixToken[] {
    if (++this.#depth > MAX_DEPTH)
      throw new TemplateFault('limit-depth', 'This chain is too long.', rangeOf(node));
    const tokens = this.#chain(node);
    this.#depth--;
    return tokens;
  }

  #binary(operator: 'in' | '**', node: NunjucksNode): Expression {
    const left = this.expression(field(node, 'left'));
    const right = this.expression(field(node, 'right'));
    return { kind: 'binary', operator, left, right, start: left.start, end: right.end };
  }

  #lookup(node: NunjucksNode): Expression {
    const target = this.expression(field(node, 'target'));
    const range = { start: target.start, end: node.colno };
    const key = field(node, 'val');
    if (kindOf(key) !== 'NodeList') return { kind: 'lookup', target, key: this.expression(key), ...range };
    const [from, to, step] = (key.children as (NunjucksNode | null)[]).map(
      part => part && this.expression(part),
    );
    return { kind: 'slice', target, from: from ?? null, to: to ?? null, step: step ?? null, ...range };
  }

  #test(node: NunjucksNode): Expression {
    const input = this.expression(field(node, 'left'));
    const right = field(node, 'right');
    const isCall = kindOf(right) === 'FunCall';
    const named = isCall ? field(right, 'name') : right;
    // `is none` and `is true` arrive as the values that these words stand for.
    const name = kindOf(named) === 'Literal' ? String(named.value) : this.name(named).name;
    const args = this.#arguments(isCall ? childrenOf(field(right, 'args')) : []);
    return {
      kind: 'test',
      name: { name, ...rangeOf(named) },
      input,
      args,
      start: input.start,
      end: right.colno,
    };
  }

  #entry(pair: NunjucksNode): { key: string; value: Expression } {
    const key = field(pair, 'key');
    const isKey = kindOf(key) === 'Symbol' || kindOf(key) === 'Literal';
    if (!isKey) throw new TemplateFault('syntax', 'A key must be a text or a name.', rangeOf(key));
    return { key: String(key.value), value: this.expression(field(pair, 'value')) };
  }

  #arguments(children: NunjucksNode[]): Arguments {
    const args: Arguments = { positional: [], named: [] };
    for (const child of children) {
      if (kindOf(child) !== 'KeywordArgs') args.positional.push(this.expression(child));
      else {
        for (const pair of childrenOf(child)) {
          const { name } = this.name(field(pair, 'key'));
          args.named.push({ name, value: this.expression(field(pair, 'value')) });
        }
      }
    }
    return args;
  }

  #all(nodes: NunjucksNode[]): Expression[] {
    return nodes.map(node => this.expression(node));
  }
}

export function rangeOf(node: NunjucksNode): TemplateRange {
  return { start: node.lineno ?? 0, end: node.colno ?? node.lineno ?? 0 };
}

export function childrenOf(node: NunjucksNode): NunjucksNode[] {
  return node.children as NunjucksNode[];
}

export function field(node: NunjucksNode, name: string): NunjucksNode {
  return node[name] as NunjucksNode;
}
