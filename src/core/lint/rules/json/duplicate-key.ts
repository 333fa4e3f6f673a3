import type { SyntaxProblem } from '../../../jsonl/parse.ts';
import type { Example } from '../../example.ts';
import { quoted } from '../../messages.ts';
import { exampleRule, type LineEdit } from '../../rule.ts';

export const duplicateKey = exampleRule({
  id: 'json/duplicate-key',
  needs: 'line',
  summary: 'No object has the same key twice.',
  why: 'Parsers keep the last of the equal keys and say nothing: the earlier value is lost from training.',
  severity: { default: 'warning' },
  fixable: 'unsafe',
  messages: { repeated: 'The key "{key}" comes again later in this object; this value is ignored.' },
  examples: {
    bad: [{ text: '{"prompt":"a","prompt":"b","completion":"c"}' }],
    good: [{ text: '{"prompt":"prompt","completion":"c"}' }],
  },
  check(example, { report }) {
    if (example.lostKeys === 0) return;
    for (const problem of example.syntaxProblems) {
      if (problem.kind !== 'duplicate-key' || !problem.member) continue;
      report({
        messageId: 'repeated',
        data: { key: quoted(problem.member.name) },
        at: problem,
        fixes: [
          { title: 'Delete the earlier value', safety: 'unsafe', edits: deleteEarlier(example, problem) },
        ],
      });
    }
  },
});

/** The earlier pair always has a later one after it, so the comma that follows goes with it. */
function deleteEarlier(example: Example, problem: SyntaxProblem): LineEdit[] {
  const end = problem.member?.value.end ?? problem.end;
  const comma = example.text.indexOf(',', end);
  const gap = /^[ \t]*/.exec(example.text.slice(comma + 1))?.[0].length ?? 0;
  return [{ start: problem.start, end: comma + 1 + gap, newText: '' }];
}
