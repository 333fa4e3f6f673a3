import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type Conversation, newConversation } from '../../src/core/chat/conversation.ts';
import { reduceChat } from '../../src/core/chat/reduceChat.ts';
import { ChatStore } from '../../src/node/chatStore.ts';
import { withFolder } from '../support/temporaryFolder.ts';

describe('stored conversations', () => {
  it('come back, the last changed first', () =>
    withFolder({}, async folder => {
      const store = new ChatStore(folder);
      await store.save(talk('a', 5));
      await store.save(talk('b', 9));
      const again = new ChatStore(folder);
      assert.deepEqual(
        (await again.all()).map(({ id }) => id),
        ['b', 'a'],
      );
      assert.equal((await again.load('a'))?.turns[0]?.text, 'one');
      assert.equal(await again.load('none'), undefined);
      await again.delete('a');
      assert.equal(await again.load('a'), undefined);
    }));

  it('are whole when they are saved many times at once, and the last state counts', () =>
    withFolder({}, async folder => {
      const store = new ChatStore(folder);
      await Promise.all([1, 2, 3, 4, 5].map(at => store.save(talk('c', at))));
      assert.equal((await store.load('c'))?.changedAt, 5);
      assert.deepEqual(readdirSync(folder), ['c.json']);
    }));

  it('are read as they were saved last, also while that is being written', () =>
    withFolder({}, async folder => {
      const store = new ChatStore(folder);
      await store.save(talk('d', 1));
      const saving = [2, 3].map(at => store.save(talk('d', at)));
      assert.equal((await store.load('d'))?.changedAt, 3);
      await Promise.all(saving);
    }));

  it('are passed over when nobody can read them', () =>
    withFolder({ 'torn.json': '{"id":"to', 'note.txt': 'x' }, async folder => {
      assert.deepEqual(await new ChatStore(folder).all(), []);
    }));

  it('have no ids that lead elsewhere', () =>
    withFolder({}, folder => assert.rejects(new ChatStore(folder).load('../x'))));
});

function talk(id: string, changedAt: number): Conversation {
  return { ...reduceChat(newConversation(id, 1), { type: 'asked', text: 'one' }), changedAt };
}
