import { lines } from '../../exampleLine.ts';
import { pairRule } from '../../rule.ts';

const pairs = (count: number, from = 0) =>
  lines(count, index => `{"prompt":"${index + from}","completion":"b"}`);

export const validationSize = pairRule({
  id: 'cross-file/validation-size',
  needs: 'dataset',
  summary: 'The validation file is neither too large nor too small.',
  why: 'Above its limit the consumer refuses the job. A handful of examples measures chance; more than half of the data is missing in training.',
  severity: { default: 'error' },
  messages: {
    above: 'This validation file has {count} examples; {target} takes at most {limit}.',
    share: 'This validation file is {percent} % of the training file; {target} takes at most {limit} %.',
    bytes: 'This validation file has {size} bytes; {target} takes at most {limit}.',
    small: 'This validation file has only {count}; what it measures is mostly chance.',
    large:
      'This validation file is {percent} % of the training file; those examples are missing in training.',
  },
  options: {
    minExamples: {
      type: 'number',
      default: 5,
      minimum: 1,
      description: 'Examples below which a validation file is small.',
    },
    maxShare: {
      type: 'number',
      default: 0.5,
      minimum: 0,
      description: 'The share of the training file above which a validation file is large.',
    },
  },
  examples: {
    bad: [
      {
        text: lines(1001, index => `{"messages":[{"role":"user","content":"${index}"}],"answer":4}`),
        partner: lines(200, index => `{"messages":[{"role":"user","content":"a${index}"}],"answer":4}`),
        purpose: 'validation',
        target: 'openai',
        messageId: 'above',
      },
      {
        text: lines(
          1001,
          index =>
            `{"contents":[{"role":"user","parts":[{"text":"${index}"}]},{"role":"model","parts":[{"text":"a"}]}]}`,
        ),
        partner: lines(
          1100,
          index =>
            `{"contents":[{"role":"user","parts":[{"text":"b${index}"}]},{"role":"model","parts":[{"text":"a"}]}]}`,
        ),
        purpose: 'validation',
        target: 'gemini',
        messageId: 'share',
      },
      {
        text: `{"text":"${'a'.repeat(1_100_000)}"}`,
        partner: `{"text":"${'b'.repeat(1000)}"}`,
        purpose: 'validation',
        target: 'mistral',
        messageId: 'bytes',
      },
      { text: pairs(2), partner: pairs(40, 100), purpose: 'validation', messageId: 'small' },
      { text: pairs(9), partner: pairs(10, 100), purpose: 'validation', messageId: 'large' },
    ],
    good: [{ text: pairs(5), partner: pairs(40, 100), purpose: 'validation' }],
  },
  check({ validation, examples, file, format }, partner, { target, method, options, report }) {
    if (!validation) return;
    const {
      maxValidationExamples,
      maxValidationExamplesByMethod = {},
      maxValidationShare,
      maxValidationBytes,
    } = target.limits;
    const effective = method ?? (format === 'openai-rft' ? 'reinforcement' : undefined);
    const limit = (effective && maxValidationExamplesByMethod[effective]) ?? maxValidationExamples;
    const share = examples / Math.max(1, partner.examples);
    const percent = Math.round(share * 100);
    const data = { count: examples, percent, target: target.title };
    if (limit !== undefined && examples > limit) report({ messageId: 'above', data: { ...data, limit } });
    // A small file may be any share of the training file.
    const counts = maxValidationShare !== undefined && examples > SMALL && share > maxValidationShare;
    if (counts)
      report({ messageId: 'share', data: { ...data, limit: Math.round(maxValidationShare * 100) } });
    if (maxValidationBytes !== undefined && file.bytes > maxValidationBytes) {
      report({
        messageId: 'bytes',
        data: { size: file.bytes, target: target.title, limit: maxValidationBytes },
      });
    }
    if (examples < Number(options.minExamples)) {
      const count = examples === 1 ? 'one example' : `${examples} examples`;
      report({ messageId: 'small', data: { count }, severity: 'info' });
    } else if (share > Number(options.maxShare) && !counts)
      report({ messageId: 'large', data, severity: 'info' });
  },
});

/** Source: Vertex AI, which counts the share above so many examples (FORMATS a.15). */
const SMALL = 1000;
