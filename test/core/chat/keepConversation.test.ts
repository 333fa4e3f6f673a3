import assert from 'node:assert/strict';
import { newConversation } from '../../../src/core/chat/conversation.ts';
import { conversationMarkdown } from '../../../src/core/chat/conversationMarkdown.ts';
import { reduceChat, type ChatAction } from '../../../src/core/chat/reduceChat.ts';
import { trainingExample } from '../../../src/core/chat/trainingExample.ts';

const ACTIONS: ChatAction[] = [
  { type: 'opened', messages: [{ role: 'system', content: 'Be "brief".' }] },
  { type: 'asked', text: 'one\n{{ x }}' },
  { type: 'arrived', turn: 2, part: 'text', text: '1' },
  { type: 'answered', turn: 2, answer: { state: 'whole', model: 'm' } },
  { type: 'asked', text: 'two' },
];

describe('what is kept of a conversation', () => {
  const talk = ACTIONS.reduce(reduceChat, newConversation('a', 1));

  it('is an example up to its last answer, in one line', () => {
    const line = trainingExample(talk);
    assert.ok(!line.includes('\n'));
    assert.deepEqual(JSON.parse(line), {
      messages: [
        { role: 'system', content: 'Be "brief".' },
        { role: 'user', content: 'one\n{{ x }}' },
        { role: 'assistant', content: '1' },
      ],
    });
    assert.equal(trainingExample(talk, 2), line);
  });

  it('is no example without an answer', () => {
    const noAnswer = (turn?: number) => () => trainingExample(talk, turn);
    assert.throws(noAnswer(3), { code: 'rejected' });
    assert.throws(noAnswer(4), { code: 'rejected' });
    assert.throws(() => trainingExample(newConversation('a', 1)), { code: 'rejected' });
  });

  it('is a document with who said what', () => {
    const document = conversationMarkdown(talk, 'Talk');
    assert.match(document, /^# Talk\n\n## system \(from the template\)\n\nBe "brief"\./);
    assert.match(document, /## user\n\none\n\{\{ x \}\}\n\n## assistant \(m\)\n\n1\n/);
  });
});
