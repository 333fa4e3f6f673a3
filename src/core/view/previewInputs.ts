import type { InputDeclaration, PromptFile } from '../template/promptFile/promptFile.ts';
import { readInputValue, type ResolvedValues } from '../template/promptFile/values.ts';
import type { PreviewInput } from './preview.ts';

/** Longer values of sets and files are cut where they only stand for something. */
const LONGEST = 300;

/** The form: declared inputs in their order, then what else has or lacks a value. */
export function previewInputs(
  file: Pick<PromptFile, 'inputs'>,
  resolved: ResolvedValues,
  typed: Readonly<Record<string, string>>,
  saved: Readonly<Record<string, unknown>>,
  missing: readonly string[],
): PreviewInput[] {
  const declared = new Map(file.inputs.map(input => [input.name, input]));
  const others = [...Object.keys(resolved.values), ...Object.keys(typed), ...missing];
  const names = [...new Set([...declared.keys(), ...others])];
  return names
    .filter(name => resolved.origins[name] !== 'choices')
    .map(name => toInput(name, declared.get(name), typed, saved));
}

function toInput(
  name: string,
  declaration: InputDeclaration | undefined,
  typed: Readonly<Record<string, string>>,
  saved: Readonly<Record<string, unknown>>,
): PreviewInput {
  const options =
    declaration?.enum?.map(asText) ?? (declaration?.type === 'boolean' ? ['true', 'false'] : []);
  const isShort = declaration?.type === 'number' || declaration?.type === 'integer';
  const input: PreviewInput = {
    name,
    control: options.length > 0 ? 'choice' : isShort ? 'line' : 'text',
    options,
  };
  if (declaration?.description !== undefined) input.description = declaration.description;
  const sources = [
    ['set', Object.hasOwn(saved, name) ? saved[name] : undefined],
    ['default', declaration?.default],
    ['example', declaration?.example],
  ] as const;
  const source = sources.find(([, value]) => value !== undefined);
  if (source) {
    const text = asText(source[1]);
    input.from = source[0];
    input.otherwise = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  }
  if (Object.hasOwn(typed, name)) {
    input.typed = typed[name]!;
    const read = readInputValue(declaration, typed[name]!);
    if ('fault' in read) input.fault = read.fault;
  }
  return input;
}

/** A value as it is typed in. */
function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
