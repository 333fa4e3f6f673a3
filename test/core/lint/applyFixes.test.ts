import assert from 'node:assert/strict';
import { planFixes } from '../../../src/core/lint/applyFixes.ts';
import type { Finding, Fix } from '../../../src/core/lint/finding.ts';
import { mendLine } from '../../../src/core/lint/mendLine.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/lint.ts';

describe('fixing a document', () => {
  for (const [name, before, after] of [
    ['one fault', '{"prompt":"a","completion":"b",}', '{"prompt":"a","completion":"b"}'],
    [
      'a fault behind a fault',
      '\n{"prompt":"a\t","completion":"b",},\n\n',
      '{"prompt":"a\\t","completion":"b"}\n',
    ],
    [
      'values on one line',
      '{"prompt":"a","completion":"b"}{"prompt":"c","completion":"d"},',
      '{"prompt":"a","completion":"b"}\n{"prompt":"c","completion":"d"}',
    ],
    ['a blank last line', '{"prompt":"a","completion":"b"}\n  ', '{"prompt":"a","completion":"b"}\n'],
    ['nothing but blank lines', '\n \n\t', ''],
    ['nothing to fix', '{"prompt":"a","completion":"b"}', '{"prompt":"a","completion":"b"}'],
  ] as const) {
    it(name, () => {
      const document = documentOf(before);
      const { edits } = planFixes(document, isSafe);
      assert.equal(applyEditsToLines(before.split('\n'), edits).join('\n'), after);
      assert.equal(document.text(), before, 'the document itself is left alone');
    });
  }

  it('touches only what changes', () => {
    const { edits, applied } = planFixes(documentOf('{}\n{"prompt":"a","completion":"b",}\n{}'), isSafe);
    assert.deepEqual(edits, [
      { range: { start: { line: 1, character: 30 }, end: { line: 1, character: 31 } }, newText: '' },
    ]);
    assert.equal(applied, 1);
  });

  it('applies the fixes of one rule when asked for these', () => {
    const text = '{"prompt":"a","completion":"b",}\n\n{"prompt":"a","completion":"b"}';
    const only = (rule: string) => planFixes(documentOf(text), finding => finding.rule === rule).edits;
    assert.equal(only('json/blank-line').length, 1);
    assert.equal(only('json/stray-comma').length, 1);
    assert.equal(only('json/not-an-object').length, 0);
  });

  it('deletes copies only when unsafe fixes are chosen, and finds those that only then are equal', () => {
    const text =
      '{"prompt":"a","completion":"b"}\n{"prompt":"a","completion":"b",}\n{"prompt":"A","completion":"b"}';
    assert.equal(fixed(text, isSafe).split('\n').length, 3);
    assert.equal(
      fixed(text, () => true),
      '{"prompt":"a","completion":"b"}\n',
    );
  });

  it('names the rewrites that no edit can express, once', () => {
    const bytes = Uint8Array.from([
      0xef,
      0xbb,
      0xbf,
      ...new TextEncoder().encode('[{"prompt":"a","completion":"b"}]'),
    ]);
    const plan = planFixes(documentOf(bytes, { file: 'train.json' }), () => true);
    assert.deepEqual(plan, {
      edits: [],
      rewrites: ['remove-byte-order-mark', 'to-json-lines', 'rename-to-jsonl'],
      applied: 3,
    });
  });
});

describe('mending a line', () => {
  const fix = (...edits: [number, number, string][]): Fix => ({
    title: '',
    safety: 'safe',
    edits: edits.map(([from, to, newText]) => ({
      range: { start: { line: 3, character: from }, end: { line: 3, character: to } },
      newText,
    })),
  });
  const deletion: Fix = {
    title: '',
    safety: 'safe',
    edits: [{ range: { start: { line: 3, character: 0 }, end: { line: 4, character: 0 } }, newText: '' }],
  };
  for (const [name, fixes, lines, applied] of [
    ['none', [], ['abcdef'], 0],
    ['side by side', [fix([0, 1, 'A']), fix([1, 2, 'B'])], ['ABcdef'], 2],
    ['a fix whole or not at all', [fix([0, 2, 'X']), fix([1, 3, 'Y'], [4, 5, 'Z'])], ['Xcdef'], 1],
    ['the same fix twice', [fix([0, 1, 'A']), fix([0, 1, 'A'])], ['Abcdef'], 2],
    ['two insertions at one place', [fix([2, 2, 'X']), fix([2, 2, 'Y'])], ['abXcdef'], 1],
    ['several lines', [fix([2, 2, '\n']), fix([4, 4, '\n'])], ['ab', 'cd', 'ef'], 2],
    ['a deletion alone', [deletion, fix([0, 1, 'A'])], [], 1],
    ['no deletion after another fix', [fix([0, 1, 'A']), deletion], ['Abcdef'], 1],
  ] as const) {
    it(name, () => assert.deepEqual(mendLine(3, 'abcdef', fixes), { lines, applied }));
  }
});

function isSafe(_: Finding, fix: Fix): boolean {
  return fix.safety === 'safe';
}

function fixed(text: string, choose: Parameters<typeof planFixes>[1]): string {
  return applyEditsToLines(text.split('\n'), planFixes(documentOf(text), choose).edits).join('\n');
}
