import { turnsInSight } from '../chat/branches.ts';
import type { Conversation } from '../chat/conversation.ts';
import type { ChatNote, ChatState } from './chat.ts';
import { chatOpening, chatTotals, chatTurns, isAnswering } from './chatTurns.ts';
import type { PreviewInput } from './preview.ts';

/** What a chat page is drawn from beside the conversation. */
export interface ChatSource {
  sequence: number;
  conversation: Conversation;
  /** The template's own name; absent when it has none. */
  title?: string | undefined;
  restricted: boolean;
  /** Name of the connection that is asked. */
  connection: string;
  /** The model that is asked; absent when nobody knows yet. */
  model?: string | undefined;
  /** Of the template's request. */
  parameters: Readonly<Record<string, unknown>>;
  variables: readonly string[];
  inputs: readonly PreviewInput[];
  sets: readonly string[];
  set?: string | undefined;
  missing: readonly string[];
  notes: readonly ChatNote[];
  waiting?: string | undefined;
  suggestion?: string | undefined;
}

/** Draws a conversation. */
export function drawChat(source: ChatSource): ChatState {
  const { conversation, variables, notes, restricted, model, set, waiting, suggestion, missing } = source;
  const { template, mode, parameters } = conversation;
  const variable = variableOf(conversation, variables);
  const turns = turnsInSight(conversation);
  const answering = turns.find(isAnswering)?.id;
  const totals = chatTotals(conversation);
  // What is typed needs no place in the form, also where later questions are messages.
  const typed = typedInput(conversation, variables);
  const lacking = missing.filter(name => name !== typed);
  return {
    sequence: source.sequence,
    title: source.title ?? template?.name ?? conversation.model ?? 'Chat',
    ...(template && { template: template.name }),
    restricted,
    mode,
    variables: [...variables],
    ...(variable !== undefined && { variable }),
    connection: source.connection,
    ...(model !== undefined && { model }),
    parameters: JSON.stringify(parameters ?? source.parameters, null, 2),
    ownParameters: parameters !== undefined,
    inputs: source.inputs.filter(({ name }) => name !== typed),
    sets: [...source.sets],
    ...(set !== undefined && { set }),
    missing: lacking,
    notes: [...(restricted ? [UNTRUSTED] : []), ...missingNotes(lacking), ...notes],
    opening: chatOpening(conversation),
    turns: chatTurns(conversation),
    ...(answering !== undefined && { answering }),
    ...(waiting !== undefined && { waiting }),
    ...(totals !== undefined && { totals }),
    ...(suggestion !== undefined && { suggestion }),
  };
}

/** The input that is asked for next; undefined where what is typed is a message, as later in a conversation. */
export function variableOf(conversation: Conversation, variables: readonly string[]): string | undefined {
  if (conversation.mode === 'conversation' && turnsInSight(conversation).length > 0) return undefined;
  return typedInput(conversation, variables);
}

/** The input of the template that is typed in: the chosen one, else the first. */
export function typedInput({ variable }: Conversation, variables: readonly string[]): string | undefined {
  return variable !== undefined && variables.includes(variable) ? variable : variables[0];
}

const UNTRUSTED: ChatNote = {
  severity: 'warning',
  message: 'This workspace is not trusted: nothing is sent from it.',
  remedy: 'Trust it if you know where it comes from.',
  action: 'trust',
};

function missingNotes(missing: readonly string[]): ChatNote[] {
  if (missing.length === 0) return [];
  return [
    {
      severity: 'warning',
      message: `Without a value yet: ${missing.join(', ')}.`,
      remedy: 'Fill them in under Values.',
    },
  ];
}
