import { columnsOf } from '../../columns.ts';
import { lines } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const commonPrefix = datasetRule({
  id: 'completion/common-prefix',
  needs: 'dataset',
  formats: ['prompt-completion'],
  summary: 'Prompts and completions do not all begin with the same long text.',
  why: 'A beginning that never changes is paid for in every example and every call, and tells the model nothing. Prepare Dataset offers to remove it.',
  severity: { default: 'off', openai: 'info' },
  messages: {
    prompts: 'All prompts begin with {prefix}.',
    completions: 'All completions begin with {prefix}.',
  },
  options: {
    promptLength: {
      type: 'number',
      default: 12,
      minimum: 0,
      description: 'Common characters of prompts that are not worth a word.',
    },
    completionLength: {
      type: 'number',
      default: 5,
      minimum: 1,
      description: 'Common characters of completions from which they are worth a word.',
    },
  },
  examples: {
    bad: [
      {
        text: lines(3, index => `{"prompt":"Answer this question: ${index}","completion":" ${index}"}`),
        target: 'openai',
        messageId: 'prompts',
      },
      {
        text: lines(3, index => `{"prompt":"${index}","completion":" It is ${index}"}`),
        target: 'openai',
        messageId: 'completions',
      },
    ],
    good: [{ text: lines(3, index => `{"prompt":"${index}","completion":" ${index}"}`), target: 'openai' }],
  },
  check(facts, { options, report }) {
    const columns = columnsOf(facts);
    if (!columns || columns.pairs < 2) return;
    const { prompt, completion, firstLine } = columns;
    if (!prompt.allEqual && prompt.prefix.length > Number(options.promptLength)) {
      const prefix = quoted(JSON.stringify(prompt.prefix));
      report({ messageId: 'prompts', data: { prefix }, at: placeIn(facts, firstLine, ['prompt']) });
    }
    if (!completion.allEqual && completion.prefix.length >= Number(options.completionLength)) {
      const prefix = quoted(JSON.stringify(completion.prefix));
      report({ messageId: 'completions', data: { prefix }, at: placeIn(facts, firstLine, ['completion']) });
    }
  },
});
