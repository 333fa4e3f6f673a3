import { CHAT_LIKE } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import { deletePair } from '../../edits.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const unknownMessageKey = exampleRule({
  id: 'chat/unknown-message-key',
  needs: 'object',
  formats: CHAT_LIKE,
  summary: 'A message has no key that its role does not have.',
  why: "The consumer refuses the key or ignores it. A weight on a message that is not the assistant's does nothing: only the assistant's messages are trained on.",
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: {
    unknown: 'The key "{key}" does not belong to a message.',
    ofRole: 'The key "{key}" does not belong to a message of the role "{role}".',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi","id":7},{"role":"assistant","content":"Hello"}]}',
        messageId: 'ofRole',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi","weight":0},{"role":"assistant","content":"Hello"}]}',
        messageId: 'ofRole',
      },
      {
        text: '{"messages":[{"from":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        messageId: 'unknown',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":1}]}',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi","weight":0},{"role":"assistant","content":"Hello"}]}',
        target: 'together',
      },
    ],
  },
  check(example, { target, report }) {
    const roles = rolesOf(example, target);
    const common = target.messageKeys['*'] ?? [];
    for (const { message, path, role: written } of example.messages) {
      const role = meantRole(written, roles);
      for (const key of Object.keys(message)) {
        if (common.includes(key) || isOfRole(key, role, target.messageKeys)) continue;
        const at = [...path, key];
        report({
          messageId: role === undefined ? 'unknown' : 'ofRole',
          data: { key: quoted(key), role: role ?? '' },
          at,
          part: 'key',
          fixes: () =>
            isAllThatIsSaid(message, key)
              ? []
              : [{ title: `Delete "${quoted(key)}"`, safety: 'unsafe', edits: deletePair(example, at) }],
        });
      }
    }
  },
});

/** True when a message says something under this key only: without it there would be no content. */
function isAllThatIsSaid(message: Readonly<Record<string, unknown>>, key: string): boolean {
  const isContent = ['refusal', 'tool_calls', 'function_call'].includes(key);
  return isContent && (own(message, 'content') ?? null) === null;
}

/** A message whose role is not known may have the keys of any. */
function isOfRole(
  key: string,
  role: string | undefined,
  keys: Readonly<Record<string, readonly string[]>>,
): boolean {
  if (role !== undefined) return keys[role]?.includes(key) ?? false;
  return Object.values(keys).some(known => known.includes(key));
}
