import { type CompletionRemedy, shown } from './remedy.ts';

export const stopSequence: CompletionRemedy = {
  id: 'completion/stop-sequence',
  offer: ({ pairs, task, completion, ending }) =>
    pairs === 0 || task !== 'generation' || completion.allEqual || completion.suffix !== ''
      ? undefined
      : {
          title: `End every completion with ${shown(ending)}`,
          explanation:
            'The completions have no common ending. One that occurs nowhere else shows the model where to stop, when it is given as a stop sequence.',
          count: pairs,
        },
  apply: (pair, { ending }) => ({ ...pair, completion: pair.completion + ending }),
};
