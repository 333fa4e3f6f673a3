import type { TemplateRange } from './dialect/errors.ts';
import { CONSTANTS, FUNCTION_NAMES } from './dialect/functions.ts';
import type { ParsedTemplate } from './dialect/parse.ts';
import type {
  Arguments,
  Expression,
  ForStatement,
  NameReference,
  Parameter,
  Statement,
} from './dialect/tree.ts';

/**
 * What a name stands for. `input` comes from outside; `set`, `loop`, `macro`, `parameter` and `import` are defined
 * in the template; `function` is called and defined nowhere in it: one of the dialect's own, or a mistake.
 */
export type SymbolKind = 'input' | 'set' | 'loop' | 'macro' | 'parameter' | 'import' | 'function';

/** One place where a symbol is named; the range is that of the name. */
export interface Occurrence extends TemplateRange {
  role: 'read' | 'define';
  /** The name with the members after it, as written: `user.name`. */
  path: string;
  /** True where the value may be missing: in conditions, before `default`, left of `or`. */
  optional: boolean;
}

export interface TemplateSymbol {
  name: string;
  kind: SymbolKind;
  /** In the order of the template. */
  occurrences: Occurrence[];
  /** Where the symbol can be used; absent means the whole template. */
  scope?: TemplateRange;
}

/** The variables, macros and functions that a template names. `loop`, `caller` and `super` are left out. */
export function findVariables(template: ParsedTemplate): TemplateSymbol[] {
  const finder = new VariableFinder(template.source);
  finder.statements(template.statements);
  return finder.result();
}

/** The names of the values that a template wants from outside, in the order in which it names them. */
export function inputNames(symbols: readonly TemplateSymbol[]): string[] {
  return symbols.filter(symbol => symbol.kind === 'input').map(symbol => symbol.name);
}

interface Scope {
  names: Map<string, TemplateSymbol>;
  parent: Scope | undefined;
  /** Names such as `loop` that stand for nothing outside. */
  special: readonly string[];
  /** Whether `set` here defines for this scope alone, even for names that the template itself sets. */
  isolated: boolean;
  range: TemplateRange;
}

/** The template's own names are kept apart from scopes, since reading one may come before it is known what it is. */
interface RootName {
  symbol: TemplateSymbol;
  /** Whether it is read before anything in the template defines it; macros are read when they are called. */
  readFirst: boolean;
  defined: boolean;
  called: boolean;
}

class VariableFinder {
  readonly #source: string;
  readonly #roots = new Map<string, RootName>();
  readonly #local: TemplateSymbol[] = [];
  #scope: Scope | undefined;
  #optional = false;
  #inMacro = 0;

  constructor(source: string) {
    this.#source = source;
  }

  result(): TemplateSymbol[] {
    const symbols = [...this.#local];
    for (const { symbol, readFirst, defined, called } of this.#roots.values()) {
      if (!defined) symbol.kind = called ? 'function' : 'input';
      else if (readFirst && symbol.kind === 'set') symbol.kind = 'input';
      symbols.push(symbol);
    }
    const first = (symbol: TemplateSymbol) => symbol.occurrences[0]?.start ?? 0;
    return symbols.sort((a, b) => first(a) - first(b));
  }

  statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'text':
        break;
      case 'output':
        this.#expression(statement.value, statement);
        break;
      case 'if':
        this.#optionally(() => this.#expression(statement.condition));
        this.statements(statement.body);
        this.statements(statement.otherwise);
        break;
      case 'for':
        this.#for(statement);
        break;
      case 'switch':
        this.#optionally(() => this.#expression(statement.value));
        for (const { value, body } of statement.cases) {
          this.#expression(value);
          this.statements(body);
        }
        this.statements(statement.otherwise);
        break;
      case 'set':
        if (statement.value) this.#expression(statement.value);
        this.statements(statement.body);
        for (const target of statement.targets) {
          if (target.property === null) this.#define(target, 'set');
          else this.#read(target, target.name, false);
        }
        break;
      case 'macro':
        this.#define(statement.name, 'macro');
        this.#inMacro++;
        this.#callable(statement.parameters, statement.body, statement, statement.blockEnd, ['caller']);
        this.#inMacro--;
        break;
      case 'block':
        this.#within(statement, Number.POSITIVE_INFINITY, ['super'], true, () =>
          this.statements(statement.body),
        );
        break;
      case 'extends':
      case 'include':
        this.#expression(statement.template);
        break;
      case 'import':
        this.#expression(statement.template);
        this.#define(statement.target, 'import');
        break;
      case 'from-import':
        this.#expression(statement.template);
        for (const { alias } of statement.names) this.#define(alias, 'import');
        break;
    }
  }

  #for(statement: ForStatement): void {
    this.#expression(statement.list);
    this.#within(statement, statement.blockEnd, ['loop'], false, () => {
      for (const name of statement.names) this.#defineHere(name, 'loop');
      if (statement.condition) this.#optionally(() => this.#expression(statement.condition!));
      this.statements(statement.body);
    });
    this.statements(statement.otherwise);
  }

  #callable(
    parameters: readonly Parameter[],
    body: readonly Statement[],
    range: TemplateRange,
    end: number,
    special: string[],
  ): void {
    this.#within(range, end, special, true, () => {
      for (const parameter of parameters) {
        if (parameter.defaultValue) this.#expression(parameter.defaultValue);
        this.#defineHere(parameter, 'parameter');
      }
      this.statements(body);
    });
  }

  #expression(expression: Expression, statement?: Statement & { blockEnd: number }): void {
    switch (expression.kind) {
      case 'literal':
        break;
      case 'name':
        this.#read(expression, expression.name, false);
        break;
      case 'lookup':
        this.#lookup(expression);
        break;
      case 'list':
      case 'group':
        for (const item of expression.items) this.#expression(item);
        break;
      case 'dict':
        for (const { value } of expression.entries) this.#expression(value);
        break;
      case 'slice':
        for (const part of [expression.target, expression.from, expression.to, expression.step]) {
          if (part) this.#expression(part);
        }
        break;
      case 'call':
        if (expression.callee.kind === 'name') this.#read(expression.callee, expression.callee.name, true);
        else this.#expression(expression.callee);
        this.#arguments(expression.args, statement);
        break;
      case 'filter': {
        const isOptional = expression.name.name === 'default' || expression.name.name === 'd';
        const read = () => this.#expression(expression.input, statement);
        if (isOptional) this.#optionally(read);
        else read();
        this.#arguments(expression.args);
        break;
      }
      case 'test':
        this.#optionally(() => this.#expression(expression.input));
        this.#arguments(expression.args);
        break;
      case 'unary':
        this.#expression(expression.operand);
        break;
      case 'binary':
        if (expression.operator === '||') this.#optionally(() => this.#expression(expression.left));
        else this.#expression(expression.left);
        this.#expression(expression.right);
        break;
      case 'choice':
        this.#optionally(() => this.#expression(expression.condition));
        this.#expression(expression.then);
        if (expression.otherwise) this.#expression(expression.otherwise);
        break;
      case 'capture':
        this.statements(expression.body);
        break;
      case 'caller':
        this.#callable(
          expression.parameters,
          expression.body,
          statement ?? expression,
          statement?.blockEnd ?? 0,
          [],
        );
        break;
    }
  }

  #arguments({ positional, named }: Arguments, statement?: Statement & { blockEnd: number }): void {
    for (const argument of positional) this.#expression(argument);
    for (const { value } of named) this.#expression(value, statement);
  }

  #lookup(expression: Expression & { kind: 'lookup' }): void {
    let root: Expression = expression;
    const keys: Expression[] = [];
    while (root.kind === 'lookup') {
      keys.push(root.key);
      root = root.target;
    }
    if (root.kind === 'name') this.#read(root, this.#source.slice(root.start, expression.end), false);
    else this.#expression(root);
    for (const key of keys) if (key.kind !== 'literal') this.#expression(key);
  }

  #read(name: NameReference, path: string, called: boolean): void {
    const occurrence: Occurrence = {
      role: 'read',
      path,
      optional: this.#optional,
      start: name.start,
      end: name.end,
    };
    for (let scope = this.#scope; scope; scope = scope.parent) {
      const symbol = scope.names.get(name.name);
      if (symbol) {
        symbol.occurrences.push(occurrence);
        return;
      }
      if (scope.special.includes(name.name)) return;
    }
    const isBuiltin = FUNCTION_NAMES.includes(name.name) || CONSTANTS.has(name.name);
    if (isBuiltin && !this.#roots.has(name.name)) return;
    const root = this.#root(name.name);
    root.symbol.occurrences.push(occurrence);
    if (called) root.called = true;
    if (!root.defined && this.#inMacro === 0) root.readFirst = true;
  }

  /** Defines a name as `set` does: where it is known already, else in the innermost scope. */
  #define(name: NameReference, kind: SymbolKind): void {
    const occurrence: Occurrence = {
      role: 'define',
      path: name.name,
      optional: true,
      start: name.start,
      end: name.end,
    };
    for (let scope = this.#scope; scope; scope = scope.parent) {
      const symbol = scope.names.get(name.name);
      if (symbol) {
        symbol.occurrences.push(occurrence);
        return;
      }
      if (scope.isolated) break;
    }
    const isKnown = this.#roots.get(name.name)?.defined && !this.#isIsolated();
    if (this.#scope && !isKnown && kind !== 'macro') {
      this.#defineHere(name, kind);
      return;
    }
    const root = this.#root(name.name);
    root.symbol.occurrences.push(occurrence);
    if (!root.defined) root.symbol.kind = kind;
    root.defined = true;
  }

  #defineHere(name: NameReference, kind: SymbolKind): void {
    const scope = this.#scope!;
    const symbol: TemplateSymbol = {
      name: name.name,
      kind,
      occurrences: [{ role: 'define', path: name.name, optional: true, start: name.start, end: name.end }],
      scope: scope.range,
    };
    scope.names.set(name.name, symbol);
    this.#local.push(symbol);
  }

  #isIsolated(): boolean {
    for (let scope = this.#scope; scope; scope = scope.parent) if (scope.isolated) return true;
    return false;
  }

  #root(name: string): RootName {
    let root = this.#roots.get(name);
    if (!root) {
      root = {
        symbol: { name, kind: 'input', occurrences: [] },
        readFirst: false,
        defined: false,
        called: false,
      };
      this.#roots.set(name, root);
    }
    return root;
  }

  #within(
    { start }: TemplateRange,
    end: number,
    special: readonly string[],
    isolated: boolean,
    visit: () => void,
  ): void {
    const range = { start, end: Math.min(end, this.#source.length) };
    this.#scope = { names: new Map(), parent: this.#scope, special, isolated, range };
    visit();
    this.#scope = this.#scope.parent;
  }

  #optionally(visit: () => void): void {
    const before = this.#optional;
    this.#optional = true;
    visit();
    this.#optional = before;
  }
}
