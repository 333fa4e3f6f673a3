import { exampleRule } from '../../rule.ts';

export const blankLine = exampleRule({
  id: 'json/blank-line',
  needs: 'line',
  summary: 'No line is blank.',
  why: 'Some consumers parse every line, and an empty one is no JSON. Where blank lines are skipped, their “Example 12” is no longer your line 12.',
  says: [{ who: 'Together', text: 'Error parsing json payload. Unexpected format on line 3' }],
  severity: { default: 'warning', together: 'error', azure: 'info' },
  fixable: 'safe',
  messages: { blank: 'This line is blank.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}\n\n{"prompt":"c","completion":"d"}' },
      { text: '{"prompt":"a","completion":"b"}\n\n' },
      { text: '{"prompt":"a","completion":"b"}\n \t', target: 'together' },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}\n{"prompt":"c","completion":"d"}\n' }],
  },
  check(example, { report }) {
    if (example.kind !== 'blank') return;
    report({
      messageId: 'blank',
      fixes: [{ title: 'Delete the blank line', safety: 'safe', edits: 'delete-line' }],
    });
  },
});
