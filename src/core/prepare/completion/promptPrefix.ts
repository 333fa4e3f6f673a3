import { isLonger } from './letters.ts';
import { type CompletionRemedy, shown } from './remedy.ts';

/** Shorter beginnings are left alone, as the legacy tool does. */
const LONGEST_KEPT = 12;

export const promptPrefix: CompletionRemedy = {
  id: 'completion/prompt-prefix',
  offer: ({ pairs, prompt: { prefix, allEqual } }) =>
    allEqual || !isLonger(prefix, LONGEST_KEPT)
      ? undefined
      : {
          title: `Remove ${shown(prefix)} from the beginning of every prompt`,
          explanation:
            'All prompts begin alike. A tuned model needs no instruction that is always the same, and it is paid for in every example.',
          count: pairs,
        },
  apply: (pair, { prompt }) => ({ ...pair, prompt: pair.prompt.slice(prompt.prefix.length) }),
};
