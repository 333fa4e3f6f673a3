import assert from 'node:assert/strict';
import type { BrowsedRows } from '../../../src/core/browse/browsedRows.ts';
import { findRows } from '../../../src/core/browse/findRows.ts';
import { MarkedRows } from '../../../src/core/browse/markedRows.ts';
import { textMatcher } from '../../../src/core/browse/textMatcher.ts';
import type { FormatId } from '../../../src/core/formats/format.ts';
import { FLAGS } from '../../../src/core/lint/contentFacts.ts';
import { ALL_ROWS, type RowQuery } from '../../../src/core/view/dataset/datasetView.ts';
import { readQuery } from '../../../src/core/view/dataset/readQuery.ts';

describe('a search in lines', () => {
  const cases: readonly (readonly [wanted: string, line: string, found: boolean])[] = [
    ['ferry', '{"a":"The Ferry"}', true],
    ['a', '{"a":"x"}', false],
    ['"quoted"', '{"a":"a \\"quoted\\" word"}', true],
    ['one\ntwo', '{"a":"one\\ntwo"}', true],
    ['café', '{"a":"caf\\u00e9"}', true],
    ['CAFÉ', '{"a":"café"}', true],
    ['http://x', '{"a":"http:\\/\\/x"}', true],
    ['deep', '{"a":[{"b":["deep"]}]}', true],
    ['42', '{"a":42}', true],
    ['.*', '{"a":"x"}', false],
    ['.*', '{"a":"a.*b"}', true],
    ['broken', '{"a":"broken', true],
    ['\\', '{"a":"a\\\\b"}', true],
    ['\\n', '{"a":"a\\nb"}', false],
  ];
  for (const [wanted, line, found] of cases) {
    it(`${JSON.stringify(wanted)} is ${found ? '' : 'not '}in ${line}`, () => {
      assert.equal(textMatcher(wanted)(line), found);
    });
  }
});

describe('the examples that a query asks for', () => {
  const rows: BrowsedRows = rowsOf([
    ['{"text":"one"}', 'text', FLAGS.user, ['a/one', 'error']],
    ['{"text":"two"}', 'text', FLAGS.user | FLAGS.tool],
    ['{"text":"three, long"}', undefined, 0, ['a/one', 'info'], ['b/two', 'warning']],
    ['{"text":"four"}', 'sharegpt', FLAGS.system, ['b/two', 'warning']],
  ]);
  const queries: readonly (readonly [Partial<RowQuery>, number[] | undefined])[] = [
    [{}, undefined],
    [{ finding: 'any' }, [0, 2, 3]],
    [{ finding: 'none' }, [1]],
    [{ finding: 'error' }, [0]],
    [{ finding: 'warning' }, [2, 3]],
    [{ rule: 'b/two' }, [2, 3]],
    [{ rule: 'a/one', finding: 'info' }, [2]],
    [{ rule: 'a/one', finding: 'none' }, [1, 3]],
    [{ role: 'user' }, [0, 1]],
    [{ role: 'tool' }, [1]],
    [{ format: 'text' }, [0, 1]],
    [{ format: 'unknown' }, [2]],
    [{ least: 15 }, [2, 3]],
    [{ least: 15, most: 16 }, [3]],
    [{ text: 'O' }, [0, 1, 2, 3].filter(row => /o/i.test(rows.textOf(row).slice(9)))],
    [{ text: 't', finding: 'warning' }, [2]],
  ];
  for (const [query, expected] of queries) {
    it(JSON.stringify(query), () => {
      assert.deepEqual(found({ ...ALL_ROWS, ...query }), expected);
    });
  }

  it('are found with pauses, so that a search can be given up', () => {
    const many = rowsOf(
      Array.from({ length: 3000 }, (_, row) => [`{"text":"${'x'.repeat(1000)}${row}"}`, 'text', 0]),
    );
    const search = findRows(many, { ...ALL_ROWS, text: 'x' });
    const shares: number[] = [];
    for (let step = search.next(); !step.done; step = search.next()) shares.push(step.value.share);
    assert.ok(shares.length > 3);
    assert.deepEqual(shares, [...shares].sort());
  });

  function found(query: RowQuery): number[] | undefined {
    const search = findRows(rows, query);
    for (;;) {
      const { done, value } = search.next();
      if (done) return value && [...value];
    }
  }
});

describe('a query as a page writes it', () => {
  it('leaves nothing out where it makes no sense', () => {
    for (const odd of [undefined, 3, {}, { finding: 'x', role: 7, least: -1, most: 'a', text: null }]) {
      assert.deepEqual(readQuery(odd), ALL_ROWS);
    }
    const query = { ...ALL_ROWS, text: 'a', finding: 'error', least: 3 };
    assert.deepEqual(readQuery(query), query);
  });
});

type Row = [
  text: string,
  format: FormatId | undefined,
  flags: number,
  ...findings: [string, 'error' | 'warning' | 'info'][],
];

function rowsOf(list: readonly Row[]): BrowsedRows {
  return {
    count: list.length,
    checked: list.length,
    textOf: row => list[row]?.[0] ?? '',
    unitsOf: row => list[row]?.[0].length ?? 0,
    formatOf: row => list[row]?.[1],
    flagsOf: row => list[row]?.[2] ?? 0,
    findingsOf: () => [],
    totalsOf: () => ({ error: 0, warning: 0, info: 0 }),
    rowsWith(query) {
      const marked = new MarkedRows(list.length, query);
      list.forEach(([, , , ...findings], row) => {
        for (const [rule, severity] of findings) marked.add(row, rule, severity);
      });
      return marked.marks;
    },
  };
}
