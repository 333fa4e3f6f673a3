import assert from 'node:assert/strict';
import { parseCompareFile } from '../../../src/core/evaluate/compareFile/parseCompareFile.ts';
import { withVariants } from '../../../src/core/evaluate/newComparison/addVariants.ts';
import { newComparisonText } from '../../../src/core/evaluate/newComparison/newComparisonText.ts';
import { proposeGraders } from '../../../src/core/evaluate/newComparison/proposeGraders.ts';
import { proposeSource } from '../../../src/core/evaluate/newComparison/proposeSource.ts';
import { readRows } from '../../../src/core/rows/readRows.ts';

const variants = [
  { connection: 'sandbox', model: 'sandbox-base' },
  { connection: 'other', model: 'sandbox-base', trainingFile: 'data/train.jsonl' },
];

describe('newComparisonText', () => {
  const table: [what: string, paths: { template?: string; cases?: string }, files: string[]][] = [
    [
      'a template and a dataset',
      { template: 'eval/ask.prompt.json', cases: 'data/valid.jsonl' },
      ['eval/ask.prompt.json', 'eval/ask.prompt.json', 'data/train.jsonl', 'data/valid.jsonl'],
    ],
    [
      'a template alone',
      { template: 'ask.prompt.json' },
      ['ask.prompt.json', 'ask.prompt.json', 'data/train.jsonl'],
    ],
    [
      'sets of values',
      { template: 'ask.prompt.json', cases: 'eval/ask.inputs.json' },
      ['ask.prompt.json', 'ask.prompt.json', 'data/train.jsonl', 'eval/ask.inputs.json'],
    ],
    ['a dataset alone', { cases: 'eval/valid.jsonl' }, ['data/train.jsonl', 'eval/valid.jsonl']],
    ['nothing', {}, ['data/train.jsonl']],
  ];
  for (const [what, paths, files] of table) {
    it(`makes a sound file of ${what}`, () => {
      const path = 'eval/new.compare.json';
      const graders = proposeGraders([]).map(({ grader }) => grader);
      const text = newComparisonText({ path, variants, graders, ...paths });
      const { file, problems, references } = parseCompareFile(text, path);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        file?.variants.map(({ name }) => name),
        ['sandbox-base', 'sandbox-base 2'],
      );
      assert.deepEqual(
        references.map(one => one.paths[0]),
        files,
      );
    });
  }
});

describe('proposeGraders', () => {
  const table: [references: string[], first: string][] = [
    [['true', 'false', 'true', 'true'], 'label'],
    [['12', '7', '-3.5', '8'], 'number'],
    [['{"a": 1}', '{"a": 2}', '[1]'], 'json'],
    [['Paris', 'Rome', 'Oslo'], 'exact_match'],
    [['A long answer that nobody would ever repeat word for word.', 'Another.'], 'similarity'],
    [[], 'length'],
  ];
  for (const [references, first] of table) {
    it(`takes ${first} for ${references.join(' | ') || 'nothing'}`, () => {
      const usual = proposeGraders(references).filter(({ isUsual }) => isUsual);
      assert.deepEqual(
        usual.map(({ grader }) => grader.type),
        [first],
      );
    });
  }
});

describe('proposeSource', () => {
  const table: [what: string, name: string, text: string, variables: string[], expected: object][] = [
    [
      'a table with other names',
      'a.csv',
      'Headline,is_favorite\nThe Sea,true\n',
      ['title'],
      { map: { title: 'Headline' }, reference: 'is_favorite' },
    ],
    [
      'a table with the same names',
      'a.csv',
      'title,label\nThe Sea,true\n',
      ['title'],
      { reference: 'label' },
    ],
    [
      'conversations',
      'a.jsonl',
      '{"messages":[{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}',
      ['question'],
      { map: { question: 'messages[-2].content' } },
    ],
  ];
  for (const [what, name, text, variables, expected] of table) {
    it(`reads ${what}`, async () => {
      const wanted = variables.map(one => ({ name: one, hasDefault: false }));
      assert.deepEqual(proposeSource(await readRows(name, text), wanted), expected);
    });
  }
});

describe('withVariants', () => {
  const text = `{
  // Which is better?
  "variants": [{ "name": "base", "template": "ask.prompt.json", "connection": "sandbox", "model": "sandbox-base" }],
  "cases": [{ "dataset": "valid.jsonl" }]
}
`;

  it('adds a model with the template of its neighbour and keeps comments', () => {
    const wanted = { name: 'base', connection: 'sandbox', model: 'ft:2', trainingFile: 'train.jsonl' };
    const changed = withVariants(text, 'a.compare.json', [wanted])!;
    assert.match(changed, /\/\/ Which is better\?/);
    assert.deepEqual(parseCompareFile(changed, 'a.compare.json').file?.variants[1], {
      ...{ name: 'base 2', template: 'ask.prompt.json', connection: 'sandbox' },
      ...{ model: 'ft:2', trainingFile: './train.jsonl' },
    });
  });

  it('adds none that is there, and leaves what is no comparison alone', () => {
    assert.equal(
      withVariants(text, 'a.compare.json', [{ connection: 'sandbox', model: 'sandbox-base' }]),
      text,
    );
    assert.equal(withVariants('{', 'a.compare.json', []), undefined);
  });
});
