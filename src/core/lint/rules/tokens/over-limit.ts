import { spanInString } from '../../../jsonl/inString.ts';
import { answerLine } from '../../exampleLine.ts';
import { tokenCut } from '../../exampleTokens.ts';
import { exampleRule } from '../../rule.ts';

const long = answerLine('Say it often.', 'It is late. '.repeat(30));

export const overLimit = exampleRule({
  id: 'tokens/over-limit',
  needs: 'object',
  summary: 'An example is not longer than the consumer reads.',
  why: 'OpenAI cuts a longer example at its end, which is where the answer is; others refuse the file. The number is an estimate, some per cent off.',
  says: [
    { who: 'Bedrock', text: 'Maximum input token count 4919 exceeds limit of 4096 for train data' },
    {
      who: 'Google Gemini',
      text: "Row: 122. Token limit exceeded for 'input_text' [tokens: 15851|limit: 8192]...",
    },
  ],
  severity: {
    default: 'warning',
    gemini: 'error',
    'bedrock-claude': 'error',
    'bedrock-llama': 'error',
    nova: 'error',
    cohere: 'error',
  },
  messages: {
    cut: 'This example has about {tokens} tokens; {target} reads {limit} and cuts the rest.',
    refused: 'This example has about {tokens} tokens; {target} takes at most {limit}.',
  },
  options: {
    maxTokens: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'A limit of your own, such as that of your model; 0 takes that of the target.',
    },
  },
  examples: {
    bad: [
      { text: long, options: { maxTokens: 50 }, messageId: 'refused' },
      { text: long, target: 'openai', options: { maxTokens: 50 }, messageId: 'cut' },
    ],
    good: [{ text: long, target: 'openai' }, { text: long }],
  },
  check(example, { target, options, report }) {
    const limit = Number(options.maxTokens) || target.limits.exampleTokens || Number.POSITIVE_INFINITY;
    const cut = tokenCut(example, limit);
    if (!cut) return;
    const node = example.node(cut.path);
    const start = node?.kind === 'string' ? spanInString(example.text, node, cut.from, cut.from).start : 0;
    report({
      messageId: target.limits.longExamples === 'cut' ? 'cut' : 'refused',
      data: {
        tokens: cut.tokens.toLocaleString('en-US'),
        target: target.title,
        limit: limit.toLocaleString('en-US'),
      },
      at: { start, end: example.text.length },
    });
  },
});
