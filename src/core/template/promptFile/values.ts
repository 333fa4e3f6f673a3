import type { InputDeclaration, PromptFile } from './promptFile.ts';

/** Where a value comes from. */
export type ValueOrigin = 'given' | 'default' | 'example' | 'choices';

/** The values that a prompt is rendered with. */
export interface ResolvedValues {
  values: Record<string, unknown>;
  origins: Record<string, ValueOrigin>;
}

/**
 * Fills up the given values by what the file declares. Examples are for previews only: a request that was sent with
 * one would answer a question that nobody asked.
 */
export function resolveValues(
  file: Pick<PromptFile, 'inputs' | 'choices'>,
  given: Readonly<Record<string, unknown>>,
  options: { examples?: boolean } = {},
): ResolvedValues {
  const values: Record<string, unknown> = {};
  const origins: Record<string, ValueOrigin> = {};
  const add = (name: string, value: unknown, origin: ValueOrigin) => {
    if (value === undefined || Object.hasOwn(values, name)) return;
    Object.defineProperty(values, name, { value, enumerable: true, writable: true, configurable: true });
    origins[name] = origin;
  };
  for (const [name, value] of Object.entries(given)) add(name, value, 'given');
  for (const { name, default: value } of file.inputs) add(name, value, 'default');
  if (options.examples) for (const { name, example } of file.inputs) add(name, example, 'example');
  const choices = file.choices.map(({ name, description = '' }) => ({ name, description }));
  if (choices.length > 0) add('choices', choices, 'choices');
  return { values, origins };
}

/** The values of texts that were typed in, by input. What cannot be a value is left out. */
export function readTyped(
  { inputs }: Pick<PromptFile, 'inputs'>,
  typed: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const read = Object.entries(typed).flatMap(([name, text]): [string, unknown][] => {
    const result = readInputValue(
      inputs.find(input => input.name === name),
      text,
    );
    return 'value' in result ? [[name, result.value]] : [];
  });
  return Object.fromEntries(read);
}

/** Why a text cannot be the value of an input. */
export interface ValueFault {
  fault: string;
}

/** The value of an input that was typed in as text. Undeclared inputs and those without a type are text. */
export function readInputValue(
  declaration: InputDeclaration | undefined,
  text: string,
): { value: unknown } | ValueFault {
  const { type = 'string' } = declaration ?? {};
  if (type === 'string') return { value: text };
  if (type === 'boolean') {
    const word = text.trim().toLowerCase();
    return word === 'true' || word === 'false'
      ? { value: word === 'true' }
      : { fault: 'Write true or false.' };
  }
  if (type === 'number' || type === 'integer') {
    const number = text.trim() === '' ? Number.NaN : Number(text);
    const isRight = type === 'integer' ? Number.isInteger(number) : Number.isFinite(number);
    return isRight
      ? { value: number }
      : { fault: type === 'integer' ? 'Write a whole number.' : 'Write a number.' };
  }
  try {
    const value: unknown = JSON.parse(text);
    const isRight = type === 'array' ? Array.isArray(value) : isObject(value);
    if (isRight) return { value };
  } catch {
    // Said below.
  }
  return {
    fault: type === 'array' ? 'Write a list in JSON: ["a", "b"].' : 'Write an object in JSON: {"a": 1}.',
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
