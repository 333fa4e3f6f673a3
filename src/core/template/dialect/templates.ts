import { TemplateFault } from './errors.ts';
import { evaluate } from './evaluate.ts';
import { Output } from './output.ts';
import type { ParsedTemplate } from './parse.ts';
import { type Environment, inTemplate } from './run.ts';
import { Frame, TemplateContext } from './scope.ts';
import type { Expression, ImportStatement, FromImportStatement } from './tree.ts';
import { isText, Members, newDictionary, scalarText } from './values.ts';

/** Carries out a template's statements; given by the caller, since statements include templates and these statements. */
export type ExecuteTemplate = (template: ParsedTemplate, environment: Environment, output: Output) => void;

/** The template that an expression names; undefined when it is not there and need not be. */
export function findTemplate(
  expression: Expression,
  environment: Environment,
  optional = false,
): (ParsedTemplate & { name: string }) | undefined {
  const { run, context } = environment;
  const name = evaluate(expression, environment);
  run.budget.at = expression;
  if (!isText(name))
    throw new TemplateFault('wrong-type', 'The name of a template must be a text.', expression);
  return run.template(scalarText(name), context, optional);
}

/** Renders another template in place. It reads the variables around it; what it sets stays its own. */
export function include(
  template: ParsedTemplate & { name: string },
  environment: Environment,
  output: Output,
  executeTemplate: ExecuteTemplate,
): void {
  const { run, context, frame } = environment;
  const inside: Environment = {
    run,
    context: context.forTemplate(template),
    frame: new Frame(frame, { isolated: true, topLevel: true }),
  };
  run.budget.nested(() => inTemplate(inside.context, () => executeTemplate(template, inside, output)));
}

/** Carries out a template for the macros and variables that it defines. What it prints is dropped. */
export function importModule(
  { template: name, withContext }: ImportStatement | FromImportStatement,
  environment: Environment,
  executeTemplate: ExecuteTemplate,
): Members {
  const { run } = environment;
  const template = findTemplate(name, environment)!;
  const context = withContext
    ? environment.context.forTemplate(template)
    : new TemplateContext(template, newDictionary());
  const frame = new Frame(withContext ? environment.frame : undefined, { topLevel: true });
  const inside: Environment = { run, context, frame };
  run.budget.nested(() => inTemplate(context, () => executeTemplate(template, inside, new Output())));
  return new Members([...context.exported].map(exported => [exported, context.get(exported)]));
}
