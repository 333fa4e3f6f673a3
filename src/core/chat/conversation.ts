import type { ChatMessage, ChatUsage, FinishReason } from '../provider/chat.ts';
import type { ProblemData } from '../util/problem.ts';

/** `conversation`: each question is asked with all that was said before. `loop`: each question stands alone. */
export type ChatMode = 'conversation' | 'loop';

/** A conversation with a model: a tree of turns, of which one path is in sight. Plain data. */
export interface Conversation {
  id: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  changedAt: number;
  /** The chat template that it goes by; absent for a conversation with a bare model. */
  template?: { uri: string; name: string };
  /** Id of the connection that was chosen here; absent: the template's, else the sandbox. */
  connection?: string;
  /** The model that was chosen here; absent: the template's. */
  model?: string;
  mode: ChatMode;
  /** The input of the template that what is typed is the value of; absent when it has none. */
  variable?: string;
  /** Of the request, beside model and messages, as they were changed here; absent: the template's. */
  parameters?: Record<string, unknown>;
  /** What comes before the first turn: the system text and the examples, as the template was last rendered. */
  opening: OpeningMessage[];
  /** Of all branches, in the order in which they came. */
  turns: Turn[];
  /** Which of several continuations is in sight, by the turn that they follow; `root` for the opening. */
  chosen: Record<string, number>;
}

export interface OpeningMessage {
  message: ChatMessage;
  /** Its text as it was changed here; absent when it is the template's. */
  edited?: string;
}

export interface Turn {
  /** Unique in the conversation; grows. */
  id: number;
  /** The turn that it follows; absent: the opening. */
  parent?: number;
  role: 'user' | 'assistant';
  text: string;
  /** What was typed, where the template made the text of it. */
  value?: string;
  /** The whole of what was asked, where the question stands alone. */
  alone?: ChatMessage[];
  /** True for an answer that a person changed. */
  edited?: true;
  /** How the model answered; absent for what a person wrote. */
  answer?: TurnAnswer;
}

export interface TurnAnswer {
  /** `stopped`: by the user, or because the window was closed. What arrived is kept in any case. */
  state: 'arriving' | 'whole' | 'stopped' | 'failed';
  reasoning?: string;
  refusal?: string;
  /** Calls of tools, each as a line of code. */
  calls?: string[];
  finish?: FinishReason;
  /** The model that was asked for, and the one that answered. */
  asked?: string;
  model?: string;
  /** Name of the connection. */
  connection?: string;
  usage?: ChatUsage;
  /** US dollars; absent when it is not known. */
  price?: number;
  /** Milliseconds from sending to the end. */
  ms?: number;
  problem?: Pick<ProblemData, 'code' | 'message' | 'remedy'>;
}

export function newConversation(
  id: string,
  now: number,
  start: Pick<Conversation, 'template' | 'connection' | 'model'> = {},
): Conversation {
  return {
    id,
    startedAt: now,
    changedAt: now,
    ...start,
    mode: 'conversation',
    opening: [],
    turns: [],
    chosen: {},
  };
}
