import type { InputDeclaration, PromptFile } from './promptFile.ts';
import type { RenderedPrompt } from './renderPrompt.ts';

/** A value that the prompt prints and nobody gave. */
export interface MissingInput {
  /** The input, or a part of a given one as in `user.name`. */
  name: string;
  /** Whether it is a part of a value that was given. */
  isPart: boolean;
  declaration?: InputDeclaration;
}

/** What is missing, each once. What the template itself defines, like the item of a loop, is not counted. */
export function missingInputs(
  file: PromptFile,
  values: Readonly<Record<string, unknown>>,
  { slots, missing }: RenderedPrompt,
): MissingInput[] {
  const whole = missing.map((name): MissingInput => {
    const declaration = file.inputs.find(each => each.name === name);
    return { name, isPart: false, ...(declaration && { declaration }) };
  });
  const read = slots.flatMap(slot => slot.missing).filter(each => !each.local);
  const paths = new Set(read.map(({ path }) => path).filter(path => Object.hasOwn(values, rootOfPath(path))));
  return [...whole, ...[...paths].map(name => ({ name, isPart: true }))];
}

/** The input that a path such as `user.name` begins with. */
export function rootOfPath(path: string): string {
  return /^[^.[\s]+/.exec(path)?.[0] ?? path;
}
