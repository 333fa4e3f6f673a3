import { exampleRule } from '../../rule.ts';

export const notUtf8 = exampleRule({
  id: 'encoding/not-utf8',
  needs: 'line',
  summary: 'The bytes of the file are valid UTF-8.',
  why: 'Every consumer reads training files as UTF-8. One wrong byte makes the whole upload fail, or turns letters into replacement characters that the model then learns.',
  says: [
    { who: 'Together', text: 'File is not UTF-8 encoded' },
    { who: 'OpenAI Batch', text: 'Invalid file for Batch API. Must be utf-8 encoded' },
  ],
  severity: { default: 'error' },
  messages: { invalid: 'This byte is not valid UTF-8.' },
  examples: {
    bad: [{ text: '"}]}', bytesBefore: [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xe9, 0x22, 0x7d, 0x0a] }],
    good: [
      { text: '{"messages":[{"role":"user","content":"Café?"},{"role":"assistant","content":"Yes."}]}' },
    ],
  },
  check(example, { report }) {
    const at = example.invalidUtf8At;
    if (at !== undefined) report({ messageId: 'invalid', at: { start: at, end: at + 1 } });
  },
});
