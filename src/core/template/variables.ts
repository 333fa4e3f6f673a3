import type { TemplateRange } from './dialect/errors.ts';
import type { ParsedTemplate } from './dialect/parse.ts';
import type { Arguments, Expression, ForStatement, Parameter, Statement } from './dialect/tree.ts';
import { type ScopeOptions, SymbolTable, type TemplateSymbol } from './symbolTable.ts';

/** The variables, macros and functions that a template names. `loop`, `caller` and `super` are left out. */
export function findVariables(template: ParsedTemplate): TemplateSymbol[] {
  const finder = new VariableFinder(template.source);
  finder.statements(template.statements);
  return finder.table.result();
}

/** The names of the values that a template wants from outside, in the order in which it names them. */
export function inputNames(symbols: readonly TemplateSymbol[]): string[] {
  return symbols.filter(symbol => symbol.kind === 'input').map(symbol => symbol.name);
}

type Callable = { parameters: readonly Parameter[]; body: readonly Statement[] };

const READ = { optional: false, called: false };

function rangeTo({ start }: TemplateRange, end: number): TemplateRange {
  return { start, end };
}

class VariableFinder {
  readonly #source: string;
  readonly table: SymbolTable;
  #optional = false;

  constructor(source: string) {
    this.#source = source;
    this.table = new SymbolTable(source.length);
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
          if (target.property === null) this.table.define(target, 'set');
          else this.table.read(target, target.name, READ);
        }
        break;
      case 'macro':
        this.table.define(statement.name, 'macro');
        this.table.deferred(() =>
          this.#callable(statement, { ...rangeTo(statement, statement.blockEnd), special: ['caller'] }),
        );
        break;
      case 'block':
        this.table.within(
          { ...rangeTo(statement, Number.POSITIVE_INFINITY), special: ['super'], isolated: true },
          () => this.statements(statement.body),
        );
        break;
      case 'extends':
      case 'include':
        this.#expression(statement.template);
        break;
      case 'import':
        this.#expression(statement.template);
        this.table.define(statement.target, 'import');
        break;
      case 'from-import':
        this.#expression(statement.template);
        for (const { alias } of statement.names) this.table.define(alias, 'import');
        break;
    }
  }

  #for(statement: ForStatement): void {
    this.#expression(statement.list);
    const scope = { ...rangeTo(statement, statement.blockEnd), special: ['loop'], isolated: false };
    this.table.within(scope, () => {
      for (const name of statement.names) this.table.defineHere(name, 'loop');
      if (statement.condition) this.#optionally(() => this.#expression(statement.condition!));
      this.statements(statement.body);
    });
    this.statements(statement.otherwise);
  }

  #callable({ parameters, body }: Callable, scope: Omit<ScopeOptions, 'isolated'>): void {
    this.table.within({ ...scope, isolated: true }, () => {
      for (const parameter of parameters) {
        if (parameter.defaultValue) this.#expression(parameter.defaultValue);
        this.table.defineHere(parameter, 'parameter');
      }
      this.statements(body);
    });
  }

  #expression(expression: Expression, statement?: Statement & { blockEnd: number }): void {
    switch (expression.kind) {
      case 'literal':
        break;
      case 'name':
        this.table.read(expression, expression.name, { optional: this.#optional, called: false });
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
        this.#callee(expression.callee);
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
        this.#callable(expression, {
          ...rangeTo(statement ?? expression, statement?.blockEnd ?? 0),
          special: [],
        });
        break;
    }
  }

  #arguments({ positional, named }: Arguments, statement?: Statement & { blockEnd: number }): void {
    for (const argument of positional) this.#expression(argument);
    for (const { value } of named) this.#expression(value, statement);
  }

  #callee(callee: Expression): void {
    if (callee.kind !== 'name') this.#expression(callee);
    else this.table.read(callee, callee.name, { optional: this.#optional, called: true });
  }

  #lookup(expression: Expression & { kind: 'lookup' }): void {
    let root: Expression = expression;
    const keys: Expression[] = [];
    while (root.kind === 'lookup') {
      keys.push(root.key);
      root = root.target;
    }
    const path = this.#source.slice(root.start, expression.end);
    if (root.kind === 'name') this.table.read(root, path, { optional: this.#optional, called: false });
    else this.#expression(root);
    for (const key of keys) if (key.kind !== 'literal') this.#expression(key);
  }

  #optionally(visit: () => void): void {
    const before = this.#optional;
    this.#optional = true;
    visit();
    this.#optional = before;
  }
}
