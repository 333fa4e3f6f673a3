import assert from 'node:assert/strict';
import { type FindingCase, severities, testFindings, testFixes } from '../../../../support/findings.ts';
import { lint } from '../../../../support/lint.ts';

const sound = '{"prompt":"a","completion":"b"}';

const cases: readonly FindingCase[] = [
  { name: 'a sound line', text: sound, expect: [] },
  { name: 'white space between tokens', text: ' {\t"prompt" : "a" , "completion":"b" } ', expect: [] },
  { name: 'CRLF is white space', text: `${sound}\r\n${sound}\r\n`, expect: [] },
  {
    name: 'from the place of the fault to the end of the token',
    text: '{"prompt":"a" completion:"b"}',
    expect: ['E json/invalid-syntax@1 completion'],
  },
  { name: 'an open string', text: '{"prompt":"abc', expect: ['E json/invalid-syntax@1 "abc'] },
  { name: 'an open object', text: `${sound}\n{"prompt":`, expect: ['E json/invalid-syntax@2 '] },
  {
    name: 'nothing else is said of a line that cannot be read',
    text: '{"prompt":"a\t",,"messages":1,}',
    expect: ['E json/invalid-syntax@1 ,'],
  },
  { name: 'text before', text: 'data: {"a":1}', expect: ['E json/invalid-syntax@1 data'] },
  { name: 'text after', text: '{"a":1} ok', expect: ['E json/invalid-syntax@1 ok'] },
  { name: 'a comment', text: '{"a":1} // one', expect: ['E json/invalid-syntax@1 //'] },
  { name: 'a form feed is no white space', text: '{"a":1}\f', expect: ['E json/invalid-syntax@1 \f'] },
  { name: 'a list', text: `${sound}\n ["a"] `, expect: ['E json/not-an-object@2 ["a"]'] },
  { name: 'a text', text: `${sound}\n"a"`, expect: ['E json/not-an-object@2 "a"'] },
  { name: 'an empty list is no list of examples', text: '[]', expect: ['E json/not-an-object@1 []'] },
  { name: 'a list of examples', text: `[${sound}]`, expect: [`E json/not-line-delimited@1 [${sound}]`] },
  {
    name: 'an example over lines',
    text: '{\n"prompt":"a",\n"completion":"b"\n}',
    expect: ['E json/not-line-delimited@1 {'],
  },
  {
    name: 'a pointer is named and nothing else is said',
    text: 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n',
    expect: ['E json/not-line-delimited@1 version https://git-lfs.github.com/spec/v1'],
  },
  { name: 'two values', text: `${sound}{"a":1}`, expect: ['E json/multiple-values@1 {"a":1}'] },
  { name: 'two values with space', text: `${sound} {"a":1}`, expect: ['E json/multiple-values@1  {"a":1}'] },
  { name: 'a value and a number', text: `${sound} 1`, expect: ['E json/multiple-values@1  1'] },
  { name: 'a comma before a brace', text: '{"a":1 , }', expect: ['E json/stray-comma@1 ,'] },
  { name: 'a comma in a list', text: '{"a":[1,]}', expect: ['E json/stray-comma@1 ,'] },
  { name: 'a comma after the line', text: '{"a":1},', expect: ['E json/stray-comma@1 ,'] },
  { name: 'two commas mean nothing', text: '{"a":1,,}', expect: ['E json/invalid-syntax@1 ,'] },
  { name: 'Python', text: "{'a': None}", expect: ["E json/python-literal@1 {'a': None}"] },
  { name: 'JavaScript is no Python', text: "{a: 'b'}", expect: ['E json/invalid-syntax@1 a'] },
  { name: 'a tab in a string', text: '{"a":"b\tc"}', expect: ['E json/raw-control-character@1 \t'] },
  { name: 'NUL in a string', text: '{"a":"\0"}', expect: ['E json/raw-control-character@1 \0'] },
  { name: 'DEL needs no escape', text: '{"a":"\x7f"}', expect: [] },
  {
    name: 'not a number',
    text: '{"a":[NaN,-Infinity]}',
    expect: ['E json/non-finite-number@1 NaN', 'E json/non-finite-number@1 -Infinity'],
  },
  {
    name: 'a key that comes twice: the lost one',
    text: '{"a":1,"b":2,"a":3}',
    expect: ['W json/duplicate-key@1 "a"'],
  },
  {
    name: 'in an object within',
    text: '{"x":[{"a":1,"\\u0061":2}]}',
    expect: ['W json/duplicate-key@1 "a"'],
  },
  { name: 'as deep as anybody reads', text: nested(500), expect: [] },
  { name: 'brackets in a text', text: `{"a":"${'['.repeat(2000)}"}`, expect: [] },
  {
    name: 'a level more: where it begins',
    text: `{"text":"[{","b":[1],"a":${nested(500)}}`,
    expect: ['W json/nested-too-deeply@1 {'],
  },
  {
    name: 'a hundred thousand levels in what is no training data',
    text: nested(100_000),
    expect: ['W json/nested-too-deeply@1 {'],
  },
  {
    name: 'a hundred thousand levels within an example',
    text: `${sound}\n${sound.slice(0, -1)},"tools":${nested(100_000)}}`,
    expect: ['W json/nested-too-deeply@2 {'],
  },
  { name: 'the same key in two objects', text: '{"x":{"a":1},"y":{"a":1},"a":1}', expect: [] },
  { name: 'a blank line', text: `${sound}\n \t\n${sound}\n`, expect: ['W json/blank-line@2  \t'] },
  {
    name: 'line breaks at the end',
    text: `${sound}\n\n\n`,
    expect: ['W json/blank-line@2 ', 'W json/blank-line@3 '],
  },
  { name: 'blank lines only', text: '\n\n', expect: ['W json/blank-line@1 ', 'W json/blank-line@2 '] },
];

describe('rules about JSON', () => {
  testFindings(['json'], cases);

  testFixes([
    {
      name: 'values are put on lines',
      rule: 'json/multiple-values',
      before: '{"a":1}{"b":2} , {"c":3}',
      fixes: [['safe', '{"a":1}\n{"b":2}\n{"c":3}']],
    },
    { name: 'but not what is no object', rule: 'json/multiple-values', before: '{"a":1} 2', fixes: [] },
    { name: 'a comma goes', rule: 'json/stray-comma', before: '{"a":1 , }', fixes: [['safe', '{"a":1  }']] },
    {
      name: 'Python becomes JSON, after a look',
      rule: 'json/python-literal',
      before: "{'a': ('b', None)}",
      fixes: [['unsafe', '{"a": ["b", null]}']],
    },
    {
      name: 'a tab is escaped',
      rule: 'json/raw-control-character',
      before: '{"a":"\t"}',
      fixes: [['safe', '{"a":"\\t"}']],
    },
    {
      name: 'others by number',
      rule: 'json/raw-control-character',
      before: '{"a":"\x01"}',
      fixes: [['safe', '{"a":"\\u0001"}']],
    },
    {
      name: 'NaN becomes null',
      rule: 'json/non-finite-number',
      before: '{"a":NaN}',
      fixes: [['unsafe', '{"a":null}']],
    },
    {
      name: 'the lost value goes',
      rule: 'json/duplicate-key',
      before: '{"a":{"x":1} , "b":2,"a":3}',
      fixes: [['unsafe', '{"b":2,"a":3}']],
    },
    {
      name: 'a blank line goes',
      rule: 'json/blank-line',
      before: '{"a":1}\n\n{"b":2}',
      fixes: [['safe', '{"a":1}\n{"b":2}']],
    },
    { name: 'the last too', rule: 'json/blank-line', before: '{"a":1}\n ', fixes: [['safe', '{"a":1}\n']] },
  ]);

  const targets = ['generic', 'openai', 'azure', 'together'];
  for (const [rule, text, file, expected] of [
    ['json/blank-line', `${sound}\n\n`, 'train.jsonl', ['warning', 'warning', 'info', 'error']],
    ['json/duplicate-key', '{"a":1,"a":1}', 'train.jsonl', ['warning', 'warning', 'warning', 'warning']],
    ['json/invalid-syntax', '{', 'train.jsonl', ['error', 'error', 'error', 'error']],
    ['json/wrong-extension', sound, 'train.json', ['warning', 'error', 'warning', 'error']],
    ['json/wrong-extension', sound, 'train.parquet', ['warning', 'error', 'warning', 'off']],
    ['json/wrong-extension', sound, '-', ['off', 'off', 'off', 'off']],
    ['json/wrong-extension', '{"level":1}', 'app.log', ['off', 'off', 'off', 'off']],
  ] as const) {
    it(`${rule} of ${file} by target`, async () => {
      assert.deepEqual(Object.values(await severities(rule, text, targets, { file })), expected);
    });
  }

  it('a log gets nothing but these', async () => {
    const { findings, format } = await lint('{"level":"info"},\n\n{"level":"warn"}\n', { target: 'openai' });
    assert.equal(format, 'none');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['json/stray-comma', 'json/blank-line'],
    );
  });
});

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
}
