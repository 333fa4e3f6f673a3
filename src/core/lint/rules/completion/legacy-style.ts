import { columnsOf } from '../../columns.ts';
import { lines } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const legacyStyle = datasetRule({
  id: 'completion/legacy-style',
  needs: 'dataset',
  formats: ['prompt-completion'],
  summary: 'Completions begin with a space, and texts are not written in capitals.',
  why: 'The tokenizers of completion models take a word and the space before it as one; without the space the model has to learn a rarer token. Words in capitals cost more tokens. Prepare Dataset offers to change both.',
  severity: { default: 'off', openai: 'info', azure: 'info' },
  messages: {
    space: '{count} of the completions do not begin with a space.',
    prompts: 'More than a third of the letters in the prompts are capitals.',
    completions: 'More than a third of the letters in the completions are capitals.',
  },
  examples: {
    bad: [
      {
        text: lines(3, index => `{"prompt":"${index}","completion":"${index}"}`),
        target: 'openai',
        messageId: 'space',
      },
      {
        text: lines(3, index => `{"prompt":"GO ${index}","completion":" a${index}"}`),
        target: 'openai',
        messageId: 'prompts',
      },
      {
        text: lines(3, index => `{"prompt":"a${index}","completion":" GO ${index}"}`),
        target: 'openai',
        messageId: 'completions',
      },
    ],
    good: [
      { text: lines(3, index => `{"prompt":"a${index}","completion":" b${index}"}`), target: 'openai' },
      { text: lines(3, index => `{"prompt":"a${index}","completion":"b${index}"}`) },
    ],
  },
  check(facts, { report }) {
    const columns = columnsOf(facts);
    if (!columns) return;
    const { firstLine, withoutSpace, prompt, completion, task } = columns;
    const at = (key: string) => placeIn(facts, firstLine, [key]);
    if (withoutSpace > 0) report({ messageId: 'space', data: { count: withoutSpace }, at: at('completion') });
    if (prompt.shouting && task !== 'open-ended') report({ messageId: 'prompts', at: at('prompt') });
    if (completion.shouting) report({ messageId: 'completions', at: at('completion') });
  },
});
