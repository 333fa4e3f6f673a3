import { kindInWords } from '../../kindInWords.ts';
import { exampleRule } from '../../rule.ts';

export const notAnObject = exampleRule({
  id: 'json/not-an-object',
  needs: 'line',
  summary: 'Every line is a JSON object.',
  why: 'An example is an object with named fields. A line that holds only a text, a number or a list has no place for them, and the file is refused.',
  says: [
    {
      who: 'OpenAI',
      text: 'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line 1 is not a dictionary',
    },
  ],
  severity: { default: 'error' },
  messages: { notObject: 'An example is a JSON object; this is {kind}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}\n["a","b"]' },
      { text: '"prompt"' },
      { text: '42' },
      { text: 'null' },
    ],
    good: [{ text: '{}' }],
  },
  check(example, { report }) {
    if (example.kind !== 'not-object') return;
    report({ messageId: 'notObject', data: { kind: kindInWords(JSON.parse(example.text)) }, at: [] });
  },
});
