import type { ParsedTemplate } from './parse.ts';
import type { BlockStatement } from './tree.ts';
import { type Dictionary, own } from './values.ts';

/** The variables of one stretch of a template: a loop, a macro's body, the whole template. */
export class Frame {
  readonly #variables = new Map<string, unknown>();
  readonly #parent: Frame | undefined;
  /** Whether `set` stays inside this frame although names outside can be read. */
  readonly #isolated: boolean;
  /** Whether `set` here also defines the variable for macros, blocks and importing templates. */
  readonly topLevel: boolean;

  /** Whether macros and imports defined here stay here: in loops and `call` blocks. */
  readonly keepsMacros: boolean;

  constructor(
    parent?: Frame,
    options: { isolated?: boolean; topLevel?: boolean; keepsMacros?: boolean } = {},
  ) {
    this.#parent = parent;
    this.#isolated = options.isolated ?? false;
    this.topLevel = options.topLevel ?? false;
    this.keepsMacros = options.keepsMacros ?? false;
  }

  define(name: string, value: unknown): void {
    this.#variables.set(name, value);
  }

  /** As `set` does: changes the variable where it was defined, else defines it here. */
  assign(name: string, value: unknown): void {
    (this.#owner(name) ?? this).define(name, value);
  }

  has(name: string): boolean {
    return this.#variables.has(name) || (this.#parent?.has(name) ?? false);
  }

  get(name: string): unknown {
    return this.#variables.has(name) ? this.#variables.get(name) : this.#parent?.get(name);
  }

  #owner(name: string): Frame | undefined {
    if (this.#variables.has(name)) return this;
    return this.#isolated || !this.#parent ? undefined : this.#parent.#owner(name);
  }
}

/** A block's body and the template it was written in. */
export interface BlockBody {
  block: BlockStatement;
  context: TemplateContext;
}

/** What one template (the rendered one, an included or an imported one) knows besides its frames. */
export class TemplateContext {
  readonly source: string;
  /** Absent for the template that was rendered. */
  readonly template: string | undefined;
  /** Names that a template which imports this one can use. */
  readonly exported = new Set<string>();
  /** The bodies of each block, the most derived template's first. Shared by the templates of an `extends` chain. */
  readonly blocks: Map<string, BlockBody[]>;
  /** The template that this one extends, once its `extends` was carried out. */
  parent: { template: ParsedTemplate; context: TemplateContext } | undefined;
  readonly #data: Dictionary;
  readonly #assigned: Map<string, unknown>;

  constructor(
    origin: { source: string; name?: string | undefined },
    data: Dictionary,
    assigned = new Map<string, unknown>(),
    blocks = new Map<string, BlockBody[]>(),
  ) {
    this.source = origin.source;
    this.template = origin.name;
    this.#data = data;
    this.#assigned = assigned;
    this.blocks = blocks;
  }

  /** A context with the same variables for another template, whose changes stay its own. */
  forTemplate(origin: { source: string; name: string }): TemplateContext {
    return new TemplateContext(origin, this.#data, new Map(this.#assigned));
  }

  /** The very same variables and blocks, for the template that this one extends. */
  forParent(origin: { source: string; name: string }): TemplateContext {
    return new TemplateContext(origin, this.#data, this.#assigned, this.blocks);
  }

  set(name: string, value: unknown): void {
    this.#assigned.set(name, value);
  }

  /** Whether the template itself defined the name. */
  assigns(name: string): boolean {
    return this.#assigned.has(name);
  }

  has(name: string): boolean {
    return this.#assigned.has(name) || Object.hasOwn(this.#data, name);
  }

  get(name: string): unknown {
    return this.#assigned.has(name) ? this.#assigned.get(name) : own(this.#data, name);
  }
}
