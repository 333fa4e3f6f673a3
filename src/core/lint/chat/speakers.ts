import { type Speaker, speakerOf } from '../../formats/conversation.ts';
import { type Conversation, USUAL_KEYS } from '../../formats/format.ts';
import { isObject, own } from '../../jsonl/shape.ts';
import type { Target } from '../../targets/target.ts';
import type { Example } from '../example.ts';
import { formatOf } from '../../formats/registry.ts';

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
  const spelt = roles.find(one => one.toLowerCase() === folded);
  if (spelt !== undefined) return spelt;
  const speaker = speakerOf(folded);
  return speaker && roles.find(one => speakerOf(one) === speaker);
}

/** Who speaks in a conversation, message by message; undefined where nobody can tell. */
export function speakersOf(
  example: Example,
  conversation: Conversation,
  target: Target,
): (Speaker | undefined)[] {
  const roles = rolesOf(example, target);
  const keys = (example.format && formatOf(example.format)?.messageKeys) ?? USUAL_KEYS;
  return conversation.messages.map(message =>
    isObject(message) ? speakerOf(meantRole(own(message, keys.role), roles)) : undefined,
  );
}

/** The key of this example's messages that says who speaks. */
export function roleKeyOf(example: Example): string {
  return (example.format && formatOf(example.format)?.messageKeys?.role) ?? USUAL_KEYS.role;
}

/**
 * True when nobody in a conversation has the role. Where some speakers are known and others are not, an unknown one
 * may be the missing one: that message has a finding of its own, and a second one would only follow from it.
 */
export function isMissing(role: Speaker, speakers: readonly (Speaker | undefined)[]): boolean {
  if (speakers.length === 0 || speakers.includes(role)) return false;
  return !speakers.includes(undefined) || speakers.every(speaker => speaker === undefined);
}
