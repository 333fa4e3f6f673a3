/** A formula that cannot be read, that names what is not given, or that has no finite result. */
export class FormulaError extends Error {
  /** True when the formula itself is wrong; false when only these values give no number. */
  readonly isSyntax: boolean;

  constructor(message: string, isSyntax = true) {
    super(message);
    this.name = 'FormulaError';
    this.isSyntax = isSyntax;
  }
}

/**
 * Computes the formula of a `multi` grader: numbers, names, + - * / ^, brackets and the functions min, max, abs,
 * floor, ceil, exp, sqrt, log. `^` binds to the right. Nothing is evaluated as code.
 * Throws `FormulaError` for anything else.
 */
export function computeFormula(formula: string, values: Readonly<Record<string, number>>): number {
  if (formula.length > MAX_LENGTH)
    throw new FormulaError(`The formula is longer than ${MAX_LENGTH} characters.`);
  const parser = new Parser(formula, values);
  const result = parser.formula();
  if (!Number.isFinite(result)) throw new FormulaError('The formula has no finite result.', false);
  return result;
}

const MAX_LENGTH = 2000;

const FUNCTIONS: Readonly<
  Record<string, { arity: [least: number, most: number]; compute: (...numbers: number[]) => number }>
> = {
  min: { arity: [1, Infinity], compute: Math.min },
  max: { arity: [1, Infinity], compute: Math.max },
  abs: { arity: [1, 1], compute: Math.abs },
  floor: { arity: [1, 1], compute: Math.floor },
  ceil: { arity: [1, 1], compute: Math.ceil },
  exp: { arity: [1, 1], compute: Math.exp },
  sqrt: { arity: [1, 1], compute: Math.sqrt },
  log: { arity: [1, 1], compute: Math.log },
};

const TOKEN =
  /\s*(?:(?<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z_][\w-]*(?<!-))|(?<sign>[-+*/^(),]))/y;

class Parser {
  #tokens: string[] = [];
  #at = 0;
  #values: Readonly<Record<string, number>>;

  constructor(formula: string, values: Readonly<Record<string, number>>) {
    this.#values = values;
    const text = formula.trim();
    let end = 0;
    while (end < text.length) {
      TOKEN.lastIndex = end;
      const match = TOKEN.exec(text);
      if (match === null) throw new FormulaError(`"${text[end]}" cannot stand in a formula.`);
      this.#tokens.push(...this.#split(match[0].trim()));
      end = TOKEN.lastIndex;
    }
  }

  formula(): number {
    const result = this.#sum();
    if (this.#at < this.#tokens.length)
      throw new FormulaError(`"${this.#tokens[this.#at]}" was not expected.`);
    return result;
  }

  /** A name may hold a hyphen; `a-b` is that name when it is given, and a subtraction when it is not. */
  #split(token: string): string[] {
    if (!/^[A-Za-z_].*-/.test(token) || Object.hasOwn(this.#values, token)) return [token];
    return token.split(/(-)/);
  }

  #sum(): number {
    let result = this.#product();
    for (;;) {
      if (this.#accept('+')) result += this.#product();
      else if (this.#accept('-')) result -= this.#product();
      else return result;
    }
  }

  #product(): number {
    let result = this.#signed();
    for (;;) {
      if (this.#accept('*')) result *= this.#signed();
      else if (this.#accept('/')) result /= this.#signed();
      else return result;
    }
  }

  #signed(): number {
    if (this.#accept('-')) return -this.#signed();
    if (this.#accept('+')) return this.#signed();
    const base = this.#atom();
    return this.#accept('^') ? base ** this.#signed() : base;
  }

  #atom(): number {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new FormulaError('The formula ends too early.');
    if (token === '(') return this.#closed(this.#sum());
    if (/^[\d.]/.test(token)) return Number(token);
    if (!/^[A-Za-z_]/.test(token)) throw new FormulaError(`"${token}" was not expected.`);
    if (this.#tokens[this.#at] === '(' && Object.hasOwn(FUNCTIONS, token)) return this.#call(token);
    if (!Object.hasOwn(this.#values, token))
      throw new FormulaError(`The formula names "${token}", which is no grader.`);
    return this.#values[token]!;
  }

  #call(name: string): number {
    const { arity, compute } = FUNCTIONS[name]!;
    this.#at += 1;
    const numbers = [this.#sum()];
    while (this.#accept(',')) numbers.push(this.#sum());
    if (numbers.length < arity[0] || numbers.length > arity[1]) {
      throw new FormulaError(`"${name}" takes ${arity[0]} argument.`);
    }
    return this.#closed(compute(...numbers));
  }

  #closed(result: number): number {
    if (!this.#accept(')')) throw new FormulaError('A closing bracket is missing.');
    return result;
  }

  #accept(sign: string): boolean {
    if (this.#tokens[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }
}
