import assert from 'node:assert/strict';
import type { Method } from '../../../src/core/formats/format.ts';
import { lintingValidator } from '../../../src/core/sandbox/lintingValidator.ts';

const chat = (n: number) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `q${n}` },
      { role: 'assistant', content: `a${n}` },
    ],
  });
const chats = (count: number) => Array.from({ length: count }, (_, n) => chat(n));

describe('the linter as the judge of uploaded files', () => {
  const table: [title: string, lines: string[], method: Method, expected: string[]][] = [
    ['a sound file', chats(10), 'supervised', []],
    ['too few examples', chats(9), 'supervised', ['dataset/too-few-examples@0']],
    ['an empty file', [], 'supervised', ['dataset/too-few-examples@0']],
    ['a broken line', [...chats(10), '{"messages": ['], 'supervised', ['json/invalid-syntax@11']],
    ['warnings only', [...chats(10), chat(0)], 'supervised', []],
  ];
  for (const [title, lines, method, expected] of table) {
    it(`${expected.length > 0 ? 'refuses' : 'takes'} ${title}`, async () => {
      const bytes = new TextEncoder().encode(lines.map(line => `${line}\n`).join(''));
      const findings = await lintingValidator(bytes, method);
      assert.deepEqual(
        findings.map(finding => `${finding.rule}@${finding.line}`),
        expected,
      );
    });
  }

  it('names the method when the file is for another', async () => {
    const findings = await lintingValidator(new TextEncoder().encode(chats(10).join('\n')), 'dpo');
    assert.ok(findings.some(finding => finding.rule === 'shape/method-mismatch' && finding.line === 0));
  });
});
