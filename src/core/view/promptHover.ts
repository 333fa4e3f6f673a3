import type { NamedThing } from '../template/promptFile/navigation.ts';
import type { ThingValue } from '../template/promptFile/valueOfThing.ts';

/** What a hover says of a variable. The texts are plain: whoever draws them escapes them. */
export interface PromptHoverText {
  /** What it is, in words. */
  kind: string;
  /** What the author says of it; absent when nothing. */
  description?: string;
  /** The value as text, cut when it is long; absent when there is none. */
  value?: string;
  /** Where the value comes from, or why there is none; absent for what only a rendering knows. */
  origin?: string;
}

const LONGEST = 600;

/** @param set name of the chosen set of values, when there is one */
export function promptHover(
  { kind, name, declaration }: NamedThing,
  { value, origin }: ThingValue,
  typed: Readonly<Record<string, unknown>>,
  set: string | undefined,
): PromptHoverText {
  const type = declaration?.type === undefined ? '' : `, ${declaration.type}`;
  const text: PromptHoverText = { kind: `${KINDS[kind]}${kind === 'input' ? type : ''}` };
  if (declaration?.description !== undefined) text.description = declaration.description;
  if (value !== undefined) {
    const whole = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    text.value = whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
  }
  if (kind !== 'input') return text;
  if (origin === 'given') {
    const isTyped = Object.hasOwn(typed, name) || set === undefined;
    text.origin = isTyped ? 'typed into the preview' : `from the values “${set}”`;
  } else if (origin) text.origin = ORIGINS[origin];
  else text.origin = declaration ? 'no value yet' : 'not declared under “inputs”, and no value yet';
  return text;
}

const ORIGINS = {
  default: 'the default of the file',
  example: 'the example of the file: for previews, never sent',
  choices: 'made of the “choices” of the file',
} as const;

const KINDS: Readonly<Record<NamedThing['kind'], string>> = {
  input: 'input',
  set: 'set in the template',
  loop: 'item of a loop',
  macro: 'macro',
  parameter: 'parameter of a macro',
  import: 'imported',
  function: 'function',
};
