import { replaceSpan } from '../../edits.ts';
import { exampleRule } from '../../rule.ts';

export const bom = exampleRule({
  id: 'encoding/bom',
  needs: 'line',
  summary: 'The file begins with a byte order mark only where the consumer wants one, and has none inside.',
  why: 'A strict reader takes the mark for a character that is no JSON: the first line fails, and with it the file. Inside a file it is left behind where two files were joined. Azure alone asks for it in its documentation, though its own scripts fail on it.',
  says: [
    { who: 'Python', text: 'Unexpected UTF-8 BOM (decode using utf-8-sig)' },
    {
      who: 'OpenAI',
      text: 'Expected file to have JSONL format, where every line is a valid JSON dictionary. Line 1 is not a dictionary',
    },
  ],
  severity: { default: 'warning', together: 'error', mistral: 'error', azure: 'info' },
  fixable: 'safe',
  messages: {
    unwanted: 'The file begins with a byte order mark.',
    missing: 'The file does not begin with the byte order mark that {target} asks for.',
    inside: 'A byte order mark stands inside the file.',
  },
  examples: {
    bad: [
      {
        text: '{"prompt":"a","completion":"b"}',
        bytesBefore: [0xef, 0xbb, 0xbf],
        messageId: 'unwanted',
      },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        target: 'azure',
        messageId: 'missing',
      },
      {
        text: '{"prompt":"a","completion":"b"}\n\uFEFF{"prompt":"c","completion":"d"}',
        messageId: 'inside',
      },
    ],
    good: [
      { text: '{"prompt":"a","completion":"b"}' },
      {
        text: '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
        bytesBefore: [0xef, 0xbb, 0xbf],
        target: 'azure',
      },
    ],
  },
  check(example, { report }) {
    if (example.kind !== 'broken' || !example.text.includes('\uFEFF')) return;
    for (const problem of example.syntaxProblems) {
      if (problem.kind !== 'byte-order-mark') continue;
      report({
        messageId: 'inside',
        at: problem,
        severity: 'error',
        fixes: [{ title: 'Delete the byte order mark', safety: 'safe', edits: replaceSpan(problem, '') }],
      });
    }
  },
  checkFile({ file, format, table }, { target, report }) {
    const firstCharacter = {
      start: { line: 0, character: 0 },
      end: { line: 0, character: Math.min(1, table.units(0)) },
    };
    const wanted = target.byteOrderMark === 'wanted';
    if (file.mark === 'utf-8' && !wanted) {
      report({
        messageId: 'unwanted',
        at: firstCharacter,
        fixes: [{ title: 'Remove the byte order mark', safety: 'safe', rewrite: 'remove-byte-order-mark' }],
      });
    }
    if (file.mark === undefined && wanted && format !== 'none') {
      report({
        messageId: 'missing',
        data: { target: target.title },
        at: firstCharacter,
        fixes: [{ title: 'Add a byte order mark', safety: 'safe', rewrite: 'add-byte-order-mark' }],
      });
    }
  },
});
