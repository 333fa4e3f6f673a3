import { ROLES_CHECKED } from '../../../formats/families.ts';
import { meantRole, rolesOf } from '../../chat/speakers.ts';
import { replaceValue } from '../../edits.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const roleUnknown = exampleRule({
  id: 'chat/role-unknown',
  needs: 'object',
  formats: ROLES_CHECKED,
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
    const refused = (example.format && target.refusedRoles[example.format]) ?? [];
    const roles = rolesOf(example, target);
    const offered = roles.filter(role => !refused.includes(role));
    for (const { path, role, keys } of example.messages) {
      if (role === undefined || roles.includes(role)) continue;
      const at = [...path, keys.role];
      const better = meantRole(role, offered);
      report({
        messageId: 'unknown',
        data: { role: quoted(role), roles: offered.join(', ') },
        at,
        fixes: better
          ? [
              {
                title: `Change to "${better}"`,
                safety: better === role.trim().toLowerCase() ? 'safe' : 'unsafe',
                edits: replaceValue(example, at, JSON.stringify(better)),
              },
            ]
          : [],
      });
    }
  },
});
