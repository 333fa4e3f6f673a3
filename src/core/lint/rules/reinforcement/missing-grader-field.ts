import { isObject, own } from '../../../jsonl/shape.ts';
import { chatLine } from '../../exampleLine.ts';
import type { Path } from '../../../jsonl/node.ts';
import { exampleRule } from '../../rule.ts';

const QUESTION = { role: 'user', content: '2 + 2?' };

export const missingGraderField = exampleRule({
  id: 'reinforcement/missing-grader-field',
  needs: 'object',
  formats: ['openai-rft'],
  summary: 'An example has every field that its grader reads.',
  why: 'A grader that reads {{item.answer}} from an example without it cannot grade, so every answer to that example counts as wrong. Name the fields in the option, or link the file to its grader in a tune.',
  says: [{ who: 'OpenAI', text: 'invalid_variable_error' }],
  severity: { default: 'error' },
  messages: {
    missing: 'The grader reads "{field}", which this example does not have.',
    empty: 'The grader reads "{field}", which is empty here.',
  },
  options: {
    fields: {
      type: 'string',
      default: '',
      description: 'The fields that the grader reads, with commas between them, such as "answer, unit.name".',
    },
  },
  examples: {
    bad: [
      { text: chatLine([QUESTION], { other: 4 }), options: { fields: 'answer' }, messageId: 'missing' },
      {
        text: chatLine([QUESTION], { unit: { name: '' } }),
        options: { fields: 'unit.name' },
        messageId: 'empty',
      },
    ],
    good: [
      { text: chatLine([QUESTION], { answer: 4 }), options: { fields: 'answer' } },
      { text: chatLine([QUESTION], { answer: 4 }) },
    ],
  },
  check(example, { options, report }) {
    const { object } = example;
    if (!object || options.fields === '') return;
    for (const field of String(options.fields).split(',')) {
      const path = pathOf(field);
      if (path.length === 0) continue;
      const value = valueAt(object, path);
      const data = { field: field.trim() };
      if (value === undefined) report({ messageId: 'missing', data, at: [], part: 'open' });
      else if (value === '' || value === null) report({ messageId: 'empty', data, at: path });
    }
  },
});

/** `item.a.b[0]` and `a.b.0` as steps. */
function pathOf(field: string): Path {
  return field
    .trim()
    .replace(/^item\./, '')
    .split(/[.[\]]+/)
    .filter(step => step !== '')
    .map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof step === 'number') at = Array.isArray(at) ? at[step] : undefined;
    else at = isObject(at) ? own(at, step) : undefined;
  }
  return at;
}
