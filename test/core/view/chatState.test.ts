import assert from 'node:assert/strict';
import { type Conversation, newConversation } from '../../../src/core/chat/conversation.ts';
import { type ChatAction, reduceChat } from '../../../src/core/chat/reduceChat.ts';
import { type ChatState, withChatDelta } from '../../../src/core/view/chat.ts';
import { type ChatSource, drawChat } from '../../../src/core/view/chatState.ts';

const ASKED: ChatAction = { type: 'asked', text: 'one' };

describe('the chat page’s state', () => {
  it('lets the first question be the value of an input, and the next a message', () => {
    const source = { variables: ['review', 'tone'] };
    assert.equal(draw([], source).variable, 'review');
    assert.equal(draw([{ type: 'configured', change: { variable: 'tone' } }], source).variable, 'tone');
    assert.equal(draw([{ type: 'configured', change: { variable: 'gone' } }], source).variable, 'review');
    assert.equal(draw([ASKED], source).variable, undefined);
    assert.equal(draw([{ type: 'configured', change: { mode: 'loop' } }, ASKED], source).variable, 'review');
  });

  it('names what is missing beside what is typed', () => {
    const state = draw([], { variables: ['review'], missing: ['review', 'language'] });
    assert.deepEqual(state.missing, ['language']);
    assert.match(state.notes[0]?.message ?? '', /language/);
    assert.deepEqual(draw([], { variables: ['review'], missing: ['review'] }).notes, []);
    assert.deepEqual(draw([ASKED], { variables: ['review'], missing: ['review'] }).notes, []);
  });

  it('sends nothing from a workspace that is not trusted, and says so first', () => {
    assert.equal(draw([], { restricted: true }).notes[0]?.action, 'trust');
  });

  const endings: [
    what: string,
    answer: Extract<ChatAction, { type: 'answered' }>['answer'],
    action: unknown,
  ][] = [
    ['a refused key', failed('unauthorized'), 'enter-key'],
    ['an unknown model', failed('not-found'), 'choose-model'],
    ['a server that is gone', failed('unreachable'), 'retry'],
    ['a stop', { state: 'stopped' }, 'retry'],
    ['the greatest length', { state: 'whole', finish: 'length' }, undefined],
  ];
  for (const [what, answer, action] of endings) {
    it(`has a remedy beside ${what}`, () => {
      const { note } = draw([ASKED, { type: 'answered', turn: 2, answer }]).turns[1]!;
      assert.ok(note);
      assert.equal(note.action, action);
    });
  }

  it('counts all branches, and says when it does not know all', () => {
    const usage = { promptTokens: 1000, completionTokens: 500 };
    const whole = { state: 'whole' as const, usage, price: 0.002, asked: 'm', model: 'm-2', ms: 1500 };
    const actions: ChatAction[] = [
      ASKED,
      { type: 'answered', turn: 2, answer: whole },
      { type: 'retried', turn: 2 },
    ];
    const again: ChatAction = { type: 'answered', turn: 3, answer: { state: 'failed' } };
    assert.equal(draw(actions).totals, '1 answer · 1,500 tokens · $0.002');
    assert.equal(draw([...actions, again]).totals, '2 answers · 1,500 or more tokens · $0.002 or more');
    assert.deepEqual(draw(actions.slice(0, 2)).turns[1]?.facts, [
      'm-2 answered for m',
      '1000 tokens in',
      '500 out',
      '$0.002',
      '1.5 s',
    ]);
  });

  it('takes pieces of an answer in their order only', () => {
    const state = draw([ASKED]);
    const piece = { sequence: 2, turn: 2, part: 'text', text: 'ha' } as const;
    const next = withChatDelta(state, piece);
    assert.equal(next?.turns[1]?.text, 'ha');
    assert.equal(withChatDelta(next!, { ...piece, sequence: 3, text: 'lf' })?.turns[1]?.text, 'half');
    assert.equal(withChatDelta(state, { ...piece, sequence: 3 }), undefined);
  });
});

function failed(code: 'unauthorized' | 'not-found' | 'unreachable') {
  return { state: 'failed' as const, problem: { code, message: 'm', remedy: 'r' } };
}

function draw(actions: readonly ChatAction[], source: Partial<ChatSource> = {}): ChatState {
  const conversation: Conversation = actions.reduce(reduceChat, newConversation('a', 1));
  return drawChat({
    sequence: 1,
    conversation,
    restricted: false,
    connection: 'Sandbox',
    parameters: {},
    variables: [],
    inputs: [],
    sets: [],
    missing: [],
    notes: [],
    ...source,
  });
}
