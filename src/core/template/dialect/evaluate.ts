import { TemplateFault } from './errors.ts';
import { bindArguments, type FilterCall } from './filters/filter.ts';
import { findFilter } from './filters/registry.ts';
import { CONSTANTS } from './functions.ts';
import { member, slice } from './member.ts';
import { findMethod } from './methods.ts';
import { binary, strictlyEqual, unary } from './operators.ts';
import type { Environment } from './run.ts';
import { findTest } from './tests.ts';
import type {
  Arguments,
  BinaryExpression,
  CallExpression,
  Expression,
  FilterExpression,
  LookupExpression,
  NameExpression,
  TestExpression,
} from './tree.ts';
import {
  type CallArguments,
  isDictionary,
  isText,
  isTrue,
  Members,
  newDictionary,
  scalarText,
  TemplateFunction,
} from './values.ts';

/** The value of an expression. Data is only read, never run. */
export function evaluate(expression: Expression, environment: Environment): unknown {
  const { budget } = environment.run;
  budget.at = expression;
  budget.spend(1);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'name':
      return noted(readName(expression, environment), expression, environment);
    case 'lookup':
      return noted(readMember(expression, environment), expression, environment);
    case 'list':
      return expression.items.map(item => evaluate(item, environment));
    case 'group':
      return expression.items.map(item => evaluate(item, environment)).at(-1);
    case 'dict': {
      const dictionary = newDictionary();
      for (const { key, value } of expression.entries) dictionary[key] = evaluate(value, environment);
      return dictionary;
    }
    case 'slice': {
      const target = evaluate(expression.target, environment);
      const part = (bound: Expression | null) => bound && evaluate(bound, environment);
      const [from, to, step] = [part(expression.from), part(expression.to), part(expression.step)];
      budget.at = expression;
      return slice(target, from, to, step, budget);
    }
    case 'call':
      return call(expression, environment);
    case 'filter':
      return filter(expression, environment);
    case 'test':
      return test(expression, environment);
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, environment), budget);
    case 'binary':
      return operation(expression, environment);
    case 'choice': {
      const chosen = condition(expression.condition, environment) ? expression.then : expression.otherwise;
      return chosen ? evaluate(chosen, environment) : '';
    }
    case 'capture':
      return environment.run.capture(expression.body, environment, false);
    case 'caller':
      return environment.run.callable('caller', expression, environment);
  }
}

/** Whether a condition holds. Reading a value that is not there is no mistake in a condition. */
export function condition(expression: Expression, environment: Environment): boolean {
  return isTrue(environment.run.tolerant(() => evaluate(expression, environment)));
}

/** The variable that an expression prints, as written: filters change a value, but not whose value it is. */
export function pathOf(expression: Expression, source: string): string | undefined {
  if (expression.kind === 'filter') return pathOf(expression.input, source);
  if (expression.kind === 'name') return expression.name;
  if (expression.kind !== 'lookup' || pathOf(expression.target, source) === undefined) return undefined;
  return source.slice(expression.start, expression.end);
}

function readName({ name }: NameExpression, { frame, context, run }: Environment): unknown {
  if (frame.has(name)) return frame.get(name);
  if (context.has(name)) return context.get(name);
  return run.functions.get(name) ?? CONSTANTS.get(name);
}

function readMember({ target, key }: LookupExpression, environment: Environment): unknown {
  const object = environment.run.tolerant(() => evaluate(target, environment));
  return member(object, evaluate(key, environment));
}

/** Remembers that a value was wanted and is not there. */
function noted(
  value: unknown,
  expression: NameExpression | LookupExpression,
  environment: Environment,
): unknown {
  if (value !== undefined) return value;
  const { run, context, frame } = environment;
  const root = rootName(expression);
  if (root !== undefined && CONSTANTS.has(root)) return value;
  const isLocal = root === undefined || frame.has(root) || context.assigns(root);
  run.noteMissing({
    path: pathOf(expression, context.source) ?? context.source.slice(expression.start, expression.end),
    start: expression.start,
    end: expression.end,
    ...(context.template && { template: context.template }),
    ...(isLocal && { local: true }),
  });
  return value;
}

function rootName(expression: Expression): string | undefined {
  if (expression.kind === 'lookup') return rootName(expression.target);
  return expression.kind === 'name' ? expression.name : undefined;
}

function operation(
  { operator, left, right, start, end }: BinaryExpression,
  environment: Environment,
): unknown {
  const { run } = environment;
  if (operator === '||') {
    const value = run.tolerant(() => evaluate(left, environment));
    return isTrue(value) ? value : evaluate(right, environment);
  }
  if (operator === '&&') {
    const value = evaluate(left, environment);
    return isTrue(value) ? evaluate(right, environment) : value;
  }
  const a = evaluate(left, environment);
  const b = evaluate(right, environment);
  run.budget.at = { start, end };
  return operator === 'in' ? contains(b, a, environment) : binary(operator, a, b, run.budget);
}

function contains(container: unknown, item: unknown, { run }: Environment): boolean {
  if (Array.isArray(container)) return container.some(each => strictlyEqual(each, item));
  if (isText(container)) return scalarText(container).includes(scalarText(item));
  if (isDictionary(container)) return Object.hasOwn(container, scalarText(item));
  if (container instanceof Members) return container.values.has(scalarText(item));
  if (container === undefined) return false;
  throw new TemplateFault(
    'wrong-type',
    'Only a list, a text or a dictionary can contain something.',
    run.budget.at,
  );
}

function call(expression: CallExpression, environment: Environment): unknown {
  const { callee } = expression;
  const { run } = environment;
  if (callee.kind === 'name' && callee.name === 'super' && environment.block)
    return run.superBlock(environment);
  if (callee.kind === 'lookup') return callMember(expression, callee, environment);
  const target = run.tolerant(() => evaluate(callee, environment));
  return invoke(target, expression, environment);
}

function callMember(expression: CallExpression, callee: LookupExpression, environment: Environment): unknown {
  const target = evaluate(callee.target, environment);
  if (target === undefined) return undefined;
  const name = scalarText(evaluate(callee.key, environment));
  const found = member(target, name);
  const method = found instanceof TemplateFunction ? undefined : findMethod(target, name);
  if (!method) return invoke(found, expression, environment);
  const { positional } = evaluateArguments(expression.args, environment);
  return method(positional, filterCall(expression, environment));
}

function invoke(target: unknown, expression: CallExpression, environment: Environment): unknown {
  if (!(target instanceof TemplateFunction)) {
    const { callee } = expression;
    const name = environment.context.source.slice(callee.start, callee.end);
    throw new TemplateFault('not-callable', `${name} is no function that a template can call.`, callee);
  }
  const args = evaluateArguments(expression.args, environment);
  const { budget } = environment.run;
  budget.at = expression;
  return budget.nested(() => target.call(args));
}

function filter(expression: FilterExpression, environment: Environment): unknown {
  const { name, input } = expression;
  const found = findFilter(name.name);
  if (!found) throw new TemplateFault('unknown-filter', `There is no filter called ${name.name}.`, name);
  const read = () => evaluate(input, environment);
  const isOptional = found === findFilter('default');
  const value = isOptional ? environment.run.tolerant(read) : read();
  const given = evaluateArguments(expression.args, environment);
  const helper = filterCall(name, environment);
  return found.run(value, bindArguments(found.parameters, given, helper), helper);
}

function filterCall(range: { start: number; end: number }, { run }: Environment): FilterCall {
  run.budget.at = range;
  const fail = (message: string): never => {
    throw new TemplateFault('wrong-type', message, range);
  };
  return { budget: run.budget, random: run.random, fail };
}

function test(expression: TestExpression, environment: Environment): boolean {
  const { name, input } = expression;
  const found = findTest(name.name);
  if (!found) throw new TemplateFault('unknown-test', `There is no test called ${name.name}.`, name);
  const value = environment.run.tolerant(() => evaluate(input, environment));
  const { positional } = evaluateArguments(expression.args, environment);
  return found.run(value, positional);
}

function evaluateArguments({ positional, named }: Arguments, environment: Environment): CallArguments {
  return {
    positional: positional.map(argument => evaluate(argument, environment)),
    named: new Map(named.map(({ name, value }) => [name, evaluate(value, environment)])),
  };
}
