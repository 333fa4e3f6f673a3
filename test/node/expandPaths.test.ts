import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { expandPaths } from '../../src/node/expandPaths.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const tree = {
  'data/b.jsonl': '',
  'data/a.JSONL': '',
  'data/notes.txt': '',
  'data/deep/c.jsonl': '',
  'data/node_modules/x.jsonl': '',
  'data/.git/x.jsonl': '',
  'data/.tunewright/feedback.jsonl': '',
  'other.json': '',
  'empty/readme.md': '',
};

describe('expandPaths', () => {
  const cases: [given: string[], files: string[], empty: string[]][] = [
    [['data'], ['data/a.JSONL', 'data/b.jsonl', 'data/deep/c.jsonl'], []],
    [['data/b.jsonl', 'data/', './data/b.jsonl'], ['data/a.JSONL', 'data/b.jsonl', 'data/deep/c.jsonl'], []],
    [['other.json', 'missing.jsonl'], ['other.json', 'missing.jsonl'], []],
    [['empty'], [], ['empty']],
    [['data/.tunewright'], ['data/.tunewright/feedback.jsonl'], []],
  ];
  for (const [given, files, empty] of cases) {
    it(`takes ${given.join(' ')} for ${files.length} files`, () =>
      withFolder(tree, async folder => {
        const expanded = await expandPaths(given, folder);
        assert.deepEqual(expanded.files.map(slashes).sort(), [...files].sort());
        assert.deepEqual(expanded.empty, empty);
      }));
  }

  it('follows links once and survives a circle', () =>
    withFolder({ 'data/a.jsonl': '', 'far/b.jsonl': '' }, async folder => {
      await symlink(folder, path.join(folder, 'data', 'up'));
      await symlink(path.join(folder, 'far'), path.join(folder, 'data', 'link'));
      await symlink('nowhere', path.join(folder, 'data', 'dangling.jsonl'));
      const { files } = await expandPaths(['data'], folder);
      assert.deepEqual(files.map(slashes), ['data/a.jsonl', 'data/link/b.jsonl']);
    }));
});

function slashes(file: string): string {
  return file.replaceAll(path.sep, '/');
}
