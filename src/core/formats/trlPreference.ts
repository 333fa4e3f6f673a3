import { has, own } from '../jsonl/shape.ts';
import type { Conversation, Format } from './format.ts';
import { readExample } from './readChat.ts';
import { readTurns } from './readTurns.ts';

/**
 * A chosen and a rejected answer, with the prompt beside them or, as their common beginning, inside them; strings or
 * arrays of messages. Source: TRL's dataset_formats (FORMATS a.12).
 */
export const trlPreference: Format = {
  id: 'trl-preference',
  title: 'TRL preference',
  keys: { required: ['chosen', 'rejected'], optional: ['prompt', 'tools', 'images'], othersAllowed: true },
  fields: [],
  conversations(value) {
    return messageLists(value, [
      ['prompt', 'prompt'],
      ['chosen', 'preferred'],
      ['rejected', 'rejected'],
    ]);
  },
  read(value) {
    return readExample(
      value,
      [
        { part: 'prompt', turns: readTurns(own(value, 'prompt'), 'user', ['prompt']) },
        { part: 'preferred', turns: readTurns(own(value, 'chosen'), 'assistant', ['chosen']) },
        { part: 'rejected', turns: readTurns(own(value, 'rejected'), 'assistant', ['rejected']) },
      ],
      ['prompt', 'chosen', 'rejected'],
    );
  },
};

/** The fields of an example that are arrays of messages, with what each is for. */
export function messageLists(
  value: Readonly<Record<string, unknown>>,
  parts: readonly (readonly [key: string, part: Conversation['part']])[],
): Conversation[] {
  return parts.flatMap(([key, part]) => {
    const messages = has(value, key) ? own(value, key) : undefined;
    return Array.isArray(messages) ? [{ part, path: [key], messages }] : [];
  });
}
