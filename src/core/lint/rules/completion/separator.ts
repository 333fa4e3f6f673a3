import { columnsOf } from '../../columns.ts';
import { lines } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';

export const separator = datasetRule({
  id: 'completion/separator',
  needs: 'dataset',
  formats: ['prompt-completion'],
  summary: 'All prompts end with the same short separator.',
  why: 'A completion model sees one text. Where nothing marks the end of the prompt, it may go on with the prompt instead of answering. Prepare Dataset offers to append one.',
  severity: { default: 'off', openai: 'warning' },
  messages: {
    none: 'The prompts do not end with a common separator. Prepare Dataset can append {better}.',
    long: 'All prompts end with {suffix}, which is long; {better} would do.',
  },
  options: {
    maxLength: {
      type: 'number',
      default: 10,
      minimum: 1,
      description: 'Characters from which a separator counts as long.',
    },
  },
  examples: {
    bad: [
      {
        text: lines(3, index => `{"prompt":"${index}","completion":" ${index}"}`),
        target: 'openai',
        messageId: 'none',
      },
      {
        text: lines(
          3,
          index => `{"prompt":"${index} and what is the answer to it?","completion":" ${index}"}`,
        ),
        target: 'openai',
        messageId: 'long',
      },
    ],
    good: [
      { text: lines(3, index => `{"prompt":"${index} ->","completion":" ${index}"}`), target: 'openai' },
      { text: lines(3, index => `{"prompt":"${index}","completion":" ${index}"}`), target: 'trl' },
    ],
  },
  check(facts, { options, report }) {
    const columns = columnsOf(facts);
    if (!columns || columns.pairs < 2 || columns.task === 'open-ended' || columns.prompt.allEqual) return;
    const { suffix } = columns.prompt;
    const better = quoted(JSON.stringify(columns.separator));
    const at = placeIn(facts, columns.firstLine, ['prompt']);
    if (suffix === '') report({ messageId: 'none', data: { better }, at });
    else if (suffix.length > Number(options.maxLength)) {
      report({ messageId: 'long', data: { suffix: quoted(JSON.stringify(suffix)), better }, at });
    }
  },
});
