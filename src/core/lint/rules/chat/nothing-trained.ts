import { TRAINED_CHATS } from '../../../formats/families.ts';
import { own } from '../../../jsonl/shape.ts';
import { speakerOf } from '../../../formats/conversation.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import type { MessageView } from '../../example.ts';
import { exampleRule } from '../../rule.ts';

export const nothingTrained = exampleRule({
  id: 'chat/nothing-trained',
  needs: 'object',
  formats: TRAINED_CHATS,
  summary: 'At least one message of the assistant is learnt.',
  why: 'Where every message of the assistant has the weight 0, the example costs tokens and teaches nothing.',
  severity: { default: 'warning' },
  messages: { none: 'No message of the assistant is learnt in this example: every weight is 0.' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":0}]}',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello","weight":0},{"role":"user","content":"Bye"},{"role":"assistant","content":"Bye"}]}',
      },
    ],
  },
  check(example, { target, report }) {
    const roles = rolesOf(example, target);
    const answers = example.messages.filter(({ role }) => speakerOf(meantRole(role, roles)) === 'assistant');
    const muted = answers.map(muteKey);
    const [first, ...others] = answers.map((view, index) => [...view.path, muted[index] ?? view.keys.role]);
    if (!first || muted.includes(undefined)) return;
    report({
      messageId: 'none',
      at: first,
      related: others.slice(0, MAX_RELATED).map(at => ({ at, message: 'This one is not learnt either' })),
    });
  },
});

const MAX_RELATED = 8;

/** The key that keeps a message from being learnt; undefined when none does. */
function muteKey({ message }: MessageView): string | undefined {
  const weight = own(message, 'weight');
  if (weight === 0 || weight === false || weight === '0') return 'weight';
  return own(message, 'train') === false ? 'train' : undefined;
}
