import type { Conversation } from '../../formats/format.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import type { Target } from '../../targets/target.ts';
import type { Example } from '../example.ts';

/** The roles that this example's format has at a target, those that the target refuses included. */
export function rolesOf(example: Example, target: Target): readonly string[] {
  return (example.format && target.roles[example.format]) ?? [];
}

/**
 * The role that the author meant: as written when the format has it, else without its odd case or space, else by what
 * other formats call it. Undefined when nobody can tell.
 */
export function meantRole(role: unknown, roles: readonly string[]): string | undefined {
  if (typeof role !== 'string') return undefined;
  if (roles.includes(role)) return role;
  const folded = role.trim().toLowerCase();
  const meant = roles.includes(folded) ? folded : ALIASES.get(folded);
  return meant !== undefined && roles.includes(meant) ? meant : undefined;
}

/** Names that other formats use for the same speaker. */
const ALIASES = new Map([
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['bot', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['ipython', 'tool'],
  ['observation', 'tool'],
]);

/** Who speaks in a conversation, message by message; undefined where nobody can tell. */
export function speakersOf(conversation: Conversation, roles: readonly string[]): (string | undefined)[] {
  return conversation.messages.map(message =>
    isObject(message) ? meantRole(own(message, 'role'), roles) : undefined,
  );
}

/**
 * True when nobody in a conversation has the role. Where some speakers are known and others are not, an unknown one
 * may be the missing one: that message has a finding of its own, and a second one would only follow from it.
 */
export function isMissing(role: string, speakers: readonly (string | undefined)[]): boolean {
  if (speakers.length === 0 || speakers.includes(role)) return false;
  return !speakers.includes(undefined) || speakers.every(speaker => speaker === undefined);
}
