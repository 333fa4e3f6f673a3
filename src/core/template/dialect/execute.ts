import { TemplateFault } from './errors.ts';
import { condition, evaluate, pathOf } from './evaluate.ts';
import { runLoop } from './loop.ts';
import { callable } from './macros.ts';
import { strictlyEqual } from './operators.ts';
import { Output, RenderedText } from './output.ts';
import type { ParsedTemplate } from './parse.ts';
import { type Environment, inTemplate } from './run.ts';
import { Frame, type TemplateContext } from './scope.ts';
import { findTemplate, importModule, include } from './templates.ts';
import type {
  BlockStatement,
  FromImportStatement,
  OutputStatement,
  SetStatement,
  Statement,
  SwitchStatement,
  TextStatement,
} from './tree.ts';
import { Members, toText } from './values.ts';

/** Carries out a whole template: its blocks are known from the start, and what it extends comes last. */
export function executeTemplate(template: ParsedTemplate, environment: Environment, output: Output): void {
  const { context, run } = environment;
  registerBlocks(template.blocks, context);
  if (!template.isDerived) {
    executeAll(template.statements, environment, output);
    return;
  }
  const own = new Output();
  executeAll(template.statements, environment, own);
  const { parent } = context;
  if (parent) {
    const inside = { ...environment, context: parent.context };
    run.budget.nested(() =>
      inTemplate(parent.context, () => executeTemplate(parent.template, inside, output)),
    );
  } else output.append(own.finish());
}

/** Renders statements apart from the output. */
export function capture(body: readonly Statement[], environment: Environment, safe = true): RenderedText {
  const output = new Output();
  executeAll(body, environment, output);
  return output.finish(safe);
}

/** Renders the next body of the block that is being rendered. */
export function superBlock(environment: Environment): RenderedText {
  const { name, index } = environment.block!;
  const output = new Output();
  renderBlock(name, index + 1, environment, output);
  return output.finish();
}

function executeAll(statements: readonly Statement[], environment: Environment, output: Output): void {
  for (const statement of statements) execute(statement, environment, output);
}

function execute(statement: Statement, environment: Environment, output: Output): void {
  const { run, context } = environment;
  run.budget.at = statement;
  run.budget.spend(1);
  switch (statement.kind) {
    case 'text':
      writeText(statement, environment, output);
      break;
    case 'output':
      print(statement, environment, output);
      break;
    case 'if': {
      const holds = condition(statement.condition, environment);
      executeAll(holds ? statement.body : statement.otherwise, environment, output);
      break;
    }
    case 'for': {
      const turns = runLoop(statement, environment, inside => executeAll(statement.body, inside, output));
      if (turns === 0) executeAll(statement.otherwise, environment, output);
      break;
    }
    case 'switch':
      executeAll(chosenCase(statement, environment), environment, output);
      break;
    case 'set':
      assign(statement, environment);
      break;
    case 'macro':
      define(statement.name.name, callable(statement.name.name, statement, environment), environment);
      break;
    case 'block':
      // A template that extends another only hands its blocks on.
      if (environment.block || !context.parent) renderBlock(statement.name.name, 0, environment, output);
      break;
    case 'extends': {
      const parent = findTemplate(statement.template, environment)!;
      context.parent = { template: parent, context: context.forParent(parent) };
      break;
    }
    case 'include': {
      const template = findTemplate(statement.template, environment, statement.ignoreMissing);
      if (template) include(template, environment, output, executeTemplate);
      break;
    }
    case 'import':
      define(statement.target.name, importModule(statement, environment, executeTemplate), environment);
      break;
    case 'from-import':
      importNames(statement, environment);
      break;
  }
}

function writeText({ value, offset }: TextStatement, { run, context }: Environment, output: Output): void {
  run.budget.write(value.length);
  const from = { start: offset, end: offset + value.length };
  output.write(value, { kind: 'text', from, ...templateOf(context) });
}

function print(statement: OutputStatement, environment: Environment, output: Output): void {
  const { run, context } = environment;
  const missingBefore = run.missing.length;
  const value = evaluate(statement.value, environment);
  run.budget.at = statement;
  if (value instanceof RenderedText && value.spans.length > 0) {
    run.budget.write(value.text.length);
    run.budget.spend(value.spans.length);
    output.append(value);
    return;
  }
  const text = toText(value, run.budget);
  run.budget.write(text.length);
  const path = pathOf(statement.value, context.source);
  output.write(text, {
    kind: 'value',
    from: { start: statement.start, end: statement.end },
    ...templateOf(context),
    ...(path !== undefined && { path }),
    ...(run.missing.length > missingBefore && { missing: true as const }),
  });
}

function chosenCase(
  { value, cases, otherwise }: SwitchStatement,
  environment: Environment,
): readonly Statement[] {
  const subject = evaluate(value, environment);
  const first = cases.findIndex(each => strictlyEqual(subject, evaluate(each.value, environment)));
  // A case without a body falls through to the next one.
  const body = first < 0 ? undefined : cases.slice(first).find(each => each.body.length > 0)?.body;
  return body ?? otherwise;
}

function assign(statement: SetStatement, environment: Environment): void {
  const { run, context, frame } = environment;
  const value = statement.value
    ? evaluate(statement.value, environment)
    : run.capture(statement.body, environment, false);
  for (const { name, property, start, end } of statement.targets) {
    if (property !== null) {
      const target = frame.has(name) ? frame.get(name) : context.get(name);
      if (!(target instanceof Members && target.writable)) {
        throw new TemplateFault('wrong-type', `Only a namespace can be changed; ${name} is none.`, {
          start,
          end,
        });
      }
      target.values.set(property, value);
      continue;
    }
    frame.assign(name, value);
    if (!frame.topLevel) continue;
    context.set(name, value);
    if (!name.startsWith('_')) context.exported.add(name);
  }
}

/** Defines a macro or an import: in loops and `call` blocks for these alone, else for the whole template. */
function define(name: string, value: unknown, { frame, context }: Environment): void {
  if (frame.keepsMacros) frame.define(name, value);
  else {
    context.set(name, value);
    if (!name.startsWith('_')) context.exported.add(name);
  }
}

function importNames(statement: FromImportStatement, environment: Environment): void {
  const module = importModule(statement, environment, executeTemplate);
  for (const { name, alias } of statement.names) {
    if (!module.values.has(name.name)) {
      throw new TemplateFault('template-not-found', `The template defines no ${name.name}.`, name);
    }
    define(alias.name, module.values.get(name.name), environment);
  }
}

function renderBlock(name: string, index: number, environment: Environment, output: Output): void {
  const { run, context } = environment;
  const body = context.blocks.get(name)?.[index];
  if (!body) throw new TemplateFault('not-callable', `The block ${name} overrides no other.`, run.budget.at);
  const inside: Environment = {
    run,
    context: body.context,
    frame: new Frame(environment.frame, { isolated: true }),
    block: { name, index },
  };
  run.budget.nested(() => inTemplate(body.context, () => executeAll(body.block.body, inside, output)));
}

function registerBlocks(blocks: readonly BlockStatement[], context: TemplateContext): void {
  const names = new Set<string>();
  for (const block of blocks) {
    const { name } = block.name;
    if (names.has(name)) {
      throw new TemplateFault('duplicate-block', `There are two blocks called ${name}.`, block.name);
    }
    names.add(name);
    const bodies = context.blocks.get(name) ?? [];
    context.blocks.set(name, [...bodies, { block, context }]);
  }
}

function templateOf({ template }: TemplateContext): { template?: string } {
  return template === undefined ? {} : { template };
}
