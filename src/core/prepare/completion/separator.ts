import { type CompletionRemedy, shown } from './remedy.ts';

export const separator: CompletionRemedy = {
  id: 'completion/separator',
  offer: ({ pairs, task, prompt, separator: suggested }) =>
    pairs === 0 || task === 'open-ended' || prompt.allEqual || prompt.suffix !== ''
      ? undefined
      : {
          title: `End every prompt with ${shown(suggested)}`,
          explanation:
            'The prompts have no common ending. One that occurs nowhere else shows the model where the completion begins; the same must then end every prompt that the model is asked.',
          count: pairs,
        },
  apply: (pair, facts) => ({ ...pair, prompt: pair.prompt + facts.separator }),
};
