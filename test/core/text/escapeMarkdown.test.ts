import assert from 'node:assert/strict';
import { escapeMarkdown } from '../../../src/core/text/escapeMarkdown.ts';

describe('escapeMarkdown', () => {
  for (const [text, expected] of [
    ['key "__root__": at least one', 'key "\\_\\_root\\_\\_": at least one'],
    ['<img src=x> &amp; `code` *bold*', '\\<img src=x\\> \\&amp; \\`code\\` \\*bold\\*'],
    ['[x](command:y)', '\\[x\\](command:y)'],
    ['a \\ b | ~c~', 'a \\\\ b \\| \\~c\\~'],
    ['two\n\n# lines', 'two # lines'],
    ['nothing (to do), 1. here!', 'nothing (to do), 1. here!'],
  ] as const) {
    it(JSON.stringify(text), () => assert.equal(escapeMarkdown(text), expected));
  }
});
