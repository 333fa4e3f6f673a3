import { type TemplateError, TemplateFault, type TemplateRange } from './errors.ts';
import { builtinFunctions } from './functions.ts';
import { Budget, type Limits } from './limits.ts';
import type { RenderedText } from './output.ts';
import { type ParsedTemplate, parseTemplate } from './parse.ts';
import type { Frame, TemplateContext } from './scope.ts';
import type { CallerExpression, MacroStatement, Statement } from './tree.ts';
import type { TemplateFunction } from './values.ts';

/** A template that was asked for by name. `outside` is never read, not even when missing ones are ignored. */
export type LoadedTemplate = { name: string; source: string } | 'not-found' | 'outside';

/** Finds an included, imported or extended template. `from` is the asking one; absent for the rendered one. */
export type TemplateLoader = (name: string, from: string | undefined) => LoadedTemplate;

export interface RenderOptions {
  limits?: Partial<Limits>;
  /** Milliseconds; absent means that only the other limits count. */
  now?: () => number;
  /** A number in [0, 1) for the `random` filter; absent means always the first item. */
  random?: () => number;
  /** Absent means that no template can be included. */
  load?: TemplateLoader;
}

/** A value that a template wanted to print or use and that was not there. */
export interface MissingValue extends TemplateRange {
  /** As written: `user.name`. */
  path: string;
  /** The included template that reads it; absent for the rendered one. */
  template?: string;
  /** True when the name before the dot is defined in the template, like the item of a loop: no input is missing. */
  local?: true;
}

/** Where statements run. */
export interface Environment {
  run: Run;
  context: TemplateContext;
  frame: Frame;
  /** The block being rendered and which of its bodies, for `super()`; absent outside blocks. */
  block?: { name: string; index: number };
}

/** What expressions need of statements, handed in so that the two need not know each other. */
export interface StatementHooks {
  /** Renders statements apart from the output. */
  capture: (body: readonly Statement[], environment: Environment, safe?: boolean) => RenderedText;
  /** Renders the next body of the current block. */
  superBlock: (environment: Environment) => RenderedText;
  /** The function that a `{% macro %}` or the body of a `{% call %}` becomes. */
  callable: (name: string, definition: CallableDefinition, environment: Environment) => TemplateFunction;
}

export type CallableDefinition = Pick<CallerExpression | MacroStatement, 'kind' | 'parameters' | 'body'>;

/** The state of one rendering. */
export class Run {
  readonly budget: Budget;
  readonly functions: ReadonlyMap<string, unknown>;
  readonly random: () => number;
  readonly missing: MissingValue[] = [];
  readonly capture: StatementHooks['capture'];
  readonly superBlock: StatementHooks['superBlock'];
  readonly callable: StatementHooks['callable'];
  #load: TemplateLoader;
  #loaded = new Map<string, ParsedTemplate & { name: string }>();
  #quiet = 0;

  constructor(options: RenderOptions, hooks: StatementHooks) {
    this.budget = new Budget(options.limits ?? {}, options.now);
    this.functions = builtinFunctions(this.budget);
    this.random = options.random ?? (() => 0);
    this.#load = options.load ?? (() => 'not-found');
    this.capture = hooks.capture;
    this.superBlock = hooks.superBlock;
    this.callable = hooks.callable;
  }

  /** Runs something in which a value may well be missing: a condition, the input of `default`. */
  tolerant<T>(evaluate: () => T): T {
    this.#quiet++;
    const result = evaluate();
    this.#quiet--;
    return result;
  }

  noteMissing(missing: MissingValue): void {
    if (this.#quiet === 0) this.missing.push(missing);
  }

  /** The template of that name, read; undefined when it is not there and that is no error. */
  template(
    name: string,
    from: TemplateContext,
    optional: boolean,
  ): (ParsedTemplate & { name: string }) | undefined {
    const { at } = this.budget;
    const loaded = this.#load(name, from.template);
    if (loaded === 'outside') {
      throw new TemplateFault(
        'outside-workspace',
        'Only templates inside the workspace folder can be read.',
        at,
      );
    }
    if (loaded === 'not-found') {
      if (optional) return undefined;
      throw new TemplateFault('template-not-found', `There is no template ${name}.`, at);
    }
    const known = this.#loaded.get(loaded.name);
    if (known) return known;
    this.budget.text(loaded.source.length);
    const parsed = { ...parseTemplate(loaded.source), name: loaded.name };
    if (parsed.error) throw faultOf({ ...parsed.error, template: loaded.name });
    this.#loaded.set(loaded.name, parsed);
    return parsed;
  }
}

/** Runs something that belongs to a template, so that its errors name that template. */
export function inTemplate<T>(context: TemplateContext, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    const nameless = thrown instanceof TemplateFault && thrown.error.template === undefined;
    if (!nameless || !context.template) throw thrown;
    throw faultOf({ ...thrown.error, template: context.template });
  }
}

function faultOf(error: TemplateError): TemplateFault {
  return new TemplateFault(error.code, error.message, error, error);
}
