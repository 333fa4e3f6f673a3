import { evaluate } from './evaluate.ts';
import { type CallableDefinition, type Environment, inTemplate } from './run.ts';
import { Frame } from './scope.ts';
import type { Parameter } from './tree.ts';
import { type CallArguments, TemplateFunction } from './values.ts';

/**
 * What a `{% macro %}` or a `{% call %}` body becomes when it is called. A macro sees its arguments and the
 * template's variables; the body of a `call` sees also what is around it.
 */
export function callable(
  name: string,
  definition: CallableDefinition,
  environment: Environment,
): TemplateFunction {
  return new TemplateFunction(name, args => {
    const isCaller = definition.kind === 'caller';
    const frame = isCaller
      ? new Frame(environment.frame, { isolated: true, keepsMacros: true })
      : new Frame();
    const inside: Environment = { ...environment, frame };
    return inTemplate(environment.context, () => {
      bind(definition.parameters, args, inside);
      return environment.run.capture(definition.body, inside);
    });
  });
}

/** Arguments without a default come first, whatever order they are written in, as in nunjucks. */
function bind(
  parameters: readonly Parameter[],
  { positional, named }: CallArguments,
  inside: Environment,
): void {
  const required = parameters.filter(parameter => !parameter.defaultValue);
  const optional = parameters.filter(parameter => parameter.defaultValue);
  if (named.has('caller')) inside.frame.define('caller', named.get('caller'));
  required.forEach(({ name }, index) => {
    inside.frame.define(name, index < positional.length ? positional[index] : named.get(name));
  });
  optional.forEach(({ name, defaultValue }, index) => {
    const place = required.length + index;
    const isPositional = place < positional.length;
    const isGiven = isPositional || named.has(name);
    const value = isPositional ? positional[place] : named.get(name);
    inside.frame.define(name, isGiven ? value : evaluate(defaultValue!, inside));
  });
}
