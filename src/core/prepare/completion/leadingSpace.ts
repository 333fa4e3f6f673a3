import type { CompletionRemedy } from './remedy.ts';

export const leadingSpace: CompletionRemedy = {
  id: 'completion/leading-space',
  offer: ({ withoutSpace }) =>
    withoutSpace === 0
      ? undefined
      : {
          title: 'Begin every completion with a space',
          explanation:
            'A completion that begins with a space is learnt more easily. The tokenizers of completion models join a word with the space before it.',
          count: withoutSpace,
        },
  apply: pair => (pair.completion.startsWith(' ') ? pair : { ...pair, completion: ` ${pair.completion}` }),
};
