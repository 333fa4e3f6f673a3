import type { ChatMode } from '../core/chat/conversation.ts';
import type { ChatDelta, ChatRemedy, ChatState } from '../core/view/chat.ts';
import type { AnswerRequests } from './answer.ts';

/** What the extension answers to the chat page. */
export type ChatHostContract = {
  requests: AnswerRequests & {
    /** Asked when the page has become visible, and when pieces of an answer were lost. */
    ready: { params: undefined; result: ChatState | undefined };
    /** Asks. Resolves when the question is on its way; rejects when it cannot be sent, so that the text is kept. */
    send: { params: { text: string }; result: undefined };
    stop: { params: undefined; result: undefined };
    /** Asks an edited question anew, or keeps an edited answer, on a branch of its own. */
    editTurn: { params: { turn: number; text: string }; result: undefined };
    /** Changes a message of the template for this conversation; without a text the template's holds again. */
    editOpening: { params: { index: number; text?: string }; result: undefined };
    retry: { params: { turn: number }; result: undefined };
    /** Shows the branch that a turn is on. */
    switchTo: { params: { turn: number }; result: undefined };
    setMode: { params: { mode: ChatMode }; result: undefined };
    setVariable: { params: { name: string }; result: undefined };
    /** JSON of an object; empty: the template's own. */
    setParameters: { params: { text: string }; result: undefined };
    /** Asks for a connection and a model. */
    chooseModel: { params: undefined; result: undefined };
    setValue: { params: { name: string; text?: string }; result: undefined };
    chooseSet: { params: { set?: string }; result: undefined };
    saveSet: { params: undefined; result: undefined };
    /** Asks where to, and adds the turns in sight to a dataset, up to this answer. */
    saveExample: { params: { turn?: number }; result: undefined };
    /** Adds a question with its answer to the template's messages. */
    addToTemplate: { params: { turn: number }; result: undefined };
    /** Opens the conversation as a Markdown document. */
    exportMarkdown: { params: undefined; result: undefined };
    startNew: { params: undefined; result: undefined };
    /** Asks which earlier conversation to show. */
    openEarlier: { params: undefined; result: undefined };
    remedy: { params: { action: ChatRemedy }; result: undefined };
  };
  events: Record<string, never>;
};

/** What the page hears. */
export type ChatPageContract = {
  requests: Record<string, never>;
  events: { state: ChatState; delta: ChatDelta };
};
