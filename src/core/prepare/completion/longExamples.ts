import { isLong } from './columns.ts';
import type { CompletionRemedy } from './remedy.ts';

export const longExamples: CompletionRemedy = {
  id: 'completion/long-examples',
  offer: ({ long, task }) =>
    long === 0 || task === 'open-ended'
      ? undefined
      : {
          title: 'Leave out pairs of more than 10,000 characters',
          explanation:
            'Completion models see about 2,048 tokens of a pair. What is beyond is cut from its end: the completion.',
          count: long,
        },
  apply: pair => (isLong(pair.prompt, pair.completion) ? undefined : pair),
};
