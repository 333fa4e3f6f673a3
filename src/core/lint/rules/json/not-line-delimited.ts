import type { DatasetFacts } from '../../datasetFacts.ts';
import { datasetRule } from '../../rule.ts';

export const notLineDelimited = datasetRule({
  id: 'json/not-line-delimited',
  needs: 'file',
  summary: 'Every example stands on one line of its own.',
  why: 'A consumer reads one example a line. A list of examples, or an example that is spread over several lines, is refused at its first line.',
  says: [
    {
      who: 'OpenAI',
      text: 'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line 1 is not a dictionary',
    },
  ],
  severity: { default: 'error' },
  fixable: 'safe',
  messages: {
    array: 'The file is one JSON list of {count}; JSONL has one example a line and no list around them.',
    pretty: 'Examples are spread over several lines; JSONL has one example a line.',
    pointer: 'This is a Git LFS pointer, not the data it points to: run `git lfs pull` to fetch that.',
  },
  examples: {
    bad: [
      { text: '[\n{"prompt":"a","completion":"b"},\n{"prompt":"c","completion":"d"}\n]', messageId: 'array' },
      { text: '[{"prompt":"a","completion":"b"}]', file: 'train.json', messageId: 'array' },
      { text: '{\n  "prompt": "a",\n  "completion": 1.0\n}', messageId: 'pretty' },
      {
        text: '{\n  "prompt": "a",\n  "completion": "b"\n}\n{"prompt":"c","completion":"d"}\n',
        messageId: 'pretty',
      },
      {
        text: 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n',
        messageId: 'pointer',
      },
    ],
    good: [{ text: '{"prompt":"a","completion":"b"}\n{"prompt":"c","completion":"d"}' }],
  },
  check(facts, { report }) {
    const { layout } = facts.file;
    if (layout === undefined) return;
    if (layout === 'git-lfs-pointer') {
      report({ messageId: 'pointer' });
      return;
    }
    const count = facts.examples === 1 ? 'one example' : `${facts.examples} examples`;
    report({
      messageId: layout,
      data: { count },
      // What is not UTF-8 would be lost on the way; that is to be mended first.
      fixes: isText(facts)
        ? [{ title: 'Write one example a line', safety: 'safe', rewrite: 'to-json-lines' }]
        : [],
    });
  },
});

function isText({ table }: DatasetFacts): boolean {
  for (let line = 0; line < table.length; line++) if (table.kind(line) === 'not-utf8') return false;
  return true;
}
