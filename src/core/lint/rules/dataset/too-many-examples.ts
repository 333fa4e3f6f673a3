import { lines } from '../../exampleLine.ts';
import { datasetRule } from '../../rule.ts';

export const tooManyExamples = datasetRule({
  id: 'dataset/too-many-examples',
  needs: 'dataset',
  summary: 'The file does not hold more examples than the consumer takes.',
  why: 'Beyond its limit the consumer refuses the file, after all of it was uploaded.',
  severity: { default: 'error' },
  messages: { above: 'The file holds {count} examples; {target} takes at most {limit}.' },
  options: {
    maxExamples: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'A limit of your own; 0 takes that of the target.',
    },
  },
  examples: {
    bad: [{ text: lines(3, index => `{"prompt":"${index}","completion":"b"}`), options: { maxExamples: 2 } }],
    good: [
      { text: lines(3, index => `{"prompt":"${index}","completion":"b"}`), options: { maxExamples: 3 } },
    ],
  },
  check({ examples, table, format, validation }, { target, method, options, report }) {
    if (validation) return;
    const { maxExamples, maxExamplesByMethod = {} } = target.limits;
    const effective = method ?? (format === 'openai-rft' ? 'reinforcement' : undefined);
    const own = effective && maxExamplesByMethod[effective];
    const limit = Number(options.maxExamples) || (own ?? maxExamples ?? Number.POSITIVE_INFINITY);
    if (examples <= limit) return;
    let seen = 0;
    for (let line = 0; line < table.length; line++) {
      if (table.kind(line) === 'blank') continue;
      seen += 1;
      if (seen <= limit) continue;
      report({ messageId: 'above', data: { count: examples, target: target.title, limit }, at: line });
      return;
    }
  },
});
