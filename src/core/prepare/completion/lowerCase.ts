import type { Pair } from './pair.ts';
import type { CompletionRemedy } from './remedy.ts';

export const lowerCasePrompts: CompletionRemedy = lowerCase('prompt');

export const lowerCaseCompletions: CompletionRemedy = lowerCase('completion');

function lowerCase(column: keyof Pair): CompletionRemedy {
  return {
    id: `completion/lower-case-${column}s`,
    offer: facts =>
      facts[column].shouting
        ? {
            title: `Write all ${column}s in lower case`,
            explanation: `More than a third of the letters of the ${column}s are upper-case. Models do worse with that than with the mixture of ordinary text. Names and codes lose their capitals too.`,
            count: facts.pairs,
          }
        : undefined,
    apply: pair => ({ ...pair, [column]: pair[column].toLowerCase() }),
  };
}
