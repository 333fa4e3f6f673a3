import { replaceValue } from '../../edits.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const roleUnknown = exampleRule({
  id: 'chat/role-unknown',
  needs: 'object',
  formats: ['openai-sft', 'openai-dpo', 'openai-rft'],
  summary: 'Every role is one that the format has.',
  why: 'A role decides who speaks and what is learnt. A consumer that does not know it refuses the example.',
  says: [{ who: 'Together', text: 'Invalid role' }],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { unknown: '"{role}" is not a role here; {roles} are.' },
  examples: {
    bad: [
      { text: '{"messages":[{"role":"User","content":"Hi"},{"role":"assistant","content":"Hello"}]}' },
      { text: '{"messages":[{"role":"human","content":"Hi"},{"role":"assistant","content":"Hello"}]}' },
    ],
    good: [{ text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}' }],
  },
  check(example, { target, report }) {
    const roles = example.format && target.roles[example.format];
    if (!roles) return;
    for (const { path, role } of example.messages) {
      if (role === undefined || roles.includes(role)) continue;
      const place = [...path, 'role'];
      const folded = role.trim().toLowerCase();
      const better = roles.includes(folded) ? folded : ALIASES.get(folded);
      report({
        messageId: 'unknown',
        data: { role: quoted(role), roles: roles.join(', ') },
        at: place,
        fixes: better
          ? [
              {
                title: `Change to "${better}"`,
                safety: better === folded ? 'safe' : 'unsafe',
                edits: replaceValue(example, place, JSON.stringify(better)),
              },
            ]
          : [],
      });
    }
  },
});

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
