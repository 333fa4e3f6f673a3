import { CHAT_LIKE } from '../../../formats/families.ts';
import { has, own } from '../../../jsonl/shape.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

export const weightInvalid = exampleRule({
  id: 'chat/weight-invalid',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'The weight of a message is the integer 0 or 1.',
  why: 'A weight decides whether a message is learnt: 1 yes, 0 no. There is nothing between, and other spellings are refused.',
  says: [
    { who: 'Together', text: 'Weight must be an integer' },
    { who: 'Together', text: 'either 0 or 1' },
  ],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { invalid: 'A weight has to be the integer 0 or 1.' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":true}]}',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":0.5}]}',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":1}]}',
      },
    ],
  },
  check(example, { report }) {
    // Only a spelling such as 1.0 is worth a look at the text.
    const mayBeOdd = ODD_NUMBER.test(example.text);
    for (const { message, path } of example.messages) {
      if (!has(message, 'weight')) continue;
      const at = [...path, 'weight'];
      const weight = own(message, 'weight');
      const isNumber = weight === 0 || weight === 1;
      if (isNumber && (!mayBeOdd || sourceOf(example, at) === String(weight))) continue;
      const better = isNumber ? String(Math.abs(weight)) : SAME_MEANING.get(weight);
      report({
        messageId: 'invalid',
        at,
        fixes:
          better === undefined
            ? []
            : [{ title: `Change to ${better}`, safety: 'safe', edits: replaceValue(example, at, better) }],
      });
    }
  },
});

/** A number in the text that is 0 or 1 and not written so. */
const ODD_NUMBER = /:\s*(?:-0|[0-9]+[.eE])/;

const SAME_MEANING = new Map<unknown, string>([
  [true, '1'],
  [false, '0'],
  ['1', '1'],
  ['0', '0'],
]);
