import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matchesGlobs } from '../../../src/core/project/globs.ts';
import { parseProjectFile } from '../../../src/core/project/parseProjectFile.ts';
import { globFor, withDatasetPin } from '../../../src/core/project/pinDataset.ts';
import { settingsFor } from '../../../src/core/project/settingsFor.ts';
import { runs } from '../../support/property.ts';

const TEXTS = [
  '',
  '// ours\n',
  '{}',
  '{ "target": "azure" }',
  '{\n  "target": "azure", // why\n}\n',
  '{\n\t"datasets": [\n\t\t{ "files": "*.jsonl", "target": "azure" }, // all\n\t],\n}\n',
  '{ "datasets": [] }',
  '{\r\n  "datasets": [\r\n    { "files": "./a.jsonl", "method": "dpo" } // mine\r\n  ]\r\n}\r\n',
  '{ "datasets": [{ "files": ["./a.jsonl"], "target": "azure" }, { "files": "**", "target": "generic" }] }',
];

describe('withDatasetPin', () => {
  for (const text of TEXTS) {
    it(`pins and releases a file in ${JSON.stringify(text)}`, () => {
      const pinned = withDatasetPin(text, 'a.jsonl', 'target', 'openai') ?? '';
      assert.equal(targetIn(pinned, 'a.jsonl'), 'openai', pinned);
      assert.equal(targetIn(pinned, 'deep/a.jsonl'), targetIn(text, 'deep/a.jsonl'), pinned);
      const again = withDatasetPin(pinned, 'a.jsonl', 'target', 'together') ?? '';
      assert.equal(targetIn(again, 'a.jsonl'), 'together', again);
      const released = withDatasetPin(again, 'a.jsonl', 'target', undefined) ?? '';
      assert.deepEqual(parseProjectFile(released).problems, [], released);
      assert.doesNotMatch(released, /together/);
      for (const comment of text.match(/\/\/.*/g) ?? []) assert.ok(released.includes(comment), released);
    });
  }

  it('writes an entry as people do', () => {
    assert.equal(
      withDatasetPin('{\n  "datasets": [\n    { "files": "b" } // b\n  ]\n}\n', 'x/a.jsonl', 'method', 'dpo'),
      '{\n  "datasets": [\n    { "files": "b" }, // b\n    { "files": "x/a.jsonl", "method": "dpo" }\n  ]\n}\n',
    );
  });

  for (const text of ['{ "datasets": [', '[]', '{ "datasets": {} }']) {
    it(`does not touch ${text}`, () => {
      assert.equal(withDatasetPin(text, 'a.jsonl', 'format', 'sharegpt'), undefined);
    });
  }
});

describe('globFor', () => {
  it('matches its own path and nothing else', () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom(...'ab.*?[]{}()!+@|,\\ é') }).filter(isName);
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map(names => names.join('/'));
    fc.assert(
      fc.property(path, path, (one, other) => {
        assert.equal(matchesGlobs([globFor(one)], one), true);
        assert.equal(matchesGlobs([globFor(one)], other), one === other);
      }),
      runs(100),
    );
  });
});

function isName(name: string): boolean {
  return name !== '.' && name !== '..';
}

function targetIn(text: string, path: string): string {
  const { project, problems } = parseProjectFile(text);
  assert.deepEqual(problems, [], text);
  return settingsFor(project, path, { target: 'generic', rules: {} }).target;
}
