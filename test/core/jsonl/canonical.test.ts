import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canonicalText, foldedCanonicalText, Hasher, hashValue } from '../../../src/core/jsonl/canonical.ts';
import { surveyLine } from '../../../src/core/jsonl/survey.ts';
import { exampleLine } from '../../support/datasets.ts';
import { runs } from '../../support/property.ts';

describe('equal examples', () => {
  for (const [a, b, same] of [
    ['{"a":1,"b":2}', '{ "b": 2, "a": 1 }', true],
    ['{"a":"\\u0041"}', '{"a":"A"}', true],
    ['{"a":1,"a":2}', '{"a":2}', true],
    ['{"a":12345678901234567890}', '{"a":12345678901234567891}', false],
    ['{"a":1}', '{"a":1.0}', false],
    ['{"a":[1,2]}', '{"a":[2,1]}', false],
    ['{"a":"1"}', '{"a":1}', false],
    ['{"a":{}}', '{"a":[]}', false],
  ] as const) {
    it(`${a} ${same ? 'is' : 'is not'} ${b}`, () =>
      assert.equal(canonicalText(a) === canonicalText(b), same));
  }

  for (const [a, b, same] of [
    ['{"a":"Hello  World\\n"}', '{"a":"hello world"}', true],
    ['{"a":"É"}', '{"a":"é"}', true],
    ['{"A":"b"}', '{"a":"b"}', false],
    ['{"a":"b."}', '{"a":"b"}', false],
  ] as const) {
    it(`${a} ${same ? 'nearly is' : 'is not even nearly'} ${b}`, () => {
      assert.equal(foldedCanonicalText(a) === foldedCanonicalText(b), same);
      if (same) assert.equal(hashOf(a).folded, hashOf(b).folded);
    });
  }

  it('have equal hashes, and their keys are counted', () => {
    fc.assert(
      fc.property(exampleLine, line => {
        const spaced = JSON.stringify(reversed(JSON.parse(line)), null, 1);
        assert.deepEqual(hashOf(line), hashOf(spaced));
        assert.equal(canonicalText(line), canonicalText(spaced));
        assert.equal(surveyLine(line).keys, hashValue(JSON.parse(line), new Hasher()));
      }),
      runs(300),
    );
  });

  it('are told apart by their hashes', () => {
    const hashes = new Set(Array.from({ length: 20_000 }, (_, i) => hashOf(`{"a":"${i}"}`).exact));
    assert.ok(hashes.size >= 19_998, String(hashes.size));
  });
});

function hashOf(json: string): ReturnType<Hasher['result']> {
  const hasher = new Hasher();
  hashValue(JSON.parse(json), hasher);
  return hasher.result();
}

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}
