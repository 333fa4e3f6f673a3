import assert from 'node:assert/strict';
import { matchesGlobs } from '../../../src/core/project/globs.ts';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { settingsFor } from '../../../src/core/project/settingsFor.ts';

describe('matchesGlobs', () => {
  const table: [globs: string[], path: string, selected: boolean][] = [
    [['train.jsonl'], 'train.jsonl', true],
    [['train.jsonl'], 'deep/down/train.jsonl', true],
    [['*.jsonl'], 'data/train.jsonl', true],
    [['./train.jsonl'], 'train.jsonl', true],
    [['./train.jsonl'], 'deep/down/train.jsonl', false],
    [['data/*.jsonl'], 'data/train.jsonl', true],
    [['data/*.jsonl'], 'data/a/train.jsonl', false],
    [['data/**/*.jsonl'], 'data/train.jsonl', true],
    [['data/**/*.jsonl'], 'data/a/b/train.jsonl', true],
    [['data/'], 'data/a/train.jsonl', true],
    [['**'], '.hidden/train.jsonl', true],
    [['{train,valid}.jsonl'], 'valid.jsonl', true],
    [['data/*.jsonl', '!data/old.jsonl'], 'data/old.jsonl', false],
    [['data/*.jsonl', '!data/old*', 'data/older.jsonl'], 'data/older.jsonl', true],
    [['!data/old.jsonl'], 'data/new.jsonl', false],
    [['train (1).jsonl'], 'train (1).jsonl', true],
    [['Train.jsonl'], 'train.jsonl', false],
  ];
  for (const [globs, path, selected] of table) {
    it(`${JSON.stringify(globs)} ${selected ? 'selects' : 'leaves'} ${path}`, () =>
      assert.equal(matchesGlobs(globs, path), selected));
  }
});

describe('settingsFor', () => {
  const { project } = parseProjectFile(`{
    "target": "openai",
    "rules": { "json/stray-comma": "info" },
    "datasets": [
      { "files": "data/**", "method": "supervised", "validation": "valid.jsonl" },
      { "files": "data/dpo/*", "method": "dpo", "target": "together",
        "rules": { "json/stray-comma": "off", "dataset/duplicate-example": "error" } }
    ]
  }`);
  const fallback = {
    target: 'azure',
    format: 'openai-sft',
    rules: { 'chat/role-unknown': { severity: 'warning' } },
  } as const;

  it('leaves the fallback where the project says nothing', () => {
    assert.deepEqual(settingsFor({ datasets: [], rules: {} }, 'a.jsonl', fallback), fallback);
  });

  it('takes what the project says of all datasets', () => {
    assert.deepEqual(settingsFor(project, 'a.jsonl', fallback), {
      target: 'openai',
      format: 'openai-sft',
      rules: { 'chat/role-unknown': { severity: 'warning' }, 'json/stray-comma': { severity: 'info' } },
    });
  });

  it('lets later entries win', () => {
    assert.deepEqual(settingsFor(project, 'data/dpo/a.jsonl', fallback), {
      target: 'together',
      format: 'openai-sft',
      method: 'dpo',
      validation: 'valid.jsonl',
      rules: {
        'chat/role-unknown': { severity: 'warning' },
        'json/stray-comma': { severity: 'off' },
        'dataset/duplicate-example': { severity: 'error' },
      },
    });
  });

  it('judges a validation file like its training file, but as one that may be small', () => {
    const pair = parseProjectFile(
      '{"datasets":[{"files":"a/*","target":"openai","validation":"./a/valid.jsonl"}]}',
    );
    const settings = (path: string) => settingsFor(pair.project, path, { target: 'generic', rules: {} });
    assert.deepEqual(settings('a/valid.jsonl'), { target: 'openai', purpose: 'validation', rules: {} });
    assert.deepEqual(settings('a/train.jsonl'), {
      target: 'openai',
      validation: './a/valid.jsonl',
      rules: {},
    });
  });

  it('merges options of one rule', () => {
    const rules = { 'a/b': { severity: 'off' as const, options: { x: 1, y: 2 } } };
    const merged = settingsFor({ datasets: [], rules: { 'a/b': { options: { y: 3 } } } }, 'a', {
      target: 'generic',
      rules,
    });
    assert.deepEqual(merged.rules, { 'a/b': { severity: 'off', options: { x: 1, y: 3 } } });
    assert.deepEqual(rules['a/b'].options, { x: 1, y: 2 });
  });
});
