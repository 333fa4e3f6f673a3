import { CONVERSATIONS } from '../../../formats/families.ts';
import { replaceValue } from '../../edits.ts';
import { type ExampleFix, exampleRule, type SeverityByTarget } from '../../rule.ts';
import { byLineage } from '../../settings.ts';

export const roleNotAllowed = exampleRule({
  id: 'chat/role-not-allowed',
  needs: 'object',
  formats: CONVERSATIONS,
  summary: 'Every role is one that this target takes in this format.',
  why: 'The role exists, but not everywhere: supervised and preference data have "system" where reinforcement data has "developer", and some consumers know no tools.',
  says: [
    { who: 'Azure', text: "System messages are not supported in 'reinforcement' examples" },
    { who: 'Together', text: 'Invalid role' },
  ],
  severity: { default: 'warning', together: 'error', 'bedrock-claude': 'error' },
  fixable: 'unsafe',
  messages: { refused: '{target} does not take the role "{role}" in this format.' },
  examples: {
    bad: [
      {
        text: '{"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        target: 'openai',
      },
      {
        text: '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"2 + 2?"}],"answer":4}',
        target: 'azure',
      },
    ],
    good: [
      {
        text: '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        target: 'openai',
      },
      {
        text: '{"messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"2 + 2?"}],"answer":4}',
        target: 'azure',
      },
    ],
  },
  check(example, { target, report }) {
    const refused = (example.format && target.refusedRoles[example.format]) ?? [];
    if (refused.length === 0) return;
    for (const { path, role, keys } of example.messages) {
      if (role === undefined || !refused.includes(role)) continue;
      const at = [...path, keys.role];
      const better = COUNTERPART.get(role);
      const fixes: ExampleFix[] =
        better === undefined || refused.includes(better)
          ? []
          : [
              {
                title: `Change to "${better}"`,
                safety: 'unsafe',
                edits: replaceValue(example, at, JSON.stringify(better)),
              },
            ];
      report({
        messageId: 'refused',
        data: { target: target.title, role },
        at,
        fixes,
        ...(role === 'system' ? { severity: byLineage(SYSTEM_MESSAGE, target) } : {}),
      });
    }
  },
});

/** Reinforcement data has no system role at OpenAI; Azure says so and refuses, Bedrock and Fireworks take it. */
const SYSTEM_MESSAGE: SeverityByTarget = { default: 'info', openai: 'warning', azure: 'error' };

const COUNTERPART = new Map([
  ['developer', 'system'],
  ['system', 'developer'],
]);
