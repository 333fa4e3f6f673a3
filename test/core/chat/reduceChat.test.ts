import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alternativesOf, turnsInSight, turnsUpTo } from '../../../src/core/chat/branches.ts';
import { messagesUpTo } from '../../../src/core/chat/chatMessages.ts';
import { type Conversation, newConversation } from '../../../src/core/chat/conversation.ts';
import { readConversation } from '../../../src/core/chat/readConversation.ts';
import { type ChatAction, reduceChat } from '../../../src/core/chat/reduceChat.ts';
import { runs } from '../../support/property.ts';

const SYSTEM = { role: 'system', content: 'Be brief.' };

describe('a conversation', () => {
  it('asks with the opening and with what was said before', () => {
    const talk = talkAfter(opened, asked('one'), answered(2, '1'), asked('two'));
    assert.deepEqual(messagesUpTo(talk, 3), [
      SYSTEM,
      { role: 'user', content: 'one' },
      { role: 'assistant', content: '1' },
      { role: 'user', content: 'two' },
    ]);
    assert.equal(inSight(talk), 'one|1|two|');
  });

  it('gathers what arrives, and keeps it when the answer fails', () => {
    const talk = talkAfter(
      asked('one'),
      { type: 'arrived', turn: 2, part: 'text', text: 'ha' },
      { type: 'arrived', turn: 2, part: 'reasoning', text: 'hm' },
      { type: 'arrived', turn: 2, part: 'text', text: 'lf' },
      {
        type: 'answered',
        turn: 2,
        answer: { state: 'failed', problem: { code: 'timeout', message: 'm', remedy: 'r' } },
      },
      { type: 'arrived', turn: 2, part: 'text', text: 'late' },
      { type: 'answered', turn: 2, answer: { state: 'whole' } },
    );
    const [, answer] = turnsInSight(talk);
    assert.equal(answer?.text, 'half');
    assert.equal(answer?.answer?.state, 'failed');
    assert.equal(answer?.answer?.reasoning, 'hm');
  });

  it('branches where a question is edited, and each branch keeps its continuation', () => {
    let talk = talkAfter(asked('one'), answered(2, '1'), asked('two'), answered(4, '2'));
    talk = reduceChat(talk, { type: 'asked', text: 'ONE', after: null });
    assert.equal(inSight(talk), 'ONE|');
    assert.deepEqual(
      alternativesOf(talk, turnsInSight(talk)[0]!).map(({ id }) => id),
      [1, 5],
    );
    assert.equal(inSight(reduceChat(talk, { type: 'switched', turn: 1 })), 'one|1|two|2');
  });

  it('has several answers to one question, and a person’s own', () => {
    let talk = talkAfter(asked('one'), answered(2, '1'), { type: 'retried', turn: 2 });
    assert.equal(inSight(talk), 'one|');
    talk = reduceChat(talk, { type: 'rewritten', turn: 2, text: 'mine' });
    assert.equal(inSight(talk), 'one|mine');
    assert.equal(turnsInSight(talk).at(-1)?.edited, true);
    assert.deepEqual(messagesUpTo(talk, 4).at(-1), { role: 'assistant', content: 'mine' });
    assert.equal(inSight(reduceChat(talk, { type: 'switched', turn: 2 })), 'one|1');
  });

  it('leaves out answers of which nothing arrived, and questions that stood alone', () => {
    const alone = [SYSTEM, { role: 'user', content: 'x' }];
    const talk = talkAfter(
      opened,
      { type: 'asked', text: 'x', value: 'x', alone },
      answered(2, 'X'),
      asked('one'),
      { type: 'answered', turn: 4, answer: { state: 'failed' } },
      asked('two'),
    );
    assert.deepEqual(messagesUpTo(talk, 1), alone);
    assert.deepEqual(messagesUpTo(talk, 2), [...alone, { role: 'assistant', content: 'X' }]);
    assert.deepEqual(
      messagesUpTo(talk, 5).map(({ content }) => content),
      ['Be brief.', 'one', 'two'],
    );
  });

  it('keeps a changed message of the template while the template changes elsewhere', () => {
    const talk = talkAfter(
      opened,
      { type: 'opening-edited', index: 0, text: 'Be long.' },
      { type: 'opened', messages: [SYSTEM, { role: 'user', content: 'new' }] },
    );
    assert.deepEqual(
      messagesUpTo(talk, undefined).map(({ content }) => content),
      ['Be long.', 'new'],
    );
    assert.equal(
      messagesUpTo(reduceChat(talk, { type: 'opening-edited', index: 0 }), undefined)[0]?.content,
      'Be brief.',
    );
  });

  it('takes choices back', () => {
    const talk = talkAfter(
      { type: 'configured', change: { model: 'm', mode: 'loop', parameters: { top_p: 1 } } },
      { type: 'configured', change: { model: undefined, parameters: undefined } },
    );
    assert.deepEqual([talk.model, talk.mode, talk.parameters], [undefined, 'loop', undefined]);
    assert.ok(!('model' in talk));
  });

  it('survives any actions: one path is in sight, ids are unique, and it can be stored and read', () => {
    const id = fc.integer({ min: 0, max: 12 });
    const text = fc.constantFrom('a', '', '\ud800');
    const action: fc.Arbitrary<ChatAction> = fc.oneof(
      fc.record({ type: fc.constant('asked' as const), text, after: fc.option(id) }),
      fc.record({ type: fc.constant('asked' as const), text }),
      fc.record({ type: fc.constant('retried' as const), turn: id }),
      fc.record({ type: fc.constant('rewritten' as const), turn: id, text }),
      fc.record({ type: fc.constant('switched' as const), turn: id }),
      fc.record({
        type: fc.constant('arrived' as const),
        turn: id,
        part: fc.constant('text' as const),
        text,
      }),
      fc.record({
        type: fc.constant('answered' as const),
        turn: id,
        answer: fc.constant({ state: 'whole' as const }),
      }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 20 }), actions => {
        const talk = talkAfter(...actions);
        const path = turnsInSight(talk);
        const last = path.at(-1);
        assert.deepEqual(turnsUpTo(talk, last?.id), path);
        assert.equal(new Set(talk.turns.map(turn => turn.id)).size, talk.turns.length);
        for (const [at, turn] of path.entries()) assert.equal(turn.parent, path[at - 1]?.id);
        assert.equal(readConversation(JSON.stringify(talk))?.turns.length, talk.turns.length);
      }),
      runs(300),
    );
  });
});

describe('a stored conversation', () => {
  it('has stopped where an answer was on its way', () => {
    const stored = readConversation(
      JSON.stringify(talkAfter(asked('one'), { type: 'arrived', turn: 2, part: 'text', text: 'ha' })),
    );
    assert.equal(stored?.turns[1]?.text, 'ha');
    assert.equal(stored?.turns[1]?.answer?.state, 'stopped');
  });

  const broken: [what: string, text: string][] = [
    ['no JSON', '{'],
    ['an array', '[]'],
    ['another shape', '{"id":"a"}'],
    ['a path as its id', JSON.stringify({ ...newConversation('../x', 1) })],
    [
      'turns in a circle',
      JSON.stringify({
        ...newConversation('a', 1),
        turns: [
          { id: 1, parent: 2, role: 'user', text: '' },
          { id: 2, parent: 1, role: 'user', text: '' },
        ],
      }),
    ],
  ];
  for (const [what, text] of broken) {
    it(`is none when it is ${what}`, () => assert.equal(readConversation(text), undefined));
  }
});

const opened: ChatAction = { type: 'opened', messages: [SYSTEM] };

function asked(text: string): ChatAction {
  return { type: 'asked', text };
}

function answered(turn: number, text: string): ChatAction[] {
  return [
    { type: 'arrived', turn, part: 'text', text },
    { type: 'answered', turn, answer: { state: 'whole' } },
  ];
}

function talkAfter(...actions: (ChatAction | ChatAction[])[]): Conversation {
  return actions.flat().reduce(reduceChat, newConversation('a', 1));
}

function inSight(conversation: Conversation): string {
  return turnsInSight(conversation)
    .map(({ text }) => text)
    .join('|');
}
