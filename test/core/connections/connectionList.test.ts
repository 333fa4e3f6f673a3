import assert from 'node:assert/strict';
import {
  needsNewKey,
  newConnection,
  readConnections,
  SANDBOX,
  toStored,
  withAddress,
  withConnection,
} from '../../../src/core/connections/connectionList.ts';
import type { Connection } from '../../../src/core/provider/connection.ts';

const openai: Connection = { id: 'openai', kind: 'openai', name: 'OpenAI' };
const own: Connection = {
  id: 'mine',
  kind: 'openai-compatible',
  name: 'Mine',
  baseUrl: 'https://a.example/v1',
};

describe('connection list', () => {
  for (const [title, stored, ids, issues] of [
    ['nothing stored', undefined, ['sandbox'], 0],
    ['the stored in their order', [own, openai], ['sandbox', 'mine', 'openai'], 0],
    ['not a list', { id: 'x' }, ['sandbox'], 1],
    ['an entry of no kind', [{ id: 'x', kind: 'pigeon', name: 'X' }, openai], ['sandbox', 'openai'], 1],
    ['an id twice', [openai, { ...own, id: 'openai' }], ['sandbox', 'openai'], 1],
    ['an id that the sandbox has', [{ ...openai, id: 'sandbox' }], ['sandbox'], 1],
    ['a URL with a password', [{ ...own, baseUrl: 'https://a:b@c.example' }], ['sandbox'], 1],
  ] as const) {
    it(`reads ${title}`, () => {
      const list = readConnections(stored);
      assert.deepEqual(
        list.connections.map(one => one.id),
        ids,
      );
      assert.equal(list.issues.length, issues);
    });
  }

  it('names new connections as no other is named', () => {
    const taken = [openai, { ...openai, name: 'OpenAI 2' }];
    assert.deepEqual(newConnection('openai', [], '1a2b'), { ...openai, id: 'openai-1a2b' });
    assert.deepEqual(newConnection('openai', taken, '1a2b'), {
      ...openai,
      id: 'openai-1a2b',
      name: 'OpenAI 3',
    });
  });

  it('adds, replaces in place, and never stores the sandbox', () => {
    const renamed = { ...openai, name: 'Work' };
    assert.deepEqual(withConnection([SANDBOX, openai, own], renamed), [SANDBOX, renamed, own]);
    assert.deepEqual(withConnection([SANDBOX], own), [SANDBOX, own]);
    assert.deepEqual(toStored([SANDBOX, own]), [own]);
  });

  it('writes an address down unless it is the usual one', () => {
    const ollama: Connection = { id: 'o', kind: 'ollama', name: 'O', baseUrl: 'http://far.example:1/v1' };
    const { baseUrl: _, ...usual } = ollama;
    assert.deepEqual(withAddress(ollama, 'http://localhost:11434/v1/'), usual);
    assert.deepEqual(withAddress(usual, 'http://localhost:11434'), usual);
    assert.deepEqual(withAddress(usual, ollama.baseUrl ?? ''), ollama);
  });

  for (const [baseUrl, expected] of [
    ['https://a.example/v2', false],
    ['https://b.example/v1', true],
    ['http://a.example/v1', true],
    ['https://a.example:8443/v1', true],
  ] as const) {
    it(`${expected ? 'asks' : 'does not ask'} for the key again when the URL becomes ${baseUrl}`, () => {
      assert.equal(needsNewKey(own, { ...own, baseUrl }), expected);
    });
  }
});
