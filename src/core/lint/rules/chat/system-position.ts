import { CONVERSATIONS } from '../../../formats/families.ts';
import { joinedMessages } from '../../chat/joinMessages.ts';
import { roleKeyOf, speakersOf } from '../../chat/speakers.ts';
import type { Conversation } from '../../../formats/format.ts';
import { replaceSpan, sourceOf } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

export const systemPosition = exampleRule({
  id: 'chat/system-position',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'There is one system message at most, and it comes first.',
  why: 'When the model is used, its instructions stand at the beginning. Elsewhere they are read as part of the conversation, and many chat templates refuse or drop them.',
  says: [{ who: 'Mistral', text: "Multiple messages with role 'system'" }],
  severity: { default: 'warning', mistral: 'error', fireworks: 'error', cohere: 'error', together: 'error' },
  fixable: 'unsafe',
  messages: {
    several: 'This is not the first message with instructions.',
    notFirst: 'Instructions come first; this message comes after others.',
  },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"system","content":"Be brief."},{"role":"assistant","content":"Hello"}]}',
        messageId: 'notFirst',
      },
      {
        text: '{"messages":[{"role":"system","content":"Be kind."},{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        messageId: 'several',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
      },
    ],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      const speakers = speakersOf(example, conversation, target);
      const places = speakers.flatMap((role, index) => (isInstruction(role) ? [index] : []));
      if (places.every(index => index === 0)) continue;
      for (const index of places) {
        if (index === 0) continue;
        report({
          messageId: index === places[0] ? 'notFirst' : 'several',
          at: [...conversation.path, index, roleKeyOf(example)],
          fixes: () => mergeFix(example, conversation, places),
        });
      }
    }
  },
});

function isInstruction(role: string | undefined): boolean {
  return role === 'system' || role === 'developer';
}

/** More messages than anybody would put in order at once. */
const MAX_MOVED = 100;

/** All instructions in one message at the beginning. The other messages keep their order and their text. */
function mergeFix(example: Example, conversation: Conversation, places: readonly number[]): ExampleFix[] {
  const { path } = conversation;
  const last = places.at(-1) ?? 0;
  if (last > MAX_MOVED) return [];
  const merged = joinedMessages(example, conversation, places) ?? lone(example, conversation, places);
  const first = example.node([...path, 0]);
  const second = example.node([...path, 1]);
  const end = example.node([...path, last]);
  if (merged === undefined || !first || !second || !end) return [];
  const chosen = new Set(places);
  const others = Array.from({ length: last }, (_, index) => index)
    .filter(index => !chosen.has(index))
    .map(index => sourceOf(example, [...path, index]) ?? '');
  const text = [merged, ...others].join(example.text.slice(first.end, second.start));
  return [
    {
      title: places.length === 1 ? 'Move to the beginning' : 'Merge into the first message',
      safety: 'unsafe',
      edits: replaceSpan({ start: first.start, end: end.end }, text),
    },
  ];
}

/** A single message can be moved whatever its content is. */
function lone(example: Example, { path }: Conversation, places: readonly number[]): string | undefined {
  const [only] = places;
  return places.length === 1 && only !== undefined ? sourceOf(example, [...path, only]) : undefined;
}
