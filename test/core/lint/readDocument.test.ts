import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readDocument, readText, spliceFor } from '../../../src/core/lint/readDocument.ts';
import { splitLines } from '../../../src/core/text/cutLines.ts';
import { applyEditsToLines } from '../../support/applyEdits.ts';
import { brief, bytesOf, documentOf, documentOfLines } from '../../support/lint.ts';
import { runs } from '../../support/property.ts';

describe('opening a document', () => {
  it('the mark belongs to the file and not to its first line', () => {
    const { lines, facts } = readDocument(bytesOf('\ufeffa\r\nb\n'), 'x.jsonl');
    assert.deepEqual(
      lines.map(line => line.text),
      ['a', 'b', ''],
    );
    assert.deepEqual(facts, { name: 'x.jsonl', bytes: 8, mark: 'utf-8', unmarkedUtf16: false });
  });

  it('a text that was never saved has lines, and a mark when it is said to have one', () => {
    assert.deepEqual(readText('a\rb', 'x', true), {
      lines: [{ text: 'a' }, { text: 'b' }],
      facts: { name: 'x', mark: 'utf-8' },
    });
  });
});

describe('editing a document', () => {
  it('does to its lines what the edit does to the text, positions past the end meaning the end', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', '{', '}'), maxLength: 3 });
    const position = fc.record({ line: fc.nat(4), character: fc.nat(4) });
    const newText = fc.string({ unit: fc.constantFrom('x', '\n', '\r\n', '\r'), maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        position,
        position,
        newText,
        (lines, a, b, newText) => {
          const [start, end] =
            a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
          const document = documentOfLines(lines);
          const edit = { range: { start, end }, newText };
          document.splice(spliceFor(document, edit));
          const expected = applyEditsToLines(lines, [
            { range: edit.range, newText: splitLines(newText).join('\n') },
          ]);
          assert.equal(document.text(), expected.join('\n'));
        },
      ),
      runs(300),
    );
  });

  it('forgets nothing of the bytes of a line that only moves', () => {
    const document = documentOf(Uint8Array.from([...bytesOf('{}\n\n"'), 0xe9, 0x22]));
    assert.ok(brief(document.report()).includes('encoding/not-utf8@3:1-2'));
    const deletion = {
      range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
      newText: '',
    };
    document.splice(spliceFor(document, deletion));
    assert.ok(brief(document.report()).includes('encoding/not-utf8@2:1-2'));
  });
});
