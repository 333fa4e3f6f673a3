import { STRUCTURED } from '../../../formats/families.ts';
import { renameKey } from '../../edits.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const keyCase = exampleRule({
  id: 'shape/key-case',
  needs: 'object',
  formats: STRUCTURED,
  summary: 'Known keys are written in lower case and without spaces around them.',
  why: 'Keys are compared letter by letter: to the consumer, "Messages" is a key that it does not know, and "messages" is missing.',
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { misspelt: 'The key "{written}" has to be "{key}".' },
  examples: {
    bad: [
      { text: '{"Prompt":"a","completion ":"b"}' },
      { text: '{"messages":[{"Role":"user","content":"Hi"},{"role":"assistant","Content":"Hello"}]}' },
    ],
    good: [{ text: '{"prompt":"Prompt","completion":"b"}' }],
  },
  check(example, { report }) {
    for (const { path, written } of example.misspelt) {
      const key = String(path.at(-1));
      report({
        messageId: 'misspelt',
        data: { written: quoted(written), key },
        at: path,
        part: 'key',
        fixes: () => [{ title: `Rename to "${key}"`, safety: 'safe', edits: renameKey(example, path, key) }],
      });
    }
  },
});
