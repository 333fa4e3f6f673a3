import assert from 'node:assert/strict';
import path from 'node:path';
import { type LineSurvey, surveyLines } from '../../src/node/surveyLines.ts';
import { withFolder } from '../support/temporaryFolder.ts';

describe('the lines of a file', () => {
  const table: [text: string | undefined, survey: LineSurvey][] = [
    [undefined, { lines: 0, eol: '\n' }],
    ['', { lines: 0, eol: '\n' }],
    ['a', { lines: 1, eol: '\n' }],
    ['a\n', { lines: 1, eol: '\n' }],
    ['a\n\nb', { lines: 3, eol: '\n' }],
    ['a\r\nb\r\n', { lines: 2, eol: '\r\n' }],
    ['a\nb\r\n', { lines: 2, eol: '\n' }],
    // The break lies across two chunks of the stream.
    [`${'x'.repeat(65_535)}\r\nb`, { lines: 2, eol: '\r\n' }],
  ];
  for (const [text, survey] of table) {
    it(`${JSON.stringify(text?.slice(-8))} has ${survey.lines}`, async () => {
      await withFolder(text === undefined ? {} : { 'a.jsonl': text }, async folder => {
        assert.deepEqual(await surveyLines(path.join(folder, 'a.jsonl')), survey);
      });
    });
  }
});
