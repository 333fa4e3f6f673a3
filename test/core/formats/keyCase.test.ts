import assert from 'node:assert/strict';
import { Spelling } from '../../../src/core/formats/keyCase.ts';
import { openaiDpo } from '../../../src/core/formats/openaiDpo.ts';
import { openaiSft } from '../../../src/core/formats/openaiSft.ts';

describe('misspelt keys', () => {
  it('a sound example stays the very same object', () => {
    const value = { messages: [{ role: 'user', content: 'Hi', Id: 1 }], Extra: 1 };
    const spelt = new Spelling(value, openaiSft);
    assert.equal(spelt.value, value);
    assert.deepEqual(spelt.misspelt, []);
  });

  it('are spelt right at every level, and found again in the text', () => {
    const value = {
      ' INPUT': {
        Messages: [
          { role: 'user', content: 'Hi' },
          { Role: 'user', name: 'x' },
        ],
      },
      preferred_output: [],
    };
    const spelling = new Spelling(value, openaiDpo);
    assert.deepEqual(spelling.value, {
      input: {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'user', name: 'x' },
        ],
      },
      preferred_output: [],
    });
    assert.deepEqual(spelling.writtenPath(['input', 'messages', 1, 'role']), [
      ' INPUT',
      'Messages',
      1,
      'Role',
    ]);
    assert.deepEqual(spelling.writtenPath(['input', 'messages', 0, 'role']), [
      ' INPUT',
      'Messages',
      0,
      'role',
    ]);
    assert.deepEqual(spelling.writtenPath(['preferred_output']), ['preferred_output']);
    assert.deepEqual(Object.keys(value), [' INPUT', 'preferred_output'], 'the original is not touched');
  });

  it('are left alone where the right one is there, or another took its place', () => {
    const { value, misspelt } = new Spelling({ Messages: 1, MESSAGES: 2, tools: 3, Tools: 4 }, openaiSft);
    assert.deepEqual(value, { messages: 1, MESSAGES: 2, tools: 3, Tools: 4 });
    assert.deepEqual(misspelt, [{ path: ['messages'], written: 'Messages' }]);
  });

  it('keep keys that name the prototype', () => {
    const { value } = new Spelling(JSON.parse('{"Messages":[],"__proto__":1}'), openaiSft);
    assert.deepEqual(Object.keys(value), ['messages', '__proto__']);
  });
});
