import type { CompletionRemedy } from './remedy.ts';

export const emptyCompletions: CompletionRemedy = {
  id: 'completion/empty-completions',
  offer: ({ empty }) =>
    empty === 0
      ? undefined
      : {
          title: 'Leave out pairs with an empty completion',
          explanation: 'An empty completion teaches to say nothing, and providers refuse it.',
          count: empty,
        },
  apply: pair => (pair.completion === '' ? undefined : pair),
};
