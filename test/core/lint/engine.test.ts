import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { planFixes } from '../../../src/core/lint/applyFixes.ts';
import type { DocumentLinter } from '../../../src/core/lint/documentLinter.ts';
import type { Finding, Fix } from '../../../src/core/lint/finding.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { splitLines } from '../../../src/core/text/cutLines.ts';
import { TARGET_IDS } from '../../../src/core/targets/registry.ts';
import { anyBytes, anyFile, anyLine, exampleLine, mendableLine } from '../../support/datasets.ts';
import { documentOf, documentOfLines, lint } from '../../support/lint.ts';
import { runs } from '../../support/property.ts';

const target = fc.constantFrom(...TARGET_IDS);

describe('the linter', () => {
  it('finds the same in a stream, cut anywhere, as in a document', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes, fc.integer({ min: 1, max: 40 }), target, async (bytes, chunk, target) => {
        const inDocument = documentOf(bytes, { target }).report();
        assert.deepEqual(await lint(bytes, { target, chunk }), inDocument);
      }),
      runs(150),
    );
  });

  it('underlines nothing outside a line, and no rule ever fails', () => {
    fc.assert(
      fc.property(anyBytes, target, (bytes, target) => {
        const document = documentOf(bytes, { target });
        for (const finding of document.report().findings) {
          assert.notEqual(finding.messageId, 'rule-failed', finding.message);
          for (const { range } of [finding, ...finding.related]) assertInside(range, document);
          for (const fix of finding.fixes) for (const edit of fix.edits) assertEditable(edit.range, document);
        }
      }),
      runs(150),
    );
  });

  it('gives after edits what it gives for the edited text', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.array(anyLine, { maxLength: 3 })), { maxLength: 4 }),
        (lines, edits) => {
          const document = documentOfLines(lines);
          for (const [from, remove, insert] of edits) {
            const at = Math.min(from, document.lineCount - 1);
            const kept = remove >= document.lineCount - at && at === 0 && insert.length === 0 ? [''] : insert;
            document.splice({ from: at, remove, insert: kept.map(text => ({ text })) });
          }
          const now = Array.from({ length: document.lineCount }, (_, i) => document.line(i));
          assert.deepEqual(document.report(), documentOfLines(now).report());
        },
      ),
      runs(60),
    );
  });

  it('mends what is plainly meant, and then finds no error that the sound text does not have', () => {
    fc.assert(
      fc.property(mendableLine, ({ broken, sound }) => {
        const fixed = fixedText(broken, keepsValue);
        const lines = fixed.split('\n');
        for (const line of lines) assert.deepEqual(JSON.parse(line), JSON.parse(sound));
        const allowed = errorsOf(lines.map(() => sound).join('\n'));
        for (const error of errorsOf(fixed)) assert.ok(allowed.has(error), error);
      }),
      runs(100),
    );
  });

  it('keeps the value of every valid line when safe fixes are applied', () => {
    fc.assert(
      fc.property(fc.array(exampleLine, { minLength: 1, maxLength: 4 }), lines => {
        const text = lines.join('\n');
        const fixed = fixedText(text, keepsValue).split('\n');
        assert.deepEqual(
          fixed.map(line => JSON.parse(line)),
          lines.map(line => JSON.parse(line)),
        );
      }),
      runs(60),
    );
  });

  it('never makes a line worse by a fix', () => {
    fc.assert(
      fc.property(anyFile, bytes => {
        const document = documentOf(bytes);
        const before = document.report();
        const old = errorsOf(linesOf(document).join('\n'));
        for (const finding of before.findings) {
          const line = finding.range.start.line;
          // Behind what cannot be read, more may come to light.
          const hides = before.findings.some(
            ({ rule, range }) => range.start.line === line && /^(json|encoding)\//.test(rule),
          );
          if (hides) continue;
          for (const fix of finding.fixes) {
            if (fix.rewrite || fix.safety !== 'safe') continue;
            const after = applyEditsToLines(linesOf(document), fix.edits).join('\n');
            for (const error of errorsOf(after)) {
              if (!old.has(error))
                assert.fail(`${error} after "${fix.title}" of ${finding.rule} on ${document.line(line)}`);
            }
          }
        }
      }),
      runs(60),
    );
  });

  it('has nothing left to do after it was told to fix', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), fc.boolean(), (lines, all) => {
        const choose = all ? () => true : isSafe;
        const fixed = splitLines(fixedText(lines.join('\n'), choose));
        assert.deepEqual(planFixes(documentOfLines(fixed), choose).edits, []);
      }),
      runs(60),
    );
  });
});

describe('hostile files', () => {
  const deep = 100_000;
  const cases: Record<string, string | Uint8Array> = {
    nothing: '',
    'a line break': '\n',
    'deep arrays': `{"messages":${'['.repeat(deep)}${']'.repeat(deep)}}`,
    'deep objects': `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
    'deep and open': '['.repeat(deep),
    'deep and Python': `${"{'a': ".repeat(deep)}None${'}'.repeat(deep)}`,
    'a prototype': '{"__proto__":{"messages":[]},"messages":{"__proto__":null}}',
    'only NUL': new Uint8Array(1000),
    'only marks': new Uint8Array([0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf]),
    'half a mark': new Uint8Array([0xef, 0xbb]),
    'marks of UTF-16 and nothing else': new Uint8Array([0xff, 0xfe]),
    'a long line': `{"prompt":"${'x'.repeat(2_000_000)}","completion":"y"}`,
    'many backslashes': `{"prompt":"${'\\\\'.repeat(200_000)}"`,
    'many keys': `{${Array.from({ length: 20_000 }, () => '"a":1').join(',')}}`,
    'many control characters': `{"prompt":"${'\u0001'.repeat(20_000)}"}`,
    'many values': '{"a":1}'.repeat(5_000),
    'carriage returns': '{"prompt":"a","completion":"b"}\r{"prompt":"c","completion":"d"}\r\r',
  };
  for (const [name, content] of Object.entries(cases)) {
    it(`${name}: a result, the same in both ways`, async () => {
      const document = documentOf(content);
      const report = document.report();
      assert.deepEqual(await lint(content, { chunk: 65_536 }), report);
      for (const { range, messageId } of report.findings) {
        assert.notEqual(messageId, 'rule-failed');
        assertInside(range, document);
      }
      planFixes(document, isSafe);
    });
  }
});

function isSafe(_: Finding, fix: Fix): boolean {
  return fix.safety === 'safe';
}

/** Safe fixes of what is no valid JSON or no sound text. Those of other rules may name another key or type. */
function keepsValue(finding: Finding, fix: Fix): boolean {
  return isSafe(finding, fix) && /^(encoding|json)\//.test(finding.rule);
}

function linesOf(document: DocumentLinter): string[] {
  return Array.from({ length: document.lineCount }, (_, i) => document.line(i));
}

function fixedText(text: string, choose: (finding: Finding, fix: Fix) => boolean): string {
  const lines = splitLines(text);
  return applyEditsToLines(lines, planFixes(documentOfLines(lines), choose).edits).join('\n');
}

/** Rule and message of every error, places left out. */
function errorsOf(text: string): Set<string> {
  const errors = documentOfLines(splitLines(text))
    .report()
    .findings.filter(finding => finding.severity === 'error');
  return new Set(errors.map(({ rule, messageId }) => `${rule} ${messageId}`));
}

function assertInside({ start, end }: Finding['range'], document: DocumentLinter): void {
  assert.equal(start.line, end.line);
  assert.ok(start.line < document.lineCount);
  assert.ok(start.character <= end.character, 'a range runs forwards');
  assert.ok(end.character <= document.line(end.line).length, 'a range ends in its line');
}

function assertEditable({ start, end }: Finding['range'], document: DocumentLinter): void {
  if (end.line === start.line + 1 && start.character === 0 && end.character === 0) return;
  assertInside({ start, end }, document);
}
