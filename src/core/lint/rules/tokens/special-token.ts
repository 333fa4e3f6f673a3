import { matchesIn } from '../../chat/matches.ts';
import { textsOf } from '../../chat/texts.ts';
import { answerLine } from '../../exampleLine.ts';
import { exampleRule } from '../../rule.ts';
import { MARKS } from '../../textMarks.ts';

export const specialToken = exampleRule({
  id: 'tokens/special-token',
  needs: 'object',
  summary: 'No text contains what a tokenizer takes for a token of its own.',
  why: 'Tokens such as the end of text have a meaning for the model. A file whose texts contain one is refused when the job runs, after it was accepted at the upload.',
  says: [
    {
      who: 'OpenAI',
      text: 'The job failed due to a file format error in the training file. Invalid file format. Example 6174 message contains an invalid token: <|fim_suffix|>.',
    },
  ],
  severity: { default: 'warning', openai: 'error' },
  fixable: 'unsafe',
  messages: { token: '"{token}" is a token of its own for the tokenizer.' },
  examples: {
    bad: [{ text: answerLine('Complete it.', 'a <|fim_suffix|> b'), target: 'openai' }],
    good: [{ text: answerLine('Complete it.', 'a <| b |> c'), target: 'openai' }],
  },
  check(example, { report }) {
    if ((example.marks & MARKS.less) === 0 || !MAY_HAVE.test(example.text)) return;
    for (const placed of textsOf(example)) {
      for (const { text, at } of matchesIn(example, placed, TOKEN)) {
        const name = text.slice(2, -2);
        // OpenAI was seen to refuse one of them. Markers of chat templates have a rule of their own elsewhere.
        report({
          messageId: 'token',
          data: { token: text },
          at,
          fixes: [
            {
              title: `Write as "<| ${name} |>"`,
              safety: 'unsafe',
              edits: [{ start: at.start, end: at.end, newText: `<| ${name} |>` }],
            },
          ],
        });
      }
    }
  },
});

/** Also where the first character is escaped. */
const MAY_HAVE = /<\||\\u003c\|/i;

/** Source: the special tokens of OpenAI's encodings, and those of chat markup. */
const TOKEN =
  /<\|(?:endoftext|endofprompt|fim_prefix|fim_middle|fim_suffix|startoftext|start|end|message|channel|return|call|constrain|im_start|im_end|im_sep|reserved_\d+)\|>/g;
