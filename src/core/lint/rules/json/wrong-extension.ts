import { datasetRule } from '../../rule.ts';

export const wrongExtension = datasetRule({
  id: 'json/wrong-extension',
  needs: 'file',
  summary: 'The name of the file ends as the consumer expects.',
  why: 'Consumers tell the format by the name: an upload for fine-tuning that is not called `.jsonl` is refused, whatever it holds.',
  says: [{ who: 'OpenAI', text: 'does not appear to be in valid TXT format' }],
  severity: { default: 'warning', openai: 'error', together: 'error', fireworks: 'error', azure: 'warning' },
  fixable: 'unsafe',
  messages: { extension: 'The name “{name}” should end in {extensions}.' },
  examples: {
    bad: [
      { text: '{"prompt":"a","completion":"b"}', file: 'train.txt', target: 'openai' },
      { text: '{"prompt":"a","completion":"b"}', file: 'train' },
    ],
    good: [
      { text: '{"prompt":"a","completion":"b"}', file: 'TRAIN.JSONL' },
      { text: '{"prompt":"a","completion":"b"}', file: '-' },
      { text: '{"level":"info"}', file: 'server.log' },
    ],
  },
  check({ file, format }, { target, report }) {
    if (format === 'none' || file.name === '-') return;
    const name = file.name.toLowerCase();
    if (target.extensions.some(extension => name.endsWith(extension))) return;
    report({
      messageId: 'extension',
      data: { name: file.name, extensions: target.extensions.join(' or ') },
      // Whoever opens the file by its name must know of it.
      fixes: [{ title: 'Rename the file to end in .jsonl', safety: 'unsafe', rewrite: 'rename-to-jsonl' }],
    });
  },
});
