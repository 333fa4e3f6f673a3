import { pythonToJson } from '../../../jsonl/pythonLiteral.ts';
import { exampleRule } from '../../rule.ts';

export const pythonLiteral = exampleRule({
  id: 'json/python-literal',
  needs: 'line',
  summary: 'Lines are JSON and not Python dictionaries as `print` shows them.',
  why: 'Single quotes, True, False and None are Python, not JSON: a strict parser refuses the line, and with it the file. Write the file with `json.dumps`, not with `str`.',
  says: [
    { who: 'Python', text: 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)' },
  ],
  severity: { default: 'error' },
  fixable: 'unsafe',
  messages: { python: 'This line is a Python dictionary, not JSON.' },
  examples: {
    bad: [
      { text: "{'prompt': 'a', 'completion': 'b'}" },
      { text: `{'prompt': "it's", 'completion': 'say "b"\\n', 'tags': ('x', None, True, -1.5e-07)}` },
      { text: '{"prompt": None, "completion": "b"}' },
    ],
    good: [{ text: `{"prompt":"{'a': None}","completion":"b"}` }],
  },
  check(example, { report }) {
    if (example.kind !== 'broken') return;
    if (!example.syntaxProblems.some(problem => problem.kind === 'syntax')) return;
    const json = pythonToJson(example.text);
    if (json === undefined) return;
    report({
      messageId: 'python',
      fixes: [
        {
          title: 'Write the line as JSON',
          safety: 'unsafe',
          edits: [{ start: 0, end: example.text.length, newText: json }],
        },
      ],
    });
  },
});
