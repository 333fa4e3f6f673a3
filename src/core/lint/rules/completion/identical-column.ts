import { columnsOf } from '../../columns.ts';
import { lines } from '../../exampleLine.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const identicalColumn = datasetRule({
  id: 'completion/identical-column',
  needs: 'dataset',
  formats: ['prompt-completion'],
  summary: 'Neither the prompts nor the completions are all the same.',
  why: 'A prompt that never changes tells the model nothing: leave prompts empty when it shall write freely. A completion that never changes is all that it will ever say.',
  severity: { default: 'warning' },
  messages: {
    prompts: 'All prompts are the same. Leave them empty if the model shall write freely.',
    completions: 'All completions are the same: the model would only learn to repeat this one.',
  },
  examples: {
    bad: [
      { text: lines(3, index => `{"prompt":"Go","completion":" ${index}"}`), messageId: 'prompts' },
      { text: lines(3, index => `{"prompt":"${index}","completion":" Go"}`), messageId: 'completions' },
    ],
    good: [
      { text: lines(3, index => `{"prompt":"${index}","completion":" ${index}"}`) },
      { text: lines(3, index => `{"prompt":"","completion":" ${index}"}`) },
    ],
  },
  check(facts, { report }) {
    const columns = columnsOf(facts);
    if (!columns || columns.pairs < 2) return;
    const { firstLine, task, prompt, completion } = columns;
    if (task !== 'open-ended' && prompt.allEqual) {
      report({ messageId: 'prompts', at: placeIn(facts, firstLine, ['prompt']) });
    }
    if (completion.allEqual)
      report({ messageId: 'completions', at: placeIn(facts, firstLine, ['completion']) });
  },
});
