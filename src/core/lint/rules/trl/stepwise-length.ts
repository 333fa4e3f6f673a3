import { exampleRule } from '../../rule.ts';

const line = (labels: unknown[]) =>
  JSON.stringify({ prompt: '2 + 2?', completions: ['2 + 2', '= 4'], labels });

export const stepwiseLength = exampleRule({
  id: 'trl/stepwise-length',
  needs: 'object',
  formats: ['trl-stepwise'],
  summary: 'Every step has a label.',
  why: 'The trainer joins steps and labels by their order. Where their numbers differ it fails, or labels the wrong steps.',
  severity: { default: 'error' },
  messages: { differs: 'There are {steps} completions and {labels} labels.' },
  examples: { bad: [{ text: line([true]) }], good: [{ text: line([true, false]) }] },
  check(example, { report }) {
    const steps = example.field('completions');
    const labels = example.field('labels');
    if (!Array.isArray(steps) || !Array.isArray(labels) || steps.length === labels.length) return;
    report({ messageId: 'differs', data: { steps: steps.length, labels: labels.length }, at: ['labels'] });
  },
});
