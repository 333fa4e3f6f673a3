import assert from 'node:assert/strict';
import { candidatePaths, templateLoader } from '../../../src/core/template/templateFiles.ts';

describe('names of included templates', () => {
  const CASES: [name: string, from: string | undefined, expected: string[]][] = [
    ['a.njk', undefined, ['a.njk']],
    ['a.njk', 'dir/b.njk', ['dir/a.njk', 'a.njk']],
    ['./a.njk', 'dir/b.njk', ['dir/a.njk']],
    ['../a.njk', 'dir/b.njk', ['a.njk']],
    ['../../a.njk', 'dir/b.njk', []],
    ['x/../a.njk', undefined, ['a.njk']],
    ['x/../../a.njk', undefined, []],
    ['x/../../a.njk', 'dir/b.njk', ['a.njk']],
    ['/etc/passwd', 'dir/b.njk', []],
    ['C:\\a', undefined, []],
    ['c:/a', undefined, []],
    ['a\\b', undefined, []],
    ['file:///a', undefined, []],
    ['https://example.com/a', undefined, []],
    ['', undefined, []],
    ['..', 'dir/b.njk', []],
    ['a\u0000b', undefined, []],
  ];
  for (const [name, from, expected] of CASES) {
    it(`${JSON.stringify(name)} from ${from}`, () => assert.deepEqual(candidatePaths(name, from), expected));
  }

  it('mean the file beside before the one in the workspace folder', () => {
    const load = templateLoader({ 'a.njk': 'root', 'dir/a.njk': 'beside' });
    assert.deepEqual(load('a.njk', 'dir/b.njk'), { name: 'dir/a.njk', source: 'beside' });
    assert.deepEqual(load('a.njk', 'other/b.njk'), { name: 'a.njk', source: 'root' });
    assert.equal(load('b.njk', undefined), 'not-found');
    assert.equal(load('../b.njk', undefined), 'outside');
    assert.equal(load('toString', undefined), 'not-found');
  });
});
