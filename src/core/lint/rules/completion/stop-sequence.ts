import { columnsOf } from '../../columns.ts';
import { lines } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const stopSequence = datasetRule({
  id: 'completion/stop-sequence',
  needs: 'dataset',
  formats: ['prompt-completion'],
  summary: 'All completions end with the same short text.',
  why: 'A completion model stops where you tell it to stop. Without a common ending there is nothing to tell, and it goes on and on. Prepare Dataset offers to append one.',
  severity: { default: 'off', openai: 'warning' },
  messages: {
    none: 'The completions do not end alike, so nothing tells the model where to stop. Prepare Dataset can append {better}.',
    long: 'All completions end with {suffix}, which is long; {better} would do.',
  },
  options: {
    maxLength: {
      type: 'number',
      default: 10,
      minimum: 1,
      description: 'Characters from which an ending counts as long.',
    },
  },
  examples: {
    bad: [
      {
        text: lines(3, index => `{"prompt":"${index} ->","completion":" ${index}"}`),
        target: 'openai',
        messageId: 'none',
      },
      {
        text: lines(3, index => `{"prompt":"${index} ->","completion":" ${index} and that was all"}`),
        target: 'openai',
        messageId: 'long',
      },
    ],
    good: [
      { text: lines(3, index => `{"prompt":"${index} ->","completion":" ${index}."}`), target: 'openai' },
      { text: lines(3, index => `{"prompt":"${index}","completion":" ${index}"}`), target: 'together' },
    ],
  },
  check(facts, { options, report }) {
    const columns = columnsOf(facts);
    if (!columns || columns.pairs < 2 || columns.task !== 'generation' || columns.completion.allEqual) return;
    const { suffix } = columns.completion;
    const better = quoted(JSON.stringify(columns.ending));
    const at = placeIn(facts, columns.firstLine, ['completion']);
    if (suffix === '') report({ messageId: 'none', data: { better }, at });
    else if (suffix.length > Number(options.maxLength)) {
      report({ messageId: 'long', data: { suffix: quoted(JSON.stringify(suffix)), better }, at });
    }
  },
});
