import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resultsPath } from '../../../src/core/evaluate/compareFile/compareFile.ts';
import {
  parseCompareFile,
  parseGraderFile,
} from '../../../src/core/evaluate/compareFile/parseCompareFile.ts';
import type { ProjectProblem } from '../../../src/core/project/treeReader.ts';
import { runs } from '../../support/property.ts';

/** The text that each problem underlines. */
function underlined(text: string, problems: readonly ProjectProblem[]): string[] {
  const lines = text.split('\n');
  return problems.map(({ range: { start, end } }) =>
    lines[start.line]!.slice(start.character, start.line === end.line ? end.character : undefined),
  );
}

const WHOLE = `{
  // two columns
  "name": "Tone",
  "variants": [
    { "name": "base", "template": "reply.prompt.json", "connection": "sandbox", "model": "m", "parameters": { "temperature": 0 } },
    { "name": "tuned", "template": "../reply.prompt.json", "model": "ft", "trainingFile": "train.jsonl", "round": 1 },
  ],
  "cases": [
    { "dataset": "valid.jsonl", "map": { "text": "messages[-2].content" }, "reference": "messages[-1].content" },
    { "inputs": "reply.inputs.json", "sets": ["short"] },
    { "name": "angry", "values": { "text": "!!" }, "reference": "calm" },
  ],
  "graders": ["tone.grader.json", { "type": "exact_match", "normalise": ["case"] }],
  "sample": { "size": 100, "seed": 7 }, "repetitions": 3, "blind": true, "judgeAgreement": 0.5, "maxCost": 1
}`;

describe('parseCompareFile', () => {
  it('reads everything that may stand in it', () => {
    const { file, problems, references } = parseCompareFile(WHOLE, 'eval/tone.compare.json');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      file?.variants.map(({ name }) => name),
      ['base', 'tuned'],
    );
    assert.equal(file?.cases.length, 3);
    assert.deepEqual(
      references.map(({ what, paths }) => [what, paths[0]]),
      [
        ['template', 'eval/reply.prompt.json'],
        ['template', 'reply.prompt.json'],
        ['trainingFile', 'eval/train.jsonl'],
        ['dataset', 'eval/valid.jsonl'],
        ['inputs', 'eval/reply.inputs.json'],
        ['grader', 'eval/tone.grader.json'],
      ],
    );
  });

  it('knows the tunes whose models are asked', () => {
    const text =
      '{ "variants": [{ "name": "a", "tune": "../x.tune.json" }], "cases": [{ "dataset": "v.jsonl" }] }';
    const { problems, references } = parseCompareFile(text, 'eval/a.compare.json', paths =>
      paths.includes('x.tune.json'),
    );
    assert.deepEqual(
      references.map(({ what, paths }) => [what, paths[0]]),
      [
        ['tune', 'x.tune.json'],
        ['dataset', 'eval/v.jsonl'],
      ],
    );
    assert.deepEqual(underlined(text, problems), ['"../x.tune.json"']);
  });

  const V = '"variants": [{ "name": "a", "template": "a.prompt.json" }]';
  const C = '"cases": [{ "values": {} }]';
  const wrong: [why: string, text: string, underlined: string[]][] = [
    [
      'two ways to say the model',
      `{ "variants": [{ "name": "a", "template": "a.prompt.json", "tune": "x.tune.json", "model": "m", "connection": "c" }], ${C} }`,
      ['"c"', '"m"'],
    ],
    ['an unknown key', `{ ${V}, ${C}, "variant": 1 }`, ['"variant"']],
    ['a missing key', `{ ${C} }`, [`{ ${C} }`]],
    ['a wrong type', `{ ${V}, ${C}, "repetitions": "3" }`, ['"3"']],
    ['a number out of range', `{ ${V}, ${C}, "repetitions": 0 }`, ['0']],
    [
      'an unknown key of a variant',
      `{ "variants": [{ "name": "a", "templates": "x" }], ${C} }`,
      ['"templates"'],
    ],
    ['a list where an object belongs', `[]`, ['[]']],
    ['an unknown grader', `{ ${V}, ${C}, "graders": [{ "type": "exakt_match" }] }`, ['"exakt_match"']],
    [
      'a wrong value in a grader',
      `{ ${V}, ${C}, "graders": [{ "type": "similarity", "metric": "bleue" }] }`,
      ['"bleue"'],
    ],
    ['no variants', `{ "variants": [], ${C} }`, ['[]']],
    [
      'two variants of one name',
      `{ "variants": [{ "name": "a", "template": "t" }, { "name": "a", "template": "t" }], ${C} }`,
      ['"a"'],
    ],
    ['nothing to send', `{ "variants": [{ "name": "a" }], ${C} }`, ['{ "values": {} }']],
    ['a path out of the folder', `{ ${V}, "cases": [{ "dataset": "/etc/passwd" }] }`, ['"/etc/passwd"']],
    [
      'a key of two kinds of cases',
      `{ ${V}, "cases": [{ "dataset": "a.jsonl", "sets": ["x"] }] }`,
      ['"sets"'],
    ],
  ];
  for (const [why, text, expected] of wrong) {
    it(`underlines ${why}`, () => {
      assert.deepEqual(underlined(text, parseCompareFile(text, 'a.compare.json').problems), expected);
    });
  }

  it('underlines files that are not there', () => {
    const { problems, file } = parseCompareFile(WHOLE, 'tone.compare.json', paths =>
      paths.includes('valid.jsonl'),
    );
    assert.deepEqual(underlined(WHOLE, problems).slice(-1), ['"valid.jsonl"']);
    assert.ok(file);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(WHOLE.slice(0, 400))), text => {
        parseCompareFile(text, 'x.compare.json');
        parseGraderFile(text);
      }),
      runs(200),
    );
  });
});

describe('resultsPath', () => {
  it('gives every comparison a file of its own', () => {
    assert.equal(resultsPath('a/b.compare.json'), '.tunewright/results/a--b.compare.jsonl');
    assert.equal(resultsPath('b.compare.json'), '.tunewright/results/b.compare.jsonl');
  });
});
