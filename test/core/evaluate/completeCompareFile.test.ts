import assert from 'node:assert/strict';
import { completeCompareFile } from '../../../src/core/evaluate/compareFile/completeCompareFile.ts';

const NAMES = {
  connections: [{ id: 'c-1', name: 'Mine' }],
  files: [
    'a.prompt.json',
    'a.tune.json',
    'eval/b.tune.json',
    'train.jsonl',
    'eval/rows.csv',
    'g.grader.json',
  ],
};

/** What is offered at the mark, and the text that it replaces. */
function offered(marked: string): [labels: string[], replaced: string] | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completeCompareFile(text, offset, 'eval/x.compare.json', NAMES);
  return (
    found && [found.items.map(({ label }) => JSON.parse(label) as string), text.slice(found.start, found.end)]
  );
}

describe('completeCompareFile', () => {
  const table: [where: string, marked: string, labels: string[] | undefined, replaced?: string][] = [
    ['a tune', '{ "variants": [{ "tune": "|" }] }', ['../a.tune.json', './b.tune.json'], '""'],
    ['a tune before its string', '{ "variants": [{ "tune": | }] }', ['../a.tune.json', './b.tune.json'], ''],
    ['a template half written', '{ "variants": [{ "template": "a|', ['../a.prompt.json'], '"a'],
    ['a connection', '{ "variants": [{ "connection": "|" }] }', ['c-1'], '""'],
    ['a training file', '{ "variants": [{ "trainingFile": "|" }] }', ['../train.jsonl'], '""'],
    ['cases', '{ "cases": [{ "dataset": "|" }] }', ['../train.jsonl', './rows.csv'], '""'],
    ['a grader', '{ "graders": ["|"] }', ['../g.grader.json'], '""'],
    ['a name', '{ "variants": [{ "name": "|" }] }', undefined],
    ['a key', '{ "variants": [{ "|" }] }', undefined],
    ['values of that name', '{ "cases": [{ "values": { "dataset": "|" } }] }', undefined],
    ['nothing that is there', '{ "cases": [{ "inputs": "|" }] }', undefined],
  ];
  for (const [where, marked, labels, replaced] of table) {
    it(`offers at ${where} ${labels ? 'what is there' : 'nothing'}`, () =>
      assert.deepEqual(offered(marked), labels && [labels, replaced]));
  }
});
