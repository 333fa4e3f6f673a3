import type { Budget } from './limits.ts';
import { RenderedText } from './output.ts';
import type { BinaryOperator, UnaryExpression } from './tree.ts';
import { isTrue, toPrimitive } from './values.ts';

type Strict = Exclude<BinaryOperator, '||' | '&&' | 'in'>;

/** Carries out an operator on two values as JavaScript would, but without running methods of the values. */
export function binary(operator: Strict, left: unknown, right: unknown, budget: Budget): unknown {
  switch (operator) {
    case '==':
      return looselyEqual(left, right, budget);
    case '!=':
      return !looselyEqual(left, right, budget);
    case '===':
      return strictlyEqual(left, right);
    case '!==':
      return !strictlyEqual(left, right);
  }
  const a = toPrimitive(left, budget) as never;
  const b = toPrimitive(right, budget) as never;
  switch (operator) {
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '+': {
      const joinsText = typeof a === 'string' || typeof b === 'string';
      if (joinsText) budget.text(String(a).length + String(b).length);
      return a + b;
    }
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    case '**':
      return Number(a) ** Number(b);
  }
}

export function unary(operator: UnaryExpression['operator'], value: unknown, budget: Budget): unknown {
  if (operator === '!') return !isTrue(value);
  const number = Number(toPrimitive(value, budget));
  if (operator === 'floor') return Math.floor(number);
  return operator === '-' ? -number : number;
}

/** Texts are equal by their characters, wherever they come from. */
export function strictlyEqual(left: unknown, right: unknown): boolean {
  return plain(left) === plain(right);
}

function looselyEqual(left: unknown, right: unknown, budget: Budget): boolean {
  const a = plain(left);
  const b = plain(right);
  const bothObjects = typeof a === 'object' && typeof b === 'object';
  // biome-ignore lint/suspicious/noDoubleEquals: the dialect's == is JavaScript's.
  return bothObjects || a == null || b == null ? a == b : toPrimitive(a, budget) == toPrimitive(b, budget);
}

function plain(value: unknown): unknown {
  return value instanceof RenderedText ? value.text : value;
}
