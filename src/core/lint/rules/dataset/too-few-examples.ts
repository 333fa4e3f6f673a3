import type { DatasetFacts } from '../../datasetFacts.ts';
import { datasetRule } from '../../rule.ts';
import type { TargetLimits } from '../../../targets/target.ts';

export const tooFewExamples = datasetRule({
  id: 'dataset/too-few-examples',
  needs: 'file',
  summary: 'The file holds as many examples as the consumer asks for.',
  why: 'Below its minimum the consumer refuses to start. Above it, a handful of examples rarely changes a model: improvements are seen from 50 to 100 on.',
  says: [
    {
      who: 'OpenAI',
      text: 'Training file has 7 example(s), but must have at least 10 examples',
      messageId: 'below',
    },
    { who: 'Together', text: 'File is empty', messageId: 'empty' },
  ],
  severity: { default: 'error' },
  messages: {
    empty: 'The file is empty: it holds no example.',
    below: 'The file holds {count}, but {target} needs at least {minimum}.',
    few: 'The file holds {count}; {target} advises at least {recommended}.',
  },
  examples: {
    bad: [
      { text: '', messageId: 'empty' },
      { text: '\n  \n', messageId: 'empty' },
      { text: '{"messages":[]}', target: 'openai', messageId: 'below' },
      { text: '{"prompt":"a","completion":"b"}', messageId: 'few' },
    ],
    good: [
      { text: Array.from({ length: 10 }, (_, i) => `{"prompt":"${i}","completion":"b"}`).join('\n') },
      { text: '{"level":"info","event":"a log, no training data"}\n{"level":"info"}', target: 'openai' },
    ],
  },
  check(facts, { target, report }) {
    if (isOutOfPlace(facts)) return;
    const { examples } = facts;
    if (examples === 0) {
      report({ messageId: 'empty' });
      return;
    }
    if (facts.validation) return;
    const count = examples === 1 ? 'one example' : `${examples} examples`;
    const minimum = target.limits.minExamples ?? 1;
    const recommended = recommendedExamples(target.limits, facts);
    if (examples < minimum) report({ messageId: 'below', data: { count, minimum, target: target.title } });
    else if (examples < recommended) {
      report({ messageId: 'few', data: { count, recommended, target: target.title }, severity: 'info' });
    }
  },
});

/** Where there is no training data to count: a log, a list of requests, a pointer to data that is elsewhere. */
function isOutOfPlace({ file, format, examples }: DatasetFacts): boolean {
  if (file.layout === 'git-lfs-pointer') return true;
  return examples > 0 && (format === 'none' || format === 'openai-batch');
}

function recommendedExamples(limits: TargetLimits, { format }: DatasetFacts): number {
  const own =
    format === 'none' || format === 'unknown' ? undefined : limits.recommendedExamplesByFormat?.[format];
  return own ?? limits.recommendedExamples ?? 1;
}
