import { comparedPieces } from '../../chat/pieces.ts';
import { answerLine, chatLine } from '../../exampleLine.ts';
import { tokenCut } from '../../exampleTokens.ts';
import { exampleRule } from '../../rule.ts';

const LONG = 'It is late. '.repeat(30);

export const answerTruncated = exampleRule({
  id: 'tokens/answer-truncated',
  needs: 'object',
  formats: ['openai-sft'],
  summary: 'The answer is not cut off with the end of a long example.',
  why: 'Tokens are removed from the end, and the answer stands there. The model learns to stop in the middle of a sentence, or, where nothing of the answer is left, nothing at all.',
  says: [
    {
      who: 'OpenAI',
      text: 'Examples longer than the default will be truncated to the maximum context length, which removes tokens from the end of the training example(s).',
    },
  ],
  severity: { default: 'warning' },
  messages: {
    cut: 'The end of this answer is cut off at about {limit} tokens.',
    gone: 'Nothing of this answer is left after the cut at about {limit} tokens, so this example teaches nothing.',
  },
  options: {
    maxTokens: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'Where your consumer cuts; 0 takes the limit of the target, if it cuts at all.',
    },
  },
  examples: {
    bad: [
      { text: answerLine('Say it often.', LONG), options: { maxTokens: 50 }, messageId: 'cut' },
      { text: answerLine(LONG, 'Why?'), options: { maxTokens: 50 }, messageId: 'gone' },
    ],
    good: [
      { text: answerLine(LONG, 'Why?'), target: 'openai' },
      {
        text: chatLine([
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
          { role: 'user', content: LONG },
        ]),
        options: { maxTokens: 50 },
      },
    ],
  },
  check(example, { target, options, report }) {
    const cuts = target.limits.longExamples === 'cut';
    const limit = Number(options.maxTokens) || (cuts ? target.limits.exampleTokens : undefined);
    const cut = limit === undefined ? undefined : tokenCut(example, limit);
    if (!cut) return;
    const pieces = comparedPieces(example);
    const last = pieces.findLastIndex(({ trained }) => trained);
    const answer = pieces[last];
    if (!answer || last < cut.index) return;
    const data = { limit: Number(limit).toLocaleString('en-US') };
    // An earlier answer that is whole teaches something all the same.
    const gone = pieces.findIndex(({ trained }) => trained) > cut.index;
    report({ messageId: gone ? 'gone' : 'cut', data, at: answer.path });
  },
});
