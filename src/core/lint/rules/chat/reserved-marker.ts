import { spanInString } from '../../../jsonl/inString.ts';
import type { Span } from '../../../jsonl/node.ts';
import { matchesIn } from '../../chat/matches.ts';
import { type PlacedText, textsOf } from '../../chat/texts.ts';
import { replaceSpan } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { exampleRule } from '../../rule.ts';
import { byLineage } from '../../settings.ts';
import { MARKS } from '../../textMarks.ts';

export const reservedMarker = exampleRule({
  id: 'chat/reserved-marker',
  needs: 'object',
  summary: 'No text contains the markers by which chat templates tell speakers apart.',
  why: 'The consumer puts its own markers around each message. One inside a text looks like the start of another turn, and the model learns to write it.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    marker: '"{marker}" is a marker of a chat template.',
    prefix: 'This text begins with the name of a speaker, "{marker}".',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Assistant: Hello"}]}',
        messageId: 'prefix',
      },
      {
        text: '{"messages":[{"role":"user","content":"[INST] Hi"},{"role":"assistant","content":"Hello"}]}',
        messageId: 'marker',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Who is the user?"},{"role":"assistant","content":"The User: you."}]}',
      },
    ],
  },
  check(example, { target, report }) {
    if ((example.marks & WORTH_A_LOOK) === 0 || !MAY_HAVE.test(example.text)) return;
    for (const placed of textsOf(example)) {
      for (const { text, at } of matchesIn(example, placed, MARKER)) {
        report({ messageId: 'marker', data: { marker: text }, at });
      }
      const prefix = PREFIX.exec(placed.text);
      const name = prefix?.[1];
      if (!prefix || name === undefined) continue;
      report({
        messageId: 'prefix',
        data: { marker: name },
        at: spanOf(example, placed, prefix[0].indexOf(name), prefix[0].indexOf(name) + name.length),
        ...(placed.speaker === 'system' || placed.speaker === 'user'
          ? { severity: byLineage({ default: 'warning', nova: 'error' }, target) }
          : {}),
        fixes:
          prefix[0].length === placed.text.length
            ? []
            : [
                {
                  title: `Delete "${name}"`,
                  safety: 'unsafe',
                  edits: replaceSpan(spanOf(example, placed, 0, prefix[0].length), ''),
                },
              ],
      });
    }
  },
});

const MARKER = /<\|im_start\|>|\[INST\]|<<SYS>>|### (?:Human|Assistant):/g;
const PREFIX = /^\s*((?:User|Assistant|System|Bot):)\s*/;

/** A look at the line that costs little. Nothing can be found where this finds nothing. */
const WORTH_A_LOOK = MARKS.less | MARKS.hash | MARKS.instruction | MARKS.speakerColon;
const MAY_HAVE = /<\|im_start|\[INST|<<SYS|### |(?:User|Assistant|System|Bot):/;

function spanOf(example: Example, { path, from: offset = 0 }: PlacedText, from: number, to: number): Span {
  const node = example.node(path);
  return node ? spanInString(example.text, node, offset + from, offset + to) : example.span(path);
}
