import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pythonToJson } from '../../../src/core/jsonl/pythonLiteral.ts';
import { brokenLine } from '../../support/datasets.ts';
import { runs } from '../../support/property.ts';

describe('Python dictionaries', () => {
  for (const [python, json] of [
    ["{'a': 1}", '{"a": 1}'],
    ["{'a': True, 'b': False, 'c': None}", '{"a": true, "b": false, "c": null}'],
    [`{'a': "it's"}`, `{"a": "it's"}`],
    ["{'a': 'it\\'s \"x\"'}", '{"a": "it\'s \\"x\\""}'],
    ["{'a': '\\x41\\u00e9\\U0001F600\\101\\n'}", '{"a": "AéὠA\\n"}'.replace('ὠ', '😀')],
    ["{'a': '\\d'}", '{"a": "\\\\d"}'],
    ["{'a': (1, 'b'), 'c': (1,), 'd': ()}", '{"a": [1, "b"], "c": [1], "d": []}'],
    ["{'a': [1, 2,], }", '{"a": [1, 2]}'],
    [
      "{'a': 12345678901234567890, 'b': 1.50, 'c': -1e-07}",
      '{"a": 12345678901234567890, "b": 1.50, "c": -1e-07}',
    ],
    ['{"a": None}', '{"a": null}'],
    [" {'a' : {} }\t", '{"a": {}}'],
  ] as const) {
    it(`${python} is ${json}`, () => assert.equal(pythonToJson(python), json));
  }

  for (const other of [
    '{"a": 1}',
    '{"a": "None"}',
    "['a']",
    "'a'",
    '{a: None}',
    "{1: 'a'}",
    "{'a'}",
    "{'a': 1} {'b': 2}",
    "{'a': 1",
    "{'a': b}",
    "{'a': nan}",
    "{'a': None1}",
    "{'a': 01}",
    "{'a': 1_000}",
    "{'a': (1)}",
    "{'a': 'b' 'c'}",
    "{'a': b'c'}",
    "{'a': '\\N{DASH}'}",
    "{'a': '\\x4'}",
    "{'a': datetime.now()}",
    "{'a': 1,, 'b': 2}",
    '',
    "'",
  ]) {
    it(`${JSON.stringify(other)} is none`, () => assert.equal(pythonToJson(other), undefined));
  }

  it('writes JSON whenever it writes anything, whatever comes', () => {
    fc.assert(
      fc.property(brokenLine, line => {
        for (const text of [line, line.replaceAll('"', "'")]) {
          const json = pythonToJson(text);
          if (json !== undefined) assert.equal(typeof JSON.parse(json), 'object');
        }
      }),
      runs(500),
    );
  });

  it('reads back what Python writes', () => {
    const noProto = fc.string().filter(key => key !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(noProto, fc.jsonValue(), { minKeys: 1 }), value => {
        const json = pythonToJson(repr(value));
        // Where Python writes double quotes throughout, its text may be JSON as it stands.
        assert.deepEqual(JSON.parse(json ?? repr(value)), JSON.parse(JSON.stringify(value)));
      }),
      runs(300),
    );
  });
});

/** How Python shows a value. */
function repr(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return stringRepr(value);
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${stringRepr(key)}: ${repr(item)}`)
    .join(', ')}}`;
}

function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[\0-\x1f\x7f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return quote + body + quote;
}
