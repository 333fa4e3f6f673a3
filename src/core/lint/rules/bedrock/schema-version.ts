import { converseLine } from '../../converseLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const schemaVersion = exampleRule({
  id: 'bedrock/schema-version',
  needs: 'object',
  formats: ['bedrock-converse', 'bedrock-dpo'],
  summary: 'An example names the version of its schema.',
  why: 'Distillation refuses an example whose "schemaVersion" is another; tuning of Nova takes any text. The right one does for both.',
  severity: { default: 'warning' },
  messages: {
    missing: '"schemaVersion": "bedrock-conversation-2024" is missing.',
    other: 'The schema is called "bedrock-conversation-2024", not "{version}".',
  },
  examples: {
    bad: [
      { text: converseLine(undefined, {}), messageId: 'missing' },
      { text: converseLine(undefined, { schemaVersion: 'bedrock-conversion-2024' }), messageId: 'other' },
    ],
    good: [{ text: converseLine() }],
  },
  check(example, { report }) {
    const version = example.field('schemaVersion');
    if (version === undefined) report({ messageId: 'missing', at: [], part: 'open' });
    else if (version !== 'bedrock-conversation-2024') {
      report({ messageId: 'other', data: { version: quoted(version) }, at: ['schemaVersion'] });
    }
  },
});
