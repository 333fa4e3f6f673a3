import { ANSWERED } from '../../../formats/families.ts';
import { answerAt } from '../../answers.ts';
import { answerLine } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const conflictingAnswers = datasetRule({
  id: 'dataset/conflicting-answers',
  needs: 'dataset',
  formats: [...ANSWERED, 'prompt-completion'],
  summary: 'The same prompt has one answer.',
  why: 'Where the same question is answered differently, the model learns to waver between the answers. People who write examples should agree first; where several answers are right on purpose, turn this rule off.',
  severity: { default: 'warning' },
  messages: { differs: 'Line {line} answers the same prompt differently.' },
  examples: {
    bad: [{ text: `${answerLine('2 + 2?', '4')}\n${answerLine('2 + 2?', '5')}` }],
    good: [{ text: `${answerLine('2 + 2?', '4')}\n${answerLine('2 + 3?', '5')}` }],
  },
  check(facts, { report }) {
    const { table } = facts;
    /** The first line of each prompt, by its hash. */
    const first = new Map<number, number>();
    for (let line = 0; line < table.length; line++) {
      const prompt = table.content(line, 'prompt');
      const answer = table.content(line, 'answer');
      if (prompt === 0 || answer === 0) continue;
      const other = first.get(prompt);
      if (other === undefined) {
        first.set(prompt, line);
        continue;
      }
      if (table.content(other, 'answer') === answer) continue;
      const own = answerAt(facts, line);
      const its = answerAt(facts, other);
      // Answers that differ in case and space only are nearly the same, of which another rule speaks.
      if (!own || !its || folded(own.text) === folded(its.text)) continue;
      report({
        messageId: 'differs',
        data: { line: other + 1 },
        at: placeIn(facts, line, own.path),
        related: [{ line: other, message: 'The other answer' }],
      });
    }
  },
});

function folded(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
