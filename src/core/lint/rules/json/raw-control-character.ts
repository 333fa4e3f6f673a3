import { escapeControl } from '../../../jsonl/parse.ts';
import { replaceSpan } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';
import { faultsOf } from '../../soundness.ts';

export const rawControlCharacter = exampleRule({
  id: 'json/raw-control-character',
  needs: 'line',
  summary: 'No string holds a control character that is not escaped.',
  why: 'JSON wants control characters, a tab too, written as escapes: a strict parser refuses the line, and with it the file.',
  says: [{ who: 'Python', text: 'Invalid control character at: line 1 column 13 (char 12)' }],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: { raw: 'A control character in a string must be written as {spelling}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a\tb","completion":"c"}' },
      { text: '{"prompt":"a\u0000b\u0007","completion":"c"}' },
    ],
    good: [{ text: '{\t"prompt":"a\\tb",\t"completion":"\\u0007"}' }],
  },
  check(example, { report }) {
    for (const problem of faultsOf(example, 'raw-control-character')) {
      const spelling = escapeControl(example.text.slice(problem.start, problem.end));
      report({
        messageId: 'raw',
        data: { spelling },
        at: problem,
        fixes: [{ title: `Write it as ${spelling}`, safety: 'safe', edits: replaceSpan(problem, spelling) }],
      });
    }
  },
});
