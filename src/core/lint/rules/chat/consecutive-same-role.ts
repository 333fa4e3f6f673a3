import { ALTERNATING } from '../../../formats/families.ts';
import type { Conversation } from '../../../formats/format.ts';
import { joinedMessages } from '../../chat/joinMessages.ts';
import { roleKeyOf, speakersOf } from '../../chat/speakers.ts';
import { replaceSpan } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { type ExampleFix, exampleRule } from '../../rule.ts';

export const consecutiveSameRole = exampleRule({
  id: 'chat/consecutive-same-role',
  needs: 'object',
  formats: ALTERNATING,
  summary: 'The speakers take turns.',
  why: 'Many chat templates fail where user and assistant do not alternate; where it is allowed, it is often a sign that a turn was lost.',
  says: [
    { who: 'Azure', text: 'contains invalid schema (20)' },
    {
      who: 'Together',
      text: 'After the optional system message, conversation roles must alternate user/assistant/user/assistant',
    },
    {
      who: 'a chat template',
      text: 'TemplateError: Conversation roles must alternate user/assistant/user/assistant/...',
    },
  ],
  severity: {
    default: 'info',
    together: 'error',
    nova: 'error',
    'bedrock-claude': 'error',
    llamafactory: 'error',
  },
  fixable: 'unsafe',
  messages: { repeated: 'The message before this one is of the role "{role}" too.' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"user","content":"Anyone?"},{"role":"assistant","content":"Hello"}]}',
        target: 'together',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"assistant","content":"How are you?"}]}',
        target: 'azure',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"},{"role":"user","content":"Bye"},{"role":"assistant","content":"Bye"}]}',
      },
    ],
  },
  check(example, { target, report }) {
    for (const conversation of example.conversations) {
      if (conversation.part !== 'chat' && conversation.part !== 'prompt') continue;
      const { path } = conversation;
      // It counts turns, and leaves an example out whose turns do not alternate.
      const isCounted = roleKeyOf(example) === 'from' && target.lineage.includes('llamafactory');
      const mayRepeat = isCounted ? MAY_REPEAT.filter(role => role !== 'tool') : MAY_REPEAT;
      for (const { role, from, to } of runsOf(speakersOf(example, conversation, target), mayRepeat)) {
        for (let index = from + 1; index < to; index++) {
          report({
            messageId: 'repeated',
            data: { role },
            at: [...path, index, roleKeyOf(example)],
            ...(role === 'assistant' && target.lineage.includes('azure') ? { severity: 'error' } : {}),
            // One remedy for the whole run: several would get into each other's way.
            fixes: () => joinFix(example, conversation, from, to),
          });
        }
      }
    }
  },
});

function joinFix(example: Example, conversation: Conversation, from: number, to: number): ExampleFix[] {
  if (to - from > MAX_JOINED) return [];
  const indexes = Array.from({ length: to - from }, (_, order) => from + order);
  const joined = joinedMessages(example, conversation, indexes);
  if (joined === undefined) return [];
  const { path } = conversation;
  const span = { start: example.span([...path, from]).start, end: example.span([...path, to - 1]).end };
  const title = `Join these ${indexes.length} messages`;
  return [{ title, safety: 'unsafe', edits: replaceSpan(span, joined) }];
}

/** Longer runs are no slip of the author. */
const MAX_JOINED = 100;

/** Stretches of at least two messages of one speaker, `to` excluded. */
function runsOf(
  speakers: readonly (string | undefined)[],
  mayRepeat: readonly string[],
): { role: string; from: number; to: number }[] {
  const runs: { role: string; from: number; to: number }[] = [];
  let from = 0;
  for (let at = 1; at <= speakers.length; at++) {
    const role = speakers[from];
    if (at < speakers.length && speakers[at] === role) continue;
    if (role !== undefined && at - from > 1 && !mayRepeat.includes(role)) runs.push({ role, from, to: at });
    from = at;
  }
  return runs;
}

/** Several calls have several results. Of repeated system messages chat/system-position speaks. */
const MAY_REPEAT: readonly string[] = ['tool', 'system', 'developer'];
