import type { PromptChoice } from '../template/promptFile/promptFile.ts';
import { Problem } from '../util/problem.ts';

/** Prompts that choose prompts that choose: more than anybody means. */
export const MOST_SELECTIONS = 4;

/** An answer that names none of the choices. */
export function noChoice(choices: readonly PromptChoice[], answer: string): Problem {
  const names = choices.map(({ name }) => name).join(', ');
  return new Problem({
    code: 'bad-response',
    message: `The answer names none of the choices, or several: ${answer.trim().slice(0, 200) || 'it is empty'}`,
    remedy: `Choices are ${names}. Run one of their files itself, or change what the prompt asks.`,
  });
}

export function endlessChoice(file: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${file} chooses again after ${MOST_SELECTIONS} choices.`,
    remedy: 'Let prompts that choose name prompts that answer.',
  });
}
