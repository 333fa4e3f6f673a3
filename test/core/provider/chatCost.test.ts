import assert from 'node:assert/strict';
import type { ChatUsage } from '../../../src/core/provider/chat.ts';
import { chatCost, totalUsage } from '../../../src/core/provider/chatCost.ts';
import type { ModelPrice } from '../../../src/core/provider/provider.ts';

describe('chatCost', () => {
  const used: ChatUsage = { promptTokens: 1_000_000, completionTokens: 500_000 };
  const cases: [usage: ChatUsage, price: ModelPrice, dollars: number | undefined][] = [
    [used, { input: 2, output: 8 }, 6],
    [{ ...used, cachedTokens: 500_000 }, { input: 2, cached: 1, output: 8 }, 5.5],
    [{ ...used, cachedTokens: 500_000 }, { input: 2, output: 8 }, 6],
    [used, { input: 0, output: 0 }, 0],
    [used, { input: 2 }, undefined],
    [{ promptTokens: 1 }, { input: 2, output: 8 }, undefined],
    [{}, {}, undefined],
  ];
  for (const [usage, price, dollars] of cases) {
    it(`${JSON.stringify(usage)} at ${JSON.stringify(price)} is ${dollars}`, () => {
      assert.equal(chatCost(usage, price), dollars);
    });
  }
});

describe('totalUsage', () => {
  const cases: [all: ChatUsage[], total: ChatUsage | undefined][] = [
    [[], undefined],
    [[{ promptTokens: 1, completionTokens: 2 }], { promptTokens: 1, completionTokens: 2 }],
    [[{ promptTokens: 1, completionTokens: 2 }, { promptTokens: 3 }], { promptTokens: 4 }],
  ];
  for (const [all, total] of cases) {
    it(`of ${JSON.stringify(all)}`, () => assert.deepEqual(totalUsage(all), total));
  }
});
