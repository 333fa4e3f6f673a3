import type { PromptChoice } from './promptFile.ts';

/**
 * The choice that an answer names. The whole answer counts first, then a `choice` or `name` in a JSON answer, then
 * the only name that occurs in it as a word. Undefined when none or several could be meant: then a person decides.
 */
export function pickChoice(answer: string, choices: readonly PromptChoice[]): PromptChoice | undefined {
  const exact = byName(answer, choices) ?? byName(namedInJson(answer), choices);
  if (exact) return exact;
  const mentioned = choices.filter(({ name }) => {
    const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(?<![\\p{L}\\p{N}_-])${word}(?![\\p{L}\\p{N}_-])`, 'iu').test(answer);
  });
  return mentioned.length === 1 ? mentioned[0] : undefined;
}

function byName(text: string | undefined, choices: readonly PromptChoice[]): PromptChoice | undefined {
  const plain = text
    ?.trim()
    .replace(/^["'`]+|["'`.]+$/g, '')
    .toLowerCase();
  return choices.find(({ name }) => name.toLowerCase() === plain);
}

function namedInJson(answer: string): string | undefined {
  try {
    const value = JSON.parse(answer) as { choice?: unknown; name?: unknown };
    const name = value.choice ?? value.name;
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
