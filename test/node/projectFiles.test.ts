import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../src/core/util/problem.ts';
import { ProjectFiles, readProjectFile, settingsForFile } from '../../src/node/projectFiles.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const fallback = { target: 'generic', rules: {} };

describe('ProjectFiles', () => {
  it('finds the nearest project file upwards', () =>
    withFolder(
      {
        'tunewright.jsonc': '{"target":"openai"}',
        'a/b/x.jsonl': '',
        'c/tunewright.jsonc': '{"target":"together"}',
      },
      async folder => {
        const files = new ProjectFiles();
        const targetIn = async (...parts: string[]) =>
          (await files.nearest(path.join(folder, ...parts)))?.project.target;
        assert.equal(await targetIn('a', 'b'), 'openai');
        assert.equal(await targetIn('c'), 'together');
        assert.equal(await targetIn(), 'openai');
      },
    ));

  it('complains of a folder of that name, and finds nothing where there is none', () =>
    withFolder({}, async folder => {
      await mkdir(path.join(folder, 'tunewright.jsonc'));
      await assert.rejects(new ProjectFiles().nearest(folder), Problem);
      const nothing = await new ProjectFiles().nearest(path.parse(folder).root);
      assert.equal(nothing, undefined);
    }));
});

describe('settingsForFile', () => {
  it('reads globs and the validation file from the folder of the project file', () =>
    withFolder(
      { 'tunewright.jsonc': '{"datasets":[{"files":"data/*","method":"dpo","validation":"data/v.jsonl"}]}' },
      async folder => {
        const project = await readProjectFile(path.join(folder, 'tunewright.jsonc'));
        assert.deepEqual(settingsForFile(project, path.join(folder, 'data', 'a.jsonl'), fallback), {
          ...fallback,
          method: 'dpo',
          validation: path.join(folder, 'data', 'v.jsonl'),
          partner: path.join(folder, 'data', 'v.jsonl'),
        });
        assert.deepEqual(settingsForFile(project, path.join(folder, 'a.jsonl'), fallback), fallback);
        assert.deepEqual(settingsForFile(undefined, path.join(folder, 'a.jsonl'), fallback), fallback);
      },
    ));

  for (const [name, isValidation] of [
    ['train_prepared_valid.jsonl', true],
    ['train_prepared_valid (2).jsonl', true],
    ['train_prepared.jsonl', false],
    ['train_prepared_train.jsonl', false],
    ['valid.jsonl', false],
  ] as const) {
    it(`${name} is ${isValidation ? '' : 'not '}taken for what was held back for validation`, () => {
      const { purpose } = settingsForFile(undefined, path.resolve(name), fallback) as { purpose?: string };
      assert.equal(purpose === 'validation', isValidation);
    });
  }
});
