import assert from 'node:assert/strict';
import { linesOfAnswer, sortLines } from '../../../src/core/batch/answerLines.ts';
import { parseRejected, rejectedFileLines } from '../../../src/core/batch/rejected.ts';
import { datasetNameOf, rejectedNameOf } from '../../../src/core/batch/batchNames.ts';

describe('lines of an answer', () => {
  const one = '{"prompt":"a","completion":" b"}';
  const other = '{"prompt":"c","completion":" d"}';
  const cases: [name: string, answer: string, lines: string[]][] = [
    ['plain lines', `${one}\n\n${other}\n`, [one, other]],
    [
      'a fence with talk around it',
      `Here you are:\n\`\`\`jsonl\n${one}\n${other}\n\`\`\`\nGood luck!`,
      [one, other],
    ],
    ['a fence that was cut', `\`\`\`json\n${one}\n{"prompt":"c"`, [one, '{"prompt":"c"']],
    ['one array', `[\n  ${one},\n  ${other}\n]`, [one, other]],
    ['an object over lines', `{\n "prompt": "a",\n "completion": " b"\n}`, [one]],
    ['objects over lines', `{\n "prompt": "a",\n "completion": " b"\n}\n${other}`, [one, other]],
    ['talk', `Sure!\n${one}`, ['Sure!', one]],
    ['nothing', '  \n', []],
  ];
  for (const [name, answer, lines] of cases) {
    it(name, () => assert.deepEqual(linesOfAnswer(answer), lines));
  }
});

describe('sorting lines', () => {
  const settings = { target: 'generic', rules: {} };
  const chat = JSON.stringify({
    messages: [
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'a' },
    ],
  });
  const noAnswer = '{"messages":[{"role":"user","content":"q"}]}';
  const line = (text: string, from = 'row 1') => ({ text, from });

  it('keeps what can be trained on, and names the faults of the rest', () => {
    const lines = [line(chat), line('no JSON', 'row 2'), line(noAnswer, 'row 3'), line('[1]', 'row 4')];
    const { good, rejected } = sortLines(lines, settings);
    assert.deepEqual(good, [line(chat)]);
    assert.deepEqual(
      rejected.map(({ from }) => from),
      ['row 2', 'row 3', 'row 4'],
    );
    assert.ok(rejected.every(({ faults }) => faults.length > 0));
  });

  it('rejects a line that was there before', () => {
    const { good, rejected } = sortLines([line(chat), line(chat, 'row 9')], settings);
    assert.equal(good.length, 1);
    assert.match(rejected[0]?.faults[0] ?? '', /row 1/);
  });

  it('rejects objects that are no examples', () => {
    assert.equal(sortLines([line('{"level":"info","time":1}')], settings).good.length, 0);
  });

  it('reads the file of rejected lines that it wrote', () => {
    const { rejected } = sortLines([line('not\t"JSON"')], settings);
    assert.deepEqual(parseRejected(`${[...rejectedFileLines(rejected)].join('')}broken`), rejected);
  });

  it('knows which files belong together', () => {
    assert.equal(rejectedNameOf('notes_dataset (2).jsonl'), 'notes_rejected (2).jsonl');
    assert.equal(datasetNameOf('notes_rejected.jsonl'), 'notes_dataset.jsonl');
    assert.equal(rejectedNameOf('notes.jsonl'), undefined);
  });
});
