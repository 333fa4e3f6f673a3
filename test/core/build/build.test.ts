import assert from 'node:assert/strict';
import { answerOf, type BuildShape, buildExample, labelsOf } from '../../../src/core/build/buildExample.ts';
import { dialogueExamples, parseScript, speakersOf } from '../../../src/core/build/dialogue.ts';
import {
  parseStored,
  promptKey,
  storedLine,
  variablesPath,
} from '../../../src/core/build/storedVariables.ts';

describe('an example out of a row', () => {
  const prompt = [
    { role: 'system', content: 'Judge.' },
    { role: 'user', content: 'Sea' },
  ];
  const row = (values: Record<string, unknown>) => ({ number: 1, values });
  const shape = (more: Partial<BuildShape>): BuildShape => ({ method: 'sft', mapping: {}, ...more });
  const answer = (content: string) => ({ role: 'assistant', content });

  it('takes a label as the answer', () => {
    const built = buildExample(prompt, row({ is_favorite: true }), shape({ answer: 'is_favorite' }), []);
    assert.deepEqual(built, { example: { messages: [...prompt, answer('true')] } });
  });

  it('takes the assistant’s last message of the template as the answer', () => {
    const built = buildExample([...prompt, answer('yes')], row({}), shape({}), []);
    assert.deepEqual(built, { example: { messages: [...prompt, answer('yes')] } });
  });

  it('makes a preference of two labels', () => {
    const given = shape({ method: 'dpo', answer: 'preferred' });
    const built = buildExample(prompt, row({ preferred: 'A' }), given, ['A', 'B']);
    assert.deepEqual(built, {
      example: {
        input: { messages: prompt },
        preferred_output: [answer('A')],
        non_preferred_output: [answer('B')],
      },
    });
  });

  it('makes a preference of two columns', () => {
    const given = shape({ method: 'dpo', answer: 'good', rejected: 'bad' });
    const built = buildExample(prompt, row({ good: 'x', bad: 'y' }), given, []);
    assert.ok('example' in built && built.example.non_preferred_output);
  });

  const refused: [string, Record<string, unknown>, BuildShape, string[]][] = [
    ['no answer', {}, shape({ answer: 'a' }), []],
    ['an empty one', { a: ' ' }, shape({ answer: 'a' }), []],
    ['no other label', { a: 'x' }, shape({ method: 'dpo', answer: 'a' }), ['x']],
    ['three labels', { a: 'x' }, shape({ method: 'dpo', answer: 'a' }), ['x', 'y', 'z']],
    ['equal answers', { a: 'x', b: 'x' }, shape({ method: 'dpo', answer: 'a', rejected: 'b' }), []],
  ];
  for (const [name, values, given, labels] of refused) {
    it(`refuses ${name}`, () => assert.ok('reason' in buildExample(prompt, row(values), given, labels)));
  }

  it('knows which of two columns a preference repeats', () => {
    const values = { title_a: 'Sea', title_b: 'Land', preferred: 'Land' };
    assert.equal(answerOf(row(values), 'preferred'), 'B');
    assert.deepEqual(labelsOf([row(values), row({ ...values, preferred: 'Sea' })], 'preferred'), ['B', 'A']);
  });
});

describe('variables beside a dataset', () => {
  it('are found again by the prompt, whatever its answer and the order of keys', () => {
    const one = {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'a' },
      ],
    };
    const other = {
      messages: [
        { content: 'q', role: 'user' },
        { role: 'assistant', content: 'b' },
      ],
    };
    const stored = { prompt: promptKey(one), template: 't.prompt.json', variables: { x: 1 } };
    const all = parseStored(`torn{\n${storedLine(stored)}`);
    assert.deepEqual(all.get(promptKey(other)), stored);
    assert.equal(variablesPath('data/train.jsonl'), 'data/train.variables.jsonl');
  });
});

describe('a dialogue', () => {
  const script = [
    'A play.',
    '',
    'Ada: Who is there?',
    'Bo (from afar): Only me,',
    'and my dog.',
    '[They sit down.]',
    '**Cy:** And me.',
    'Ada: Come in!',
    'Ada: Quick.',
    'Bo: Thank you.',
  ].join('\n');

  it('is read with speeches over several lines, remarks and marks', () => {
    assert.deepEqual(
      parseScript(script).map(({ speaker, text }) => `${speaker}|${text}`),
      [
        'Ada|Who is there?',
        'Bo|Only me, and my dog.',
        'Cy|And me.',
        'Ada|Come in!',
        'Ada|Quick.',
        'Bo|Thank you.',
      ],
    );
    assert.deepEqual(speakersOf(parseScript(script))[0], { speaker: 'Ada', lines: 3 });
  });

  it('becomes pairs that take turns, with as much before as was asked for', () => {
    const speeches = parseScript(script);
    assert.deepEqual(dialogueExamples(speeches, { character: 'Ada', context: 1, system: 'Be Ada.' }), [
      {
        messages: [
          { role: 'system', content: 'Be Ada.' },
          { role: 'user', content: 'Bo: Only me, and my dog.\nCy: And me.' },
          { role: 'assistant', content: 'Come in!\nQuick.' },
        ],
      },
    ]);
    const [first, second] = dialogueExamples(speeches, { character: 'Bo', context: 4 });
    assert.deepEqual((first!.messages as unknown[]).length, 2);
    assert.deepEqual(
      (second!.messages as { role: string }[]).map(({ role }) => role),
      ['user', 'assistant', 'user', 'assistant'],
    );
  });
});
