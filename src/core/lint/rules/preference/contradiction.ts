import { PREFERENCES } from '../../../formats/families.ts';
import { answerAt } from '../../answers.ts';
import { pairLine } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const contradiction = datasetRule({
  id: 'preference/contradiction',
  needs: 'dataset',
  formats: PREFERENCES,
  summary: 'No two pairs prefer the opposite of each other.',
  why: 'For the same prompt one pair prefers A to B and another B to A. Together they teach nothing and cost twice; find out which of the two is meant.',
  severity: { default: 'warning' },
  messages: { opposite: 'Line {line} prefers the answer that is rejected here, for the same prompt.' },
  examples: {
    bad: [{ text: `${pairLine('Hi', 'Hello', 'What?')}\n${pairLine('Hi', 'What?', 'Hello')}` }],
    good: [{ text: `${pairLine('Hi', 'Hello', 'What?')}\n${pairLine('Who?', 'What?', 'Hello')}` }],
  },
  check(facts, { report }) {
    const { table } = facts;
    const seen = new Map<string, number>();
    for (let line = 0; line < table.length; line++) {
      const preferred = table.content(line, 'answer');
      const rejected = table.content(line, 'rejected');
      if (preferred === 0 || rejected === 0 || preferred === rejected) continue;
      const prompt = table.content(line, 'prompt');
      const other = seen.get(`${prompt} ${rejected} ${preferred}`);
      const key = `${prompt} ${preferred} ${rejected}`;
      if (!seen.has(key)) seen.set(key, line);
      if (other === undefined) continue;
      report({
        messageId: 'opposite',
        data: { line: other + 1 },
        at: placeIn(facts, line, answerAt(facts, line)?.path ?? []),
        related: [{ line: other, message: 'The opposite pair' }],
      });
    }
  },
});
