import { chatLine } from '../../exampleLine.ts';
import { datasetRule } from '../../rule.ts';

const line = chatLine([{ role: 'user', content: '2 + 2?' }], { answer: 4 });

export const validationRequired = datasetRule({
  id: 'cross-file/validation-required',
  needs: 'dataset',
  summary: 'A training file has a validation file where the consumer wants one.',
  why: 'Reinforcement training is steered by what the validation file shows, so the job does not start without it. Name it under "validation" in the project file; Prepare Dataset splits one off.',
  severity: { default: 'info' },
  messages: {
    required:
      '{target} wants a validation file for this training method, and none is named in the project file.',
    advised:
      'No validation file is named in the project file; without one nobody sees when the model begins to learn by heart.',
  },
  examples: {
    bad: [
      { text: line, target: 'openai', messageId: 'required' },
      { text: line, method: 'reinforcement', messageId: 'advised' },
    ],
    good: [
      { text: line, target: 'openai', partner: line },
      { text: line, target: 'openai', purpose: 'validation' },
      {
        text: chatLine([
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello' },
        ]),
      },
    ],
  },
  check({ format, partner, validation, pinned }, { target, method, report }) {
    if (partner || validation) return;
    const effective = method ?? (format === 'openai-rft' ? 'reinforcement' : undefined);
    if (effective && target.validationRequired.includes(effective)) {
      // A file that nobody spoke of may have its validation file somewhere else.
      report({ messageId: 'required', data: { target: target.title }, severity: pinned ? 'error' : 'info' });
    } else if (pinned && effective) report({ messageId: 'advised', severity: 'info' });
  },
});
