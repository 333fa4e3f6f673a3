import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { planFixes } from '../../../src/core/lint/applyFixes.ts';
import { type FixTally, fixedChunks, planStreamFixes } from '../../../src/core/lint/fixStream.ts';
import type { Finding, Fix } from '../../../src/core/lint/finding.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { Problem } from '../../../src/core/util/problem.ts';
import { anyFile, anyLine } from '../../support/datasets.ts';
import {
  bytesOf,
  documentOfLines,
  type LintOptions,
  lint,
  settingsOf,
  sourceOf,
} from '../../support/lint.ts';
import { runs } from '../../support/property.ts';

describe('fixing a file of any size', () => {
  for (const [name, before, after] of [
    [
      'CRLF is kept',
      '{"prompt":"a","completion":"b",}\r\n\r\n{"prompt":"c","completion":"d"}',
      '{"prompt":"a","completion":"b"}\r\n{"prompt":"c","completion":"d"}',
    ],
    [
      'lone CR is kept',
      '{"prompt":"a","completion":"b",}\r{"prompt":"c","completion":"d"}\r',
      '{"prompt":"a","completion":"b"}\r{"prompt":"c","completion":"d"}\r',
    ],
    [
      'a line that is cut gets its own line break',
      '{"a":1}{"a":2}\r\n{"a":3}',
      '{"a":1}\r\n{"a":2}\r\n{"a":3}',
    ],
    ['the last line has none', '{"a":1}{"a":2}', '{"a":1}\n{"a":2}'],
    [
      'spelling is kept',
      '{ "prompt" : "\\u0061", "completion":1.50 , }\n',
      '{ "prompt" : "\\u0061", "completion":1.50  }\n',
    ],
    ['one example a line', '[{"prompt": "a", "completion": "b"}]', '{"prompt":"a","completion":"b"}\n'],
    ['a mark goes', '\ufeff{"prompt":"a","completion":"b"}', '{"prompt":"a","completion":"b"}'],
    ['a mark inside goes', '{"a":1}\n\ufeff{"a":2}', '{"a":1}\n{"a":2}'],
    ['nothing to do', '{"a":1}\r\n{"a":2}', '{"a":1}\r\n{"a":2}'],
    ['nothing', '', ''],
  ] as const) {
    it(name, async () => {
      for (const chunk of [1, 7, 1000]) assert.equal(text(await fix(before, isSafe, { chunk })), after);
    });
  }

  it('copies bytes that are no text, between lines that it fixes', async () => {
    const before = [...bytesOf('{"prompt":"a","completion":"b",}\n'), 0x22, 0xff, 0x22, 0x2c, 0x0a, 0xe9];
    const after = [...bytesOf('{"prompt":"a","completion":"b"}\n'), 0x22, 0xff, 0x22, 0x2c, 0x0a, 0xe9];
    assert.deepEqual([...(await fix(Uint8Array.from(before), isSafe))], after);
  });

  it('reads them as Windows-1252 when told to', async () => {
    const bytes = Uint8Array.from([...bytesOf('{"prompt":"caf'), 0xe9, ...bytesOf('","completion":"b",}\n')]);
    assert.equal(text(await fix(bytes, () => true)), '{"prompt":"café","completion":"b"}\n');
  });

  it('converts UTF-16 in one round and fixes the rest in the next', async () => {
    const wide = Uint8Array.from([0xff, 0xfe, ...[...'{"a":1,}\n'].flatMap(c => [c.charCodeAt(0), 0])]);
    const once = await fix(wide, isSafe, { chunk: 3 });
    assert.equal(text(once), '{"a":1,}\n');
    assert.equal(text(await fix(once, isSafe)), '{"a":1}\n');
  });

  it('deletes copies, wherever they are', async () => {
    const [a, b] = ['{"prompt":"a","completion":"b"}', '{"prompt":"c","completion":"d"}'];
    const tally: FixTally = { applied: 0, replaced: 0 };
    const fixed = await fix([a, b, a, b, a].join('\r\n'), () => true, {}, tally);
    assert.equal(text(fixed), `${a}\r\n${b}\r\n`);
    assert.equal(tally.applied, 3);
  });

  it('does to lines what is done to a document', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        async (lines, chunk) => {
          const onlyLines = (finding: Finding, fix: Fix) => isSafe(finding, fix) && fix.rewrite === undefined;
          // A first line that is a mark belongs to the file, not to the line.
          const written = ['{"prompt":"a","completion":"b"}', ...lines];
          const document = documentOfLines(written);
          const inDocument = applyEditsToLines(written, planFixes(document, onlyLines).edits).join('\n');
          const inStream = text(await fix(written.join('\n'), onlyLines, { chunk }));
          assert.equal(inStream, new TextDecoder().decode(bytesOf(inDocument)));
        },
      ),
      runs(50),
    );
  });

  it('changes nothing when nothing is chosen, and counts nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 50 }), async (bytes, chunk) => {
        const tally: FixTally = { applied: 0, replaced: 0 };
        assert.deepEqual(await fix(bytes, () => false, { chunk }, tally), bytes);
        assert.deepEqual(tally, { applied: 0, replaced: 0 });
      }),
      runs(50),
    );
  });

  it('leaves no safe fix behind, in at most three rounds', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async bytes => {
        let fixed = bytes;
        for (let round = 0; round < 3; round++) fixed = await fix(fixed, isSafe);
        const left = (await lint(fixed)).findings.filter(finding =>
          finding.fixes.some(one => isSafe(finding, one)),
        );
        assert.deepEqual(left, []);
      }),
      runs(50),
    );
  });

  it('refuses to go on with a file that is no longer the one it planned for', async () => {
    const settings = settingsOf({});
    const plan = await planStreamFixes(sourceOf('{"a":1,}\n'), settings, isSafe);
    assert.equal(plan.fixable, 1);
    const changed = fixedChunks(sourceOf('{"a":1,}'), plan, isSafe, { applied: 0, replaced: 0 });
    await assert.rejects(
      collect(changed),
      (thrown: unknown) => thrown instanceof Problem && thrown.code === 'rejected',
    );
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort();
    const plan = await planStreamFixes(sourceOf('{}'), settingsOf({}), isSafe);
    const chunks = fixedChunks(sourceOf('{}'), plan, isSafe, { applied: 0, replaced: 0 }, { signal });
    await assert.rejects(
      collect(chunks),
      (thrown: unknown) => thrown instanceof Problem && thrown.code === 'cancelled',
    );
  });
});

async function fix(
  content: string | Uint8Array,
  choose: (finding: Finding, fix: Fix) => boolean,
  options: LintOptions = {},
  tally: FixTally = { applied: 0, replaced: 0 },
): Promise<Uint8Array> {
  const source = sourceOf(content, options);
  const plan = await planStreamFixes(source, settingsOf(options), choose);
  return collect(fixedChunks(source, plan, choose, tally));
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const out: number[] = [];
  for await (const chunk of chunks) out.push(...chunk);
  return Uint8Array.from(out);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
}

function isSafe(_: Finding, fix: Fix): boolean {
  return fix.safety === 'safe';
}
