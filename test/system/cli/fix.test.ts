import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { runCli } from '../../support/cli.ts';
import { withFolder } from '../../support/temporaryFolder.ts';

const GOOD = Array.from({ length: 12 }, (_, i) => `{"prompt":"q${i}","completion":"a${i}"}`).join('\n');

describe('tunewright lint --fix', () => {
  const cases: [what: string, before: string | Uint8Array, after: string][] = [
    [
      'mends a line and copies the others',
      `${GOOD}\r\n{"prompt":"q","completion":"a",}\r\n`,
      `${GOOD}\r\n{"prompt":"q","completion":"a"}\r\n`,
    ],
    [
      'cuts a line in two',
      `${GOOD}\n{"prompt":"x","completion":"y"}{"prompt":"z","completion":"w"}\n`,
      `${GOOD}\n{"prompt":"x","completion":"y"}\n{"prompt":"z","completion":"w"}\n`,
    ],
    [
      'removes blank lines',
      `${GOOD}\n\n{"prompt":"x","completion":"y"}\n`,
      `${GOOD}\n{"prompt":"x","completion":"y"}\n`,
    ],
    ['removes a byte order mark', `\uFEFF${GOOD}\n`, `${GOOD}\n`],
    [
      'writes an array as lines',
      `[\n{"prompt":"x", "completion":"y"},\n{"prompt":"z","completion":"w"}]`,
      `{"prompt":"x","completion":"y"}\n{"prompt":"z","completion":"w"}\n`,
    ],
    [
      'leaves what only an unsafe remedy mends',
      `${GOOD}\n{"prompt":"q0","completion":"a0"}`,
      `${GOOD}\n{"prompt":"q0","completion":"a0"}`,
    ],
    [
      'writes UTF-16 as UTF-8, then mends what that uncovers',
      utf16(`${GOOD}\n{"prompt":"é","completion":"a",}\n`),
      `${GOOD}\n{"prompt":"é","completion":"a"}\n`,
    ],
  ];
  for (const [what, before, after] of cases) {
    it(what, () =>
      withFolder({ 'a.jsonl': before }, async folder => {
        await runCli(['lint', 'a.jsonl', '--fix'], { cwd: folder });
        assert.equal(await readFile(path.join(folder, 'a.jsonl'), 'utf8'), after);
        const again = await runCli(['lint', 'a.jsonl', '--fix'], { cwd: folder });
        assert.doesNotMatch(again.stderr, /fixed/);
      }),
    );
  }

  it('reports what is left, and exits by that', () =>
    withFolder({ 'a.jsonl': `${GOOD}\n{"prompt":"q","completion":"a",}\n` }, async cwd => {
      const result = await runCli(['lint', 'a.jsonl', '--fix', '--output', 'json'], { cwd });
      assert.deepEqual([result.code, JSON.parse(result.stdout)], [0, []]);
    }));

  it('does not touch a file in which nothing is to be fixed', () =>
    withFolder({ 'a.jsonl': `${GOOD}\n` }, async cwd => {
      const before = await stat(path.join(cwd, 'a.jsonl'));
      await runCli(['lint', '.', '--fix'], { cwd });
      const after = await stat(path.join(cwd, 'a.jsonl'));
      assert.deepEqual([after.ino, after.mtimeMs], [before.ino, before.mtimeMs]);
    }));
});

function utf16(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), true);
  return bytes;
}
