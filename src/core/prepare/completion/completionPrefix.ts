import { isLonger } from './letters.ts';
import { type CompletionRemedy, shown } from './remedy.ts';

/** Shorter beginnings are left alone, as the legacy tool does. */
const SHORTEST_REMOVED = 5;

export const completionPrefix: CompletionRemedy = {
  id: 'completion/completion-prefix',
  offer: ({ pairs, completion: { prefix, allEqual } }) =>
    allEqual || !isLonger(prefix, SHORTEST_REMOVED - 1)
      ? undefined
      : {
          title: `Remove ${shown(prefix)} from the beginning of every completion`,
          explanation: 'All completions begin alike. What is always the same need not be learnt.',
          count: pairs,
        },
  // The space that a completion should begin with stays.
  apply: (pair, { completion: { prefix } }) => ({
    ...pair,
    completion: (prefix.startsWith(' ') ? ' ' : '') + pair.completion.slice(prefix.length),
  }),
};
