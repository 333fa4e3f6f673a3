import assert from 'node:assert/strict';
import { RULES } from '../../../src/core/lint/registry.ts';
import { explanationInShort } from '../../../src/core/prepare/report.ts';
import { analyse, pairLines } from '../../support/prepare.ts';

/**
 * As many characters fit on a row of a list of VS Code, whose width does not grow with the window, beside the name of a
 * group.
 */
const ROW = 76;

describe('the explanation of a remedy in short', () => {
  for (const { id, why, fixable } of RULES) {
    if (fixable) it(`fits on a row: ${id}`, () => assert.deepEqual(tooLong([why]), []));
  }

  it('fits on a row for prompts and completions', async () => {
    const long = 'WORD '.repeat(3000);
    const words = Array.from({ length: 9 }, (_, index): [string, string] => [
      `ALL PROMPTS BEGIN ${'abcdefghi'[index]}${index}`,
      `THE ANSWERS TOO ${index}${'ihgfedcba'[index]}`,
    ]);
    const lines = pairLines([...words, ['ALL PROMPTS BEGIN', `THE ANSWERS TOO ${long}`], ['Empty', '']]);
    const { remedies } = await analyse(`${lines}no JSON\n`, { format: 'prompt-completion' });
    assert.ok(remedies.length > 6, remedies.map(({ id }) => id).join(', '));
    assert.deepEqual(tooLong(remedies.map(({ explanation }) => explanation)), []);
  });
});

function tooLong(explanations: readonly string[]): string[] {
  return explanations
    .map(explanation => explanationInShort({ explanation }))
    .filter(({ length }) => length > ROW);
}
