import type { TemplateRange } from './dialect/errors.ts';
import { CONSTANTS, FUNCTION_NAMES } from './dialect/functions.ts';
import type { NameReference } from './dialect/tree.ts';

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

export interface ScopeOptions extends TemplateRange {
  /** Names such as `loop` that stand for nothing outside. */
  special: readonly string[];
  /** Whether `set` in it defines for this scope alone. */
  isolated: boolean;
}

/** Gathers the symbols of a template while it is walked through in its order, scope by scope. */
export class SymbolTable {
  readonly #length: number;
  readonly #roots = new Map<string, RootName>();
  readonly #local: TemplateSymbol[] = [];
  #scope: Scope | undefined;
  #macroDepth = 0;

  /** `length` is that of the template. */
  constructor(length: number) {
    this.#length = length;
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

  /** Notes that a name is read. `path` is the name with the members after it. */
  read(name: NameReference, path: string, options: { optional: boolean; called: boolean }): void {
    const occurrence: Occurrence = {
      role: 'read',
      path,
      optional: options.optional,
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
    if (options.called) root.called = true;
    if (!root.defined && this.#macroDepth === 0) root.readFirst = true;
  }

  /** Defines a name as `set` does: where it is known already, else in the innermost scope. */
  define(name: NameReference, kind: SymbolKind): void {
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
      this.defineHere(name, kind);
      return;
    }
    const root = this.#root(name.name);
    root.symbol.occurrences.push(occurrence);
    if (!root.defined) root.symbol.kind = kind;
    root.defined = true;
  }

  /** Defines a name in the innermost scope. */
  defineHere(name: NameReference, kind: SymbolKind): void {
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

  /** Visits what has a scope of its own. */
  within(options: ScopeOptions, visit: () => void): void {
    const { start, end, special, isolated } = options;
    const range = { start, end: Math.min(end, this.#length) };
    this.#scope = { names: new Map(), parent: this.#scope, special, isolated, range };
    visit();
    this.#scope = this.#scope.parent;
  }

  /** Visits what is carried out only when it is called, so that what follows it in the text may come before. */
  deferred(visit: () => void): void {
    this.#macroDepth++;
    visit();
    this.#macroDepth--;
  }
}
