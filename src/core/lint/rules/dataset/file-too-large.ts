import { datasetRule } from '../../rule.ts';

export const fileTooLarge = datasetRule({
  id: 'dataset/file-too-large',
  needs: 'dataset',
  summary: 'The file is not larger than the consumer accepts.',
  why: 'The upload fails, often only after all of it was sent. Split the file, or use the upload in parts where there is one.',
  severity: { default: 'error' },
  messages: {
    refused: 'The file has {size}; {target} accepts at most {limit}.',
    simpleUpload: 'The file has {size}; above {limit}, {target} needs the upload in parts.',
  },
  options: {
    maxBytes: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'A limit of your own in bytes; 0 takes the limit of the target.',
    },
    partsFromBytes: {
      type: 'number',
      default: 0,
      minimum: 0,
      description: 'From how many bytes to advise an upload in parts; 0 takes the limit of the target.',
    },
  },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}', options: { maxBytes: 20 }, messageId: 'refused' },
      {
        text: '{"prompt":"a","completion":"b"}',
        target: 'azure',
        format: 'prompt-completion',
        options: { partsFromBytes: 20 },
        messageId: 'simpleUpload',
      },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}', options: { maxBytes: 31 } }],
  },
  check({ file }, { target, options, report }) {
    const largest = Number(options.maxBytes) || target.limits.maxFileBytes || Number.POSITIVE_INFINITY;
    const simple = Number(options.partsFromBytes) || target.limits.warnFileBytes || Number.POSITIVE_INFINITY;
    const data = { size: megabytes(file.bytes), target: target.title };
    if (file.bytes > largest) report({ messageId: 'refused', data: { ...data, limit: megabytes(largest) } });
    else if (file.bytes > simple) {
      report({
        messageId: 'simpleUpload',
        data: { ...data, limit: megabytes(simple) },
        severity: 'warning',
      });
    }
  },
});

/** A size as people read it, in the units in which consumers state their limits (1 MB = 1,048,576 bytes). */
function megabytes(bytes: number): string {
  const value = bytes / 1024 / 1024;
  if (value < 1) return `${bytes} bytes`;
  if (value < 1024) return `${Number(value.toFixed(1))} MB`;
  return `${Number((value / 1024).toFixed(1))} GB`;
}
