import { CHAT_LIKE } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { replaceValue, sourceOf } from '../../edits.ts';
import { timeCall, timeLine } from '../../exampleLine.ts';
import { kindInWords } from '../../kindInWords.ts';
import { exampleRule } from '../../rule.ts';
import { callsOf } from '../../tools/calls.ts';

const asObject = timeLine(timeCall({ function: { name: 'time', arguments: { zone: 'UTC' } } }));

export const argumentsNotString = exampleRule({
  id: 'tools/arguments-not-string',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'The arguments of a call are a string that holds JSON.',
  why: 'The model writes arguments as text, so consumers want the text. TRL and Axolotl take the object as well.',
  says: [{ who: 'Mistral', text: 'arguments key of type str' }],
  severity: { default: 'error', trl: 'off', axolotl: 'off' },
  fixable: 'safe',
  messages: { type: 'The arguments have to be a string with JSON in it, not {kind}.' },
  examples: {
    bad: [{ text: asObject }],
    good: [{ text: timeLine() }, { text: asObject, target: 'trl' }],
  },
  check(example, { report }) {
    for (const { called, calledPath } of callsOf(example)) {
      const value = own(called, 'arguments');
      if (value === undefined || typeof value === 'string') continue;
      const at = [...calledPath, 'arguments'];
      report({
        messageId: 'type',
        data: { kind: kindInWords(value) },
        at,
        fixes: () => {
          const source = value === null ? '{}' : sourceOf(example, at);
          if (source === undefined || typeof value !== 'object') return [];
          const edits = replaceValue(example, at, JSON.stringify(source));
          return [{ title: 'Write as a string', safety: 'safe', edits }];
        },
      });
    }
  },
});
