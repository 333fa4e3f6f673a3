import { isUnread } from '../../datasetFacts.ts';
import { exampleRule } from '../../rule.ts';

export const notUtf8 = exampleRule({
  id: 'encoding/not-utf8',
  needs: 'bytes',
  summary: 'The bytes of the file are valid UTF-8.',
  why: 'Every consumer reads training files as UTF-8. One wrong byte makes the whole upload fail, or turns letters into replacement characters that the model then learns.',
  says: [
    { who: 'Together', text: 'File is not UTF-8 encoded' },
    { who: 'OpenAI Batch', text: 'Invalid file for Batch API. Must be utf-8 encoded' },
  ],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    invalid: 'This byte is not valid UTF-8.',
    otherEncoding: 'The file is encoded in {encoding}, not in UTF-8.',
  },
  examples: {
    bad: [
      {
        text: '"}]}',
        bytesBefore: [0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xe9, 0x22, 0x7d, 0x0a],
        messageId: 'invalid',
      },
      { text: '', bytesBefore: [0xff, 0xfe, 0x7b, 0, 0x7d, 0], messageId: 'otherEncoding' },
      { text: '', bytesBefore: [0x7b, 0, 0x22, 0, 0x22, 0, 0x7d, 0], messageId: 'otherEncoding' },
    ],
    good: [
      { text: '{"messages":[{"role":"user","content":"Café?"},{"role":"assistant","content":"Yes."}]}' },
    ],
  },
  check(example, { report }) {
    const at = example.invalidUtf8At;
    if (at === undefined) return;
    report({
      messageId: 'invalid',
      at: { start: at, end: at + 1 },
      fixes: [
        {
          title: 'Read the bytes that are not UTF-8 as Windows-1252, in the whole file',
          safety: 'unsafe',
          rewrite: 'windows-1252-to-utf8',
        },
      ],
    });
  },
  checkFile({ file }, { report }) {
    if (!isUnread(file)) return;
    const encoding = file.mark ? file.mark.toUpperCase().replace(/[LB]E$/, '') : 'UTF-16';
    report({
      messageId: 'otherEncoding',
      data: { encoding },
      fixes: [
        {
          title: 'Convert the file to UTF-8',
          // Without a byte order mark the encoding is a guess.
          safety: file.mark ? 'safe' : 'unsafe',
          rewrite: 'to-utf8',
        },
      ],
    });
  },
});
