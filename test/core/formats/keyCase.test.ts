import assert from 'node:assert/strict';
import { spellKeys, writtenPath } from '../../../src/core/formats/keyCase.ts';
import { openaiDpo } from '../../../src/core/formats/openaiDpo.ts';
import { openaiSft } from '../../../src/core/formats/openaiSft.ts';

describe('misspelt keys', () => {
  it('a sound example stays the very same object', () => {
    const value = { messages: [{ role: 'user', content: 'Hi', Id: 1 }], Extra: 1 };
    const spelt = spellKeys(value, openaiSft);
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
    const { value: spelt, misspelt } = spellKeys(value, openaiDpo);
    assert.deepEqual(spelt, {
      input: {
        messages: [
          { role: 'user', content: 'Hi' },
          { role: 'user', name: 'x' },
        ],
      },
      preferred_output: [],
    });
    assert.deepEqual(writtenPath(['input', 'messages', 1, 'role'], misspelt), [
      ' INPUT',
      'Messages',
      1,
      'Role',
    ]);
    assert.deepEqual(writtenPath(['input', 'messages', 0, 'role'], misspelt), [
      ' INPUT',
      'Messages',
      0,
      'role',
    ]);
    assert.deepEqual(writtenPath(['preferred_output'], misspelt), ['preferred_output']);
    assert.deepEqual(Object.keys(value), [' INPUT', 'preferred_output'], 'the original is not touched');
  });

  it('are left alone where the right one is there, or another took its place', () => {
    const { value, misspelt } = spellKeys({ Messages: 1, MESSAGES: 2, tools: 3, Tools: 4 }, openaiSft);
    assert.deepEqual(value, { messages: 1, MESSAGES: 2, tools: 3, Tools: 4 });
    assert.deepEqual(misspelt, [{ path: ['messages'], written: 'Messages' }]);
  });

  it('keep keys that name the prototype', () => {
    const { value } = spellKeys(JSON.parse('{"Messages":[],"__proto__":1}'), openaiSft);
    assert.deepEqual(Object.keys(value), ['messages', '__proto__']);
  });
});
