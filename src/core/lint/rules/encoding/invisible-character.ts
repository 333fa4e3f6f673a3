import { type Character, charactersOf, stringValues } from '../../../jsonl/strings.ts';
import { isJson } from '../../soundness.ts';
import { exampleRule } from '../../rule.ts';

export const invisibleCharacter = exampleRule({
  id: 'encoding/invisible-character',
  needs: 'line',
  summary: 'No string holds characters that nobody can see.',
  why: 'The model learns to write what nobody sees. Zero-width, direction and control characters come along when text is copied from the web, and equal texts become different ones.',
  severity: { default: 'info' },
  fixable: 'unsafe',
  messages: { invisible: 'An invisible character stands here: U+{code}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a\u200bb","completion":"c"}' },
      { text: '{"prompt":"a\\u0007","completion":"\\u202ec"}' },
      { text: '{"prompt":"in\u200dvisible","completion":"c"}' },
    ],
    good: [
      { text: '{"prompt":"a\\tb\\n","completion":"👩\u200d💻 and نامه\u200cای"}' },
      { text: '{"prompt":"a\\\\u200b \\\\b","completion":"c"}' },
    ],
  },
  check(example, { report }) {
    if (example.isPlain || !MAY_HAVE.test(example.text) || !isJson(example)) return;
    for (const string of stringValues(example.roots)) {
      if (!MAY_HAVE.test(example.text.slice(string.start, string.end))) continue;
      const characters = charactersOf(example.text, string);
      characters.forEach((character, index) => {
        if (!isInvisible(character.code) || isJoining(characters, index)) return;
        report({
          messageId: 'invisible',
          data: { code: character.code.toString(16).toUpperCase().padStart(4, '0') },
          at: character,
          fixes: [
            {
              title: 'Delete the invisible character',
              safety: 'unsafe',
              edits: [{ start: character.start, end: character.end, newText: '' }],
            },
          ],
        });
      });
    }
  },
});

/** The characters themselves, or an escape that may stand for one. */
const MAY_HAVE =
  /[\u200b-\u200d\u2060\ufeff\u202a-\u202e\u2066-\u2069]|(?<!\\)(?:\\\\)*\\(?:[bf]|u(?:00[01]|20[026]|[fF][eE]))/;

function isInvisible(code: number): boolean {
  if (code < 0x20) return code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return (
    (code >= 0x200b && code <= 0x200d) ||
    code === 0x2060 ||
    code === 0xfeff ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}

/** Joiners shape letters in many scripts and make one emoji of several: there they are part of the spelling. */
function isJoining(characters: readonly Character[], index: number): boolean {
  const code = characters[index]?.code;
  if (code !== 0x200c && code !== 0x200d) return false;
  return [characters[index - 1], characters[index + 1]].some(
    neighbour => neighbour !== undefined && !PLAIN.test(String.fromCodePoint(neighbour.code)),
  );
}

/** Scripts that never join, and what stands between words. */
const PLAIN = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}\p{P}\p{Z}\p{Cc}\u200b-\u200d]$/u;
