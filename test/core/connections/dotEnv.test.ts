import assert from 'node:assert/strict';
import { keyCandidates, readDotEnv } from '../../../src/core/connections/dotEnv.ts';

describe('.env files', () => {
  for (const [text, expected] of [
    ['A=1', { A: '1' }],
    ['export A=1', { A: '1' }],
    [' A = 1 # note', { A: '1' }],
    ['A=a#b', { A: 'a#b' }],
    ['A="x # y"', { A: 'x # y' }],
    ["A='x\\n'", { A: 'x\\n' }],
    ['A="x\\n\\"q\\""', { A: 'x\n"q"' }],
    ['A="never closed', { A: 'never closed' }],
    ['# A=1\n\nB=2\r\nC=3', { B: '2', C: '3' }],
    ['1A=1\nnonsense', {}],
    ['__proto__=1', { ['__proto__']: '1' }],
  ] as const) {
    it(JSON.stringify(text), () => {
      const found = readDotEnv(text).map(({ name, value }) => [name, value] as const);
      assert.deepEqual(Object.fromEntries(found), expected);
    });
  }

  it('offers the expected name first, then names that speak of keys', () => {
    const variables = readDotEnv('PORT=1\nMY_TOKEN=a\nOPENAI_API_KEY=b\nEMPTY_KEY=');
    const names = keyCandidates(variables, 'OPENAI_API_KEY').map(one => one.name);
    assert.deepEqual(names, ['OPENAI_API_KEY', 'MY_TOKEN', 'PORT']);
  });
});
