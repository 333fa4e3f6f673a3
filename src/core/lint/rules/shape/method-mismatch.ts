import type { FormatId, Method } from '../../../formats/format.ts';
import { formatTitle } from '../../../formats/registry.ts';
import { DEFAULT_TARGET } from '../../../targets/registry.ts';
import type { Target } from '../../../targets/target.ts';
import { datasetRule } from '../../rule.ts';

export const methodMismatch = datasetRule({
  id: 'shape/method-mismatch',
  needs: 'dataset',
  summary: 'The format of the file is one that the target takes for the training method.',
  why: 'The file may be sound and still be for another consumer or another method. The job is refused when it is created, or fails as soon as it reads the file.',
  says: [
    {
      who: 'OpenAI',
      text: "Input file file-... is in the fine-tune-chat format, but the specified fine-tuning job is not using 'supervised' as the training method (provided method=dpo).",
    },
    {
      who: 'OpenAI',
      text: 'The job failed due to an invalid training file. Unexpected file format, expected either prompt/completion pairs or chat messages.',
    },
  ],
  severity: { default: 'error' },
  messages: {
    target: '{target} does not train with the format {format}.',
    method: '{target} does not take the format {format} for {method} training.',
    noMethod: '{target} does not offer {method} training.',
  },
  examples: {
    bad: [
      { text: '{"instruction":"a","output":"b"}', target: 'openai', messageId: 'target' },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        method: 'dpo',
        messageId: 'method',
      },
      {
        text: '{"prompt":"a","completion":"b"}',
        target: 'together',
        method: 'reinforcement',
        messageId: 'noMethod',
      },
    ],
    good: [
      { text: '{"instruction":"a","output":"b"}' },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        target: 'openai',
        method: 'supervised',
      },
    ],
  },
  check(facts, { target, method, report }) {
    const { format } = facts;
    if (format === 'none' || format === 'unknown') return;
    const messageId = mismatch(format, target, method);
    if (!messageId) return;
    report({
      messageId,
      data: { target: target.title, format: formatTitle(format), method: method ? METHOD_NAMES[method] : '' },
      // Nobody chose this target, so the file is probably for another.
      ...(facts.pinned || target.id !== DEFAULT_TARGET ? {} : { severity: 'info' }),
    });
  },
});

function mismatch(
  format: FormatId,
  target: Target,
  method: Method | undefined,
): 'target' | 'method' | 'noMethod' | undefined {
  if (!method) {
    return Object.values(target.formats).some(formats => formats.includes(format)) ? undefined : 'target';
  }
  const formats = target.formats[method];
  if (!formats) return 'noMethod';
  return formats.includes(format) ? undefined : 'method';
}

const METHOD_NAMES: Readonly<Record<Method, string>> = {
  supervised: 'supervised',
  dpo: 'preference (DPO)',
  reinforcement: 'reinforcement',
};
