import { speakerOf } from '../../../formats/conversation.ts';
import { replaceValue } from '../../edits.ts';
import { content, geminiLine } from '../../geminiLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const role = exampleRule({
  id: 'gemini/role',
  needs: 'object',
  formats: ['gemini-sft', 'gemini-preference'],
  summary: 'The speakers of Gemini are user and model.',
  why: 'Gemini knows the roles "user" and "model" only. Instructions stand beside the contents.',
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    unknown: '"{role}" is no role of Gemini; user and model are.',
    system: 'Instructions stand under "systemInstruction", not among the contents.',
  },
  examples: {
    bad: [
      {
        text: geminiLine([content('user', { text: 'Hi' }), content('assistant', { text: 'Hello' })]),
        messageId: 'unknown',
      },
      {
        text: geminiLine([
          content('system', { text: 'Be brief.' }),
          content('user', { text: 'Hi' }),
          content('model', { text: 'Hello' }),
        ]),
        messageId: 'system',
      },
    ],
    good: [{ text: geminiLine() }],
  },
  check(example, { report }) {
    for (const { role: written, path } of example.messages) {
      if (written === undefined || ROLES.includes(written)) continue;
      const at = [...path, 'role'];
      const speaker = speakerOf(written);
      if (speaker === 'system' || speaker === 'developer') {
        report({ messageId: 'system', at });
        continue;
      }
      const better = speaker === 'assistant' ? 'model' : speaker === 'user' ? 'user' : undefined;
      const edits = better === undefined ? [] : replaceValue(example, at, JSON.stringify(better));
      report({
        messageId: 'unknown',
        data: { role: quoted(written) },
        at,
        fixes: better === undefined ? [] : [{ title: `Change to "${better}"`, safety: 'safe', edits }],
      });
    }
  },
});

/** Results of functions may have a role of their own. */
const ROLES: readonly string[] = ['user', 'model', 'function', 'tool'];
