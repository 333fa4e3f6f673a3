import { pythonToJson } from '../../../jsonl/pythonLiteral.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const invalidSyntax = exampleRule({
  id: 'json/invalid-syntax',
  needs: 'line',
  summary: 'Every line is one JSON value.',
  why: 'The consumer reads the file line by line with a strict JSON parser. One line that it cannot read is enough to refuse the file.',
  says: [
    {
      who: 'OpenAI',
      text: "Invalid file format. Example 1273 cannot be parsed. Error: line contains invalid json: Expecting ',' delimiter: line 1 column 79 (char 78) (line 1273)",
    },
    { who: 'Together', text: 'Error parsing json payload. Unexpected format on line 3' },
  ],
  severity: { default: 'error' },
  messages: {
    unexpected: 'This is not JSON: {expected} should stand here, not “{found}”.',
    ends: 'This is not JSON: the line ends where {expected} should stand.',
    unclosed: 'This is not JSON: the string that begins here does not end.',
  },
  examples: {
    bad: [
      { text: '{"prompt":"a" "completion":"b"}', messageId: 'unexpected' },
      { text: '{prompt:"a","completion":"b"}', messageId: 'unexpected' },
      { text: '{"prompt":"a","completion":"\\x"}', messageId: 'unexpected' },
      { text: '{"prompt":\u0000"a","completion":"b"}', messageId: 'unexpected' },
      { text: '{"prompt":"a","completion":', messageId: 'ends' },
      { text: '{"prompt":"a","completion":"b}', messageId: 'unclosed' },
    ],
    good: [{ text: ' {"prompt": "a\\n", "completion": "b"}\t' }],
  },
  check(example, { report }) {
    if (example.kind !== 'broken') return;
    const problem = example.syntaxProblems.find(({ kind }) => kind === 'syntax');
    if (!problem) return;
    const { text } = example;
    // A line of nothing but byte order marks is encoding/bom's.
    if (problem.start >= text.length && text.trim() === '') return;
    if (pythonToJson(text) !== undefined) return;
    const expected = problem.expected ?? 'something else';
    if (problem.start >= text.length) report({ messageId: 'ends', data: { expected }, at: problem });
    else if (problem.end >= text.length && text[problem.start] === '"') {
      report({ messageId: 'unclosed', at: problem });
    } else {
      const found = shown(text.slice(problem.start, problem.end));
      report({ messageId: 'unexpected', data: { expected, found }, at: problem });
    }
  },
});

/** What nobody could see is named by its code. */
function shown(text: string): string {
  const words = quoted(text, 20);
  if (words.trim() !== '') return words;
  return `U+${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
