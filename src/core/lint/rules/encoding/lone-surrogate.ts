import { isJson } from '../../soundness.ts';
import { exampleRule } from '../../rule.ts';

export const loneSurrogate = exampleRule({
  id: 'encoding/lone-surrogate',
  needs: 'line',
  summary: 'No string holds half of a surrogate pair.',
  why: 'Half a character cannot be written as UTF-8: the consumer either refuses the line or learns a replacement character. It is left where a text was cut in the middle of an emoji.',
  says: [{ who: 'Python', text: "'utf-8' codec can't encode character: surrogates not allowed" }],
  severity: { default: 'error' },
  fixable: 'unsafe',
  messages: { lone: 'This is half a character: a surrogate without its partner.' },
  examples: {
    bad: [
      { text: '{"prompt":"a \\ud83d","completion":"b"}' },
      { text: '{"prompt":"\\ude00\\ud83d","completion":"b"}' },
    ],
    good: [{ text: '{"prompt":"\\ud83d\\ude00","completion":"\\\\ud83d 😀"}' }],
  },
  check(example, { report }) {
    if (example.isPlain || !MAY_HAVE.test(example.text) || !isJson(example) || !hasLone(example.text)) return;
    for (const problem of example.syntaxProblems) {
      if (problem.kind !== 'lone-surrogate') continue;
      report({
        messageId: 'lone',
        at: problem,
        fixes: [
          {
            title: 'Replace by the replacement character U+FFFD',
            safety: 'unsafe',
            edits: [{ start: problem.start, end: problem.end, newText: '\\ufffd' }],
          },
          {
            title: 'Delete the half character',
            safety: 'unsafe',
            edits: [{ start: problem.start, end: problem.end, newText: '' }],
          },
        ],
      });
    }
  },
});

/** Any escaped surrogate, or one that stands alone in the text itself. */
const MAY_HAVE = /\\u[dD][89a-fA-F]|\p{Surrogate}/u;

/** Whole pairs are common where text is written in ASCII: they must not cost a search for places. */
function hasLone(text: string): boolean {
  return LONE.test(text.replaceAll('\\\\', '  '));
}

const LONE =
  /\p{Surrogate}|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/u;
