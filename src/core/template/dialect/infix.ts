import type { BinaryOperator, Expression, UnaryExpression } from './tree.ts';

/** Either an operand, or an operator between or before operands. */
export type InfixToken = Expression | BinaryOperator | '!';

/**
 * nunjucks writes operators into JavaScript without parentheses, so JavaScript's precedence decides, and not the
 * tree that its grammar read: `7 * 4 % 3` is 1 and `not a == b` is `(not a) == b`. Users rely on what they saw,
 * so the tokens of a chain are put together again in JavaScript's order.
 */
const PRECEDENCE: Partial<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '===': 3,
  '!=': 3,
  '!==': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Builds the tree of a flat chain `operand operator operand ...`, each operand perhaps behind `!`, `-` or `+`. */
export function associate(tokens: readonly InfixToken[]): Expression {
  const chain = { tokens, index: 0 };
  return climb(chain, 0);
}

interface Chain {
  tokens: readonly InfixToken[];
  index: number;
}

function climb(chain: Chain, minimum: number): Expression {
  let left = operand(chain);
  for (;;) {
    const operator = chain.tokens[chain.index];
    const precedence = typeof operator === 'string' ? PRECEDENCE[operator] : undefined;
    if (precedence === undefined || precedence <= minimum) return left;
    chain.index++;
    const right = climb(chain, precedence);
    left = {
      kind: 'binary',
      operator: operator as BinaryOperator,
      left,
      right,
      start: left.start,
      end: right.end,
    };
  }
}

function operand(chain: Chain): Expression {
  const token = chain.tokens[chain.index++]!;
  if (typeof token !== 'string') return token;
  const inner = operand(chain);
  const operator = token as UnaryExpression['operator'];
  return { kind: 'unary', operator, operand: inner, start: inner.start, end: inner.end };
}
