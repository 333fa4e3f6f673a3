import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chunkText } from '../../../src/core/rows/chunkText.ts';
import { guessMapping, textVariable, valuesOfRow } from '../../../src/core/rows/mapColumns.ts';
import { readRows } from '../../../src/core/rows/readRows.ts';
import { runs } from '../../support/property.ts';

describe('reading rows', () => {
  const both = [
    { number: 1, values: { a: '1', b: 'x, "y"' } },
    { number: 2, values: { a: '2', b: '' } },
  ];
  const cases: { name: string; text: string; rows: unknown; faults?: number }[] = [
    { name: 'a.csv', text: 'a,b\r\n1,"x, ""y"""\r\n2,\r\n', rows: both },
    { name: 'semicolons.csv', text: '\uFEFFa;b\n1;"x, ""y"""\n2;\n', rows: both },
    { name: 'a.tsv', text: 'a\tb\n1\tx, "y"\n2\t\n', rows: both },
    {
      name: 'short and long.csv',
      text: 'a,b\n1\n1,2,3\n4,5\n',
      rows: [
        { number: 1, values: { a: '1', b: '' } },
        { number: 3, values: { a: '4', b: '5' } },
      ],
      faults: 1,
    },
    { name: 'broken.csv', text: 'a,b\n"1,2\n', rows: [], faults: 1 },
    {
      name: 'twice.csv',
      text: 'a,a,\n1,2,3\n',
      rows: [{ number: 1, values: { a: '1', 'a 2': '2', 'column 3': '3' } }],
    },
    {
      name: 'a.jsonl',
      text: '{"a":1}\n\nnot\n[1]\n{"a":{"b":2}}',
      rows: [
        { number: 1, values: { a: 1 } },
        { number: 5, values: { a: { b: 2 }, 'a.b': 2 } },
      ],
      faults: 2,
    },
    { name: 'a.json', text: '[{"a":1},2]', rows: [{ number: 1, values: { a: 1 } }], faults: 1 },
    { name: 'inside.json', text: '{"version":1,"items":[{"a":1}]}', rows: [{ number: 1, values: { a: 1 } }] },
    {
      name: 'lines.json',
      text: '{"a":1}\n{"a":2}',
      rows: [
        { number: 1, values: { a: 1 } },
        { number: 2, values: { a: 2 } },
      ],
    },
    { name: 'empty.csv', text: '', rows: [] },
  ];
  for (const { name, text, rows, faults = 0 } of cases) {
    it(name, async () => {
      const table = await readRows(name, text);
      assert.deepEqual([table.rows, table.faultCount], [rows, faults]);
    });
  }

  it('offers what a conversation says as columns', async () => {
    const messages = [
      { role: 'system', content: 's' },
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'a' },
    ];
    const { columns, rows } = await readRows('chat.jsonl', JSON.stringify({ messages }));
    assert.deepEqual(columns, ['messages', 'system', 'user', 'assistant']);
    assert.equal(rows[0]?.values.user, 'q');
  });

  it('is not fooled by names of the prototype', async () => {
    const { rows } = await readRows('a.jsonl', '{"__proto__":{"x":1},"constructor":2}');
    assert.deepEqual(Object.keys(rows[0]!.values), ['__proto__', 'constructor', '__proto__.x']);
    assert.equal((rows[0]!.values as { x?: number }).x, undefined);
  });

  it('survives any text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('a.csv', 'a.tsv', 'a.json', 'a.jsonl'),
        fc.string(),
        async (name, text) => {
          await readRows(name, text);
        },
      ),
      runs(200),
    ));
});

describe('columns for variables', () => {
  const cases: [variables: string[], columns: string[], mapping: Record<string, string>][] = [
    [['a', 'b'], ['b', 'a'], { a: 'a', b: 'b' }],
    [['is_favorite'], ['Is Favorite', 'x'], { is_favorite: 'Is Favorite' }],
    [['text'], ['id', 'content'], { text: 'content' }],
    [['question'], ['prompt', 'completion'], { question: 'prompt' }],
    [['anything'], ['single'], { anything: 'single' }],
    [['alpha', 'beta'], ['one', 'two'], {}],
  ];
  for (const [variables, columns, mapping] of cases) {
    it(`${variables} from ${columns}`, () => assert.deepEqual(guessMapping(variables, columns), mapping));
  }

  it('reads texts as the types that the template declares', () => {
    const inputs = [
      { name: 'n', type: 'integer' as const, place: { start: 0, end: 0 } },
      { name: 'm', type: 'integer' as const, place: { start: 0, end: 0 } },
    ];
    const row = { number: 1, values: { n: '4', m: 'four', o: null } };
    const { values, faults } = valuesOfRow(row, { n: 'n', m: 'm', o: 'o', p: 'p' }, inputs);
    assert.deepEqual([values, faults.length], [{ n: 4 }, 1]);
  });

  it('finds the variable that takes a document', () => {
    const place = { start: 0, end: 0 };
    assert.equal(textVariable(['n', 'info'], []), 'info');
    assert.equal(textVariable(['n', 'x'], [{ name: 'n', default: 3, place }]), 'x');
    assert.equal(textVariable([], []), undefined);
  });
});

describe('chunks of a document', () => {
  const count = (text: string) => text.split(/\s+/).filter(Boolean).length;

  it('ends chunks where paragraphs end', () => {
    const text = 'one two three\n\nfour five\n\n\nsix seven eight nine';
    assert.deepEqual(
      chunkText(text, { maxTokens: 5, count }).map(chunk => chunk.text),
      ['one two three\n\nfour five', 'six seven eight nine'],
    );
  });

  it('cuts a long paragraph at sentences, a long sentence at words, a long word anywhere', () => {
    const byLength = (part: string) => part.length;
    const texts = (text: string) =>
      chunkText(text, { maxTokens: 8, count: byLength }).map(chunk => chunk.text);
    assert.deepEqual(texts('Ab cd. Ef gh. Ij'), ['Ab cd.', 'Ef gh.', 'Ij']);
    assert.deepEqual(texts('abc def ghi jkl'), ['abc def', 'ghi jkl']);
    assert.deepEqual(texts('abcdefghijkl'), ['abcdef', 'ghijkl']);
  });

  it('repeats the end of a chunk at the beginning of the next', () => {
    const text = 'a b\n\nc d\n\ne f\n\ng h';
    assert.deepEqual(
      chunkText(text, { maxTokens: 4, overlapTokens: 2, count }).map(chunk => chunk.text),
      ['a b\n\nc d', 'c d\n\ne f', 'e f\n\ng h'],
    );
  });

  it('loses nothing and fits, whatever the text', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word ', 'sentence. ', '\n\n', '😀', 'x'.repeat(30), '\n'), {
          maxLength: 60,
        }),
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 0, max: 10 }),
        (parts, maxTokens, overlapTokens) => {
          const text = parts.join('');
          const chunks = chunkText(text, { maxTokens, overlapTokens, count: part => part.length });
          let covered = 0;
          for (const chunk of chunks) {
            assert.ok(chunk.tokens <= maxTokens);
            assert.equal(chunk.text, text.slice(chunk.start, chunk.end));
            assert.doesNotThrow(() => encodeURIComponent(chunk.text));
            assert.equal(text.slice(covered, Math.max(covered, chunk.start)).trim(), '');
            covered = Math.max(covered, chunk.end);
          }
          assert.equal(text.slice(covered).trim(), '');
        },
      ),
      runs(300),
    ));
});
