import { count } from '../../core/text/count.ts';
import { suggest } from '../../core/util/suggest.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';
import { findingText } from './findingText.ts';
import type { OpenPrompt } from './openPrompt.ts';
import type { MissingInput } from '../../core/template/promptFile/missingInputs.ts';
import type { PromptRendering } from './renderOpenPrompt.ts';

/** Tells on standard error what is wrong with a prompt and what is missing. */
export async function tellRendering(
  prompt: OpenPrompt,
  { findings, missing, unknown }: PromptRendering,
  io: Io,
  advice: string,
): Promise<void> {
  const style = styleFor(wantsColour(io.stderr, io.env));
  const parts = [findingText(prompt, findings, io)];
  for (const { name, known } of unknown) {
    const message = `The prompt has no input called ${name}.`;
    const remedy = known.length > 0 ? suggest(name, known) : 'It has no inputs at all.';
    parts.push(`${style.yellow(neutral(message))}\n  ${neutral(remedy)}\n`);
  }
  if (missing.length > 0) {
    const verb = missing.length === 1 ? 'is' : 'are';
    parts.push(`${style.red(`${count(missing.length, 'value')} ${verb} missing:`)}\n`);
    parts.push(...missing.map(describe), `  ${advice}\n`);
  }
  const text = parts.join('');
  if (text !== '') await io.stderr.write(text);
}

function describe({ name, isPart, declaration }: MissingInput): string {
  const { type, description, enum: possible } = declaration ?? {};
  const words = [
    isPart ? 'not in the value that was given' : undefined,
    type !== undefined && type !== 'string' ? type : undefined,
    possible &&
      `one of ${possible.map(one => (typeof one === 'string' ? one : JSON.stringify(one))).join(', ')}`,
    description,
  ].filter(word => word !== undefined);
  return `    ${neutral([name, ...words].join('  '))}\n`;
}

/** How values are given, for the sentence after the list. */
export function howToGive({ name, isPart }: MissingInput): string {
  return isPart
    ? 'Give values with --inputs FILE.json'
    : `Give values with --input ${name}=... or --inputs FILE.json`;
}
