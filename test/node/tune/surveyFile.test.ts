import assert from 'node:assert/strict';
import path from 'node:path';
import { surveyFile } from '../../../src/node/tune/surveyFile.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

describe('the survey of a dataset before a launch', () => {
  it('finds what the training file and the validation file have in common', () =>
    withFolder({ 'train.jsonl': examples(0, 12), 'valid.jsonl': examples(10, 15) }, async folder => {
      const survey = (name: string, partner?: string) =>
        surveyFile({
          path: path.join(folder, name),
          model: 'gpt-4.1-mini',
          settings: {
            ...{ target: 'openai', method: 'supervised', rules: {} },
            ...(partner !== undefined && { purpose: 'validation', partner: path.join(folder, partner) }),
          },
        });
      const { examples: counted, worst, tokens } = await survey('valid.jsonl', 'train.jsonl');
      assert.equal(counted, 5);
      assert.equal(tokens.examples, 5);
      assert.deepEqual(
        worst.map(({ rule, range }) => [rule, range.start.line]),
        [
          ['cross-file/train-valid-overlap', 0],
          ['cross-file/train-valid-overlap', 1],
        ],
      );
      // The training file that a tune names is missing: that is told of the tune itself.
      assert.deepEqual((await survey('valid.jsonl', 'gone.jsonl')).worst, []);
    }));
});

/** Examples of which each has a number of its own, from `first` to `end` without it. */
function examples(first: number, end: number): string {
  const lines: string[] = [];
  for (let number = first; number < end; number++) {
    const messages = [
      { role: 'user', content: `How much is ${number} and ${number * 7}?` },
      { role: 'assistant', content: `It is ${number * 8}.` },
    ];
    lines.push(JSON.stringify({ messages }));
  }
  return `${lines.join('\n')}\n`;
}
