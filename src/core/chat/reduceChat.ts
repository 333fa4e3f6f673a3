import type { ChatMessage } from '../provider/chat.ts';
import { branchKey, turnsInSight } from './branches.ts';
import type { ChatMode, Conversation, Turn, TurnAnswer } from './conversation.ts';

export type ChatAction =
  /** The template was rendered: these messages come before the first turn. What was changed here stays changed. */
  | { type: 'opened'; messages: readonly ChatMessage[] }
  /** The text of one of them was changed for this conversation; without a text the template's holds again. */
  | { type: 'opening-edited'; index: number; text?: string }
  /** A question. `after`: the turn that it follows, `null` the opening; absent: the last in sight. */
  | { type: 'asked'; text: string; value?: string; alone?: ChatMessage[]; after?: number | null }
  /** Another answer to the same question. `turn` is the question or one of its answers. */
  | { type: 'retried'; turn: number }
  /** A person's version of an answer, beside it. */
  | { type: 'rewritten'; turn: number; text: string }
  | { type: 'arrived'; turn: number; part: 'text' | 'reasoning' | 'refusal'; text: string }
  | { type: 'answered'; turn: number; answer: TurnAnswer }
  /** Shows the branch that a turn is on. */
  | { type: 'switched'; turn: number }
  | {
      type: 'configured';
      /** `undefined` takes a choice back. */
      change: {
        mode?: ChatMode;
        connection?: string | undefined;
        model?: string | undefined;
        variable?: string | undefined;
        parameters?: Record<string, unknown> | undefined;
      };
    };

/** What a conversation is after something happened. Actions that fit nothing change nothing. */
export function reduceChat(before: Conversation, action: ChatAction): Conversation {
  switch (action.type) {
    case 'opened':
      return { ...before, opening: opened(before, action.messages) };
    case 'opening-edited':
      return { ...before, opening: openingEdited(before, action.index, action.text) };
    case 'asked':
      return asked(before, action);
    case 'retried':
      return retried(before, action.turn);
    case 'rewritten': {
      const turn = turnOf(before, action.turn);
      if (turn?.role !== 'assistant') return before;
      return withTurn(before, {
        ...follows(turn.parent),
        role: 'assistant',
        text: action.text,
        edited: true,
      });
    }
    case 'arrived':
      return changed(before, action.turn, turn => arrived(turn, action));
    case 'answered':
      return changed(before, action.turn, turn => ({ ...turn, answer: kept(turn, action.answer) }));
    case 'switched': {
      const turn = turnOf(before, action.turn);
      if (!turn) return before;
      return { ...before, chosen: { ...before.chosen, [branchKey(turn.parent)]: turn.id } };
    }
    case 'configured':
      return configured(before, action.change);
  }
}

function opened({ opening }: Conversation, messages: readonly ChatMessage[]): Conversation['opening'] {
  return messages.map((message, index) => {
    const { edited, message: old } = opening[index] ?? {};
    return edited !== undefined && old?.role === message.role ? { message, edited } : { message };
  });
}

function openingEdited(
  { opening }: Conversation,
  at: number,
  text: string | undefined,
): Conversation['opening'] {
  return opening.map(({ message, ...rest }, index) => {
    if (index !== at) return { message, ...rest };
    return text === undefined || text === message.content ? { message } : { message, edited: text };
  });
}

function asked(before: Conversation, action: Extract<ChatAction, { type: 'asked' }>): Conversation {
  const { text, value, alone, after } = action;
  const parent = after === undefined ? turnsInSight(before).at(-1)?.id : (after ?? undefined);
  if (parent !== undefined && !turnOf(before, parent)) return before;
  const question = {
    ...follows(parent),
    role: 'user' as const,
    text,
    ...(value !== undefined && { value }),
    ...(alone && { alone }),
  };
  const withQuestion = withTurn(before, question);
  return withAnswer(withQuestion, withQuestion.turns.at(-1)!.id);
}

function retried(before: Conversation, id: number): Conversation {
  const turn = turnOf(before, id);
  const question = turn?.role === 'user' ? turn.id : turn?.parent;
  return question === undefined ? before : withAnswer(before, question);
}

function withAnswer(before: Conversation, question: number): Conversation {
  return withTurn(before, {
    parent: question,
    role: 'assistant',
    text: '',
    answer: { state: 'arriving' },
  });
}

/** Adds a turn and brings it into sight. */
function withTurn(before: Conversation, turn: Omit<Turn, 'id'>): Conversation {
  const id = before.turns.reduce((most, one) => Math.max(most, one.id), 0) + 1;
  return {
    ...before,
    turns: [...before.turns, { id, ...turn }],
    chosen: { ...before.chosen, [branchKey(turn.parent)]: id },
  };
}

function arrived(turn: Turn, { part, text }: Extract<ChatAction, { type: 'arrived' }>): Turn {
  // What comes after the end belongs to nothing.
  if (turn.answer?.state !== 'arriving') return turn;
  if (part === 'text') return { ...turn, text: turn.text + text };
  return { ...turn, answer: { ...turn.answer, [part]: (turn.answer[part] ?? '') + text } };
}

/** An answer that has ended never changes, and what arrived of its thoughts is kept. */
function kept({ answer: old }: Turn, answer: TurnAnswer): TurnAnswer {
  if (old && old.state !== 'arriving') return old;
  const { reasoning, refusal } = old ?? {};
  return { ...(reasoning && { reasoning }), ...(refusal && { refusal }), ...answer };
}

function configured(
  before: Conversation,
  change: Extract<ChatAction, { type: 'configured' }>['change'],
): Conversation {
  const entries = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as Conversation;
}

function changed(before: Conversation, id: number, change: (turn: Turn) => Turn): Conversation {
  return { ...before, turns: before.turns.map(turn => (turn.id === id ? change(turn) : turn)) };
}

function turnOf({ turns }: Conversation, id: number): Turn | undefined {
  return turns.find(turn => turn.id === id);
}

function follows(parent: number | undefined): { parent?: number } {
  return parent === undefined ? {} : { parent };
}
