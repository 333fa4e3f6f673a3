import type { ChatMode } from '../chat/conversation.ts';
import type { PreviewInput } from './preview.ts';

/** What the chat page draws. Plain data: it travels to the page whole, only texts that arrive are added. */
export interface ChatState {
  /** Grows with each state and each piece of text. A piece that does not follow the last means that some were lost. */
  sequence: number;
  title: string;
  /** The template's name; absent for a conversation with a bare model. */
  template?: string;
  /** True in a workspace that is not trusted: nothing is sent. */
  restricted: boolean;
  mode: ChatMode;
  /** Inputs of the template of which what is typed may be the value. */
  variables: string[];
  /** The one that it is; absent: what is typed is a message. */
  variable?: string;
  /** The connection and the model that are asked, in words. */
  connection: string;
  model?: string;
  /** Parameters of the request beside the messages, as JSON; those that were changed here win. */
  parameters: string;
  /** True when some were changed here. */
  ownParameters: boolean;
  /** The form of the other values, as in the preview. */
  inputs: PreviewInput[];
  sets: string[];
  set?: string;
  missing: string[];
  notes: ChatNote[];
  opening: ChatOpening[];
  turns: ChatTurn[];
  /** The turn that is being answered; absent when none is. */
  answering?: number;
  /** What is being waited for, such as a rate limit. */
  waiting?: string;
  /** Tokens and price of all answers of the conversation, in words; absent before the first. */
  totals?: string;
  /** What the template asks itself at the end, to be sent or changed; absent when it is filled in by what is typed. */
  suggestion?: string;
}

export interface ChatNote {
  severity: 'error' | 'warning';
  message: string;
  remedy: string;
  /** What a button beside it does. */
  action?: ChatRemedy;
}

/** What a page can do about a problem. */
export type ChatRemedy = 'enter-key' | 'choose-model' | 'retry' | 'trust' | 'show-template';

/** A message that comes from the template. */
export interface ChatOpening {
  role: string;
  text: string;
  /** True when it was changed for this conversation. */
  edited: boolean;
  /** What it says without text, as JSON. */
  other?: string;
}

export interface ChatTurn {
  id: number;
  role: 'user' | 'assistant';
  text: string;
  /** What was typed, where the template made the text of it. */
  value?: string;
  /** True for a question that was asked without what was said before, and its answers. */
  alone: boolean;
  edited: boolean;
  /** All turns that follow the same one, with this one among them. */
  branches: number[];
  reasoning?: string;
  refusal?: string;
  calls: string[];
  /** Model, tokens, price and time, each in words. */
  facts: string[];
  stopped: boolean;
  note?: ChatNote;
}

/** A piece of text that arrived. */
export interface ChatDelta {
  sequence: number;
  turn: number;
  part: 'text' | 'reasoning' | 'refusal';
  text: string;
}

/** The state with a piece of text added; undefined when it does not follow, so that the state must be asked for. */
export function withChatDelta(state: ChatState, delta: ChatDelta): ChatState | undefined {
  if (delta.sequence !== state.sequence + 1) return undefined;
  const { waiting: _, ...rest } = state;
  return {
    ...rest,
    sequence: delta.sequence,
    turns: state.turns.map(turn =>
      turn.id === delta.turn ? { ...turn, [delta.part]: (turn[delta.part] ?? '') + delta.text } : turn,
    ),
  };
}
