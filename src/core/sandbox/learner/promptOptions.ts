import type { Turn } from './turn.ts';

/**
 * Answers that a prompt names as the choice: "Answer with yes or no", "one of: a, b, c", `"positive" or "negative"`.
 * Empty when it names fewer than two.
 */
export function namedOptions(turns: readonly Turn[]): string[] {
  const latest = turns.findLast(turn => turn.role === 'user');
  const places = turns.filter(turn => turn.role === 'system').concat(latest ?? []);
  for (const { text } of places) {
    for (const pattern of [AFTER_CUE, QUOTED_CHOICE]) {
      for (const match of text.slice(0, MAX_LOOKED_AT).matchAll(pattern)) {
        const options = splitOptions(match[1]!);
        if (options.length >= 2) return options;
      }
    }
  }
  return [];
}

const MAX_LOOKED_AT = 4000;
const OPTION = `(?:["'“‘\`][^"'”’\`\\n]{1,40}["'”’\`]|[\\p{L}\\p{N}_-]{1,30})`;
const JOINT = `(?:\\s*[,|/]\\s*(?:(?:or|and)\\s+)?|\\s+or\\s+)`;
const CUES =
  'with|only|one of|either|as|output|return|say|reply|respond|answer|label|labels|category|categories|choose|classes|class';

const AFTER_CUE = new RegExp(
  `\\b(?:${CUES})\\b(?: the)?(?: (?:word|words|label|labels|following|single|these))*\\s*:?\\s*\\(?(${OPTION}(?:${JOINT}${OPTION})+)`,
  'giu',
);
const QUOTED_CHOICE =
  /((?:["“'`][^"”'`\n]{1,40}["”'`])(?:(?:\s*[,|/]\s*(?:or\s+)?|\s+or\s+)["“'`][^"”'`\n]{1,40}["”'`])+)/giu;

function splitOptions(list: string): string[] {
  const options = list
    .split(/\s*[,|/]\s*(?:(?:or|and)\s+)?|\s+or\s+/iu)
    .map(option => option.replace(/^["'“‘`]|["'”’`]$/gu, '').trim())
    .filter(option => option !== '');
  return [...new Set(options)];
}
