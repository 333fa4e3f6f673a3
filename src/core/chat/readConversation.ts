import * as z from 'zod';
import type { Conversation, Turn } from './conversation.ts';

const Message = z.looseObject({ role: z.string() });

const Stored = z.looseObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  startedAt: z.number(),
  changedAt: z.number(),
  template: z.object({ uri: z.string(), name: z.string() }).optional(),
  connection: z.string().optional(),
  model: z.string().optional(),
  mode: z.enum(['conversation', 'loop']),
  variable: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
  opening: z.array(z.object({ message: Message, edited: z.string().optional() })),
  turns: z.array(
    z.looseObject({
      id: z.int(),
      parent: z.int().optional(),
      role: z.enum(['user', 'assistant']),
      text: z.string(),
      value: z.string().optional(),
      alone: z.array(Message).optional(),
      answer: z.looseObject({ state: z.enum(['arriving', 'whole', 'stopped', 'failed']) }).optional(),
    }),
  ),
  chosen: z.record(z.string(), z.number()),
});

/** A conversation as it was stored; undefined when the text is none. What was on its way then has stopped. */
export function readConversation(text: string): Conversation | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const read = Stored.safeParse(value);
  if (!read.success) return undefined;
  const conversation = read.data as unknown as Conversation;
  // A turn follows an earlier one: else the turns in sight would have no end.
  if (conversation.turns.some(({ id, parent }) => parent !== undefined && parent >= id)) return undefined;
  return { ...conversation, turns: conversation.turns.map(ended) };
}

function ended(turn: Turn): Turn {
  return turn.answer?.state === 'arriving' ? { ...turn, answer: { ...turn.answer, state: 'stopped' } } : turn;
}
