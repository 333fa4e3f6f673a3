import assert from 'node:assert/strict';
import ranks from 'gpt-tokenizer/bpeRanks/cl100k_base';
import { packRanks } from '../../../scripts/build/packedData.mjs';
import { unpackRanks } from '../../../scripts/build/unpackData.mjs';

describe('the vocabulary of a tokenizer', () => {
  it('is the same after it was packed', () => {
    const unpacked = unpackRanks(packRanks([...ranks] as (string | number[])[]));
    assert.equal(unpacked.length, ranks.length);
    const wrong = unpacked.findIndex((token, rank) => String(token) !== String(ranks[rank]));
    assert.equal(wrong, -1);
  });
});
