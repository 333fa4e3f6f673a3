import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { parseTree, getNodeValue, type Node } from 'jsonc-parser';
import { RULES } from '../../../src/core/lint/registry.ts';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { projectFileSchema } from '../../../src/core/project/projectSchema.ts';
import { fromRoot } from '../../support/root.ts';

describe('projectFileSchema', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(projectFileSchema());
  const agree: [text: string, valid: boolean][] = [
    ['{}', true],
    ['{"target":"openai","datasets":[{"files":"a"}],"rules":{"json/stray-comma":{"severity":"off"}}}', true],
    ['{"target":"No Body"}', false],
    ['{"datasets":[{"target":"openai"}]}', false],
    ['{"rules":{"no/rule":"off"}}', false],
    ['{"rules":{"json/stray-comma":{"color":"red"}}}', false],
  ];
  for (const [text, valid] of agree) {
    it(`agrees with the reader about ${text}`, () => {
      assert.equal(validate(JSON.parse(text)), valid);
      assert.equal(parseProjectFile(text).problems.length === 0, valid);
    });
  }

  it('describes every rule', () => {
    const text = JSON.stringify(projectFileSchema());
    for (const rule of RULES) assert.ok(text.includes(JSON.stringify(rule.id)), rule.id);
  });

  it('accepts the project file of the samples', () => {
    const text = readFileSync(fromRoot('samples/tunewright.jsonc'), 'utf8');
    assert.equal(validate(getNodeValue(parseTree(text) as Node)), true);
    assert.deepEqual(parseProjectFile(text).problems, []);
  });
});
