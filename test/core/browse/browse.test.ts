import assert from 'node:assert/strict';
import { exampleFolds } from '../../../src/core/browse/exampleFolds.ts';
import { DETAILED, NAMED, symbolAt, symbolStep } from '../../../src/core/browse/exampleSymbols.ts';
import { placedExamples } from '../../../src/core/browse/placedExamples.ts';
import { assistant, call, chat, pair, result, system, user } from '../../support/examples.ts';
import { documentOf, documentOfLines } from '../../support/lint.ts';

const PRETTY =
  '{\n  "messages": [\n    {"role": "user", "content": "Hi"},\n    {"role": "assistant", "content": "a"}\n  ]\n}';

describe('the examples of a document', () => {
  it('are the lines that are not blank', () => {
    const examples = placedExamples(documentOf(`\n${chat(user, assistant)}\n  \n{broken\n${chat(user)}\n`));
    assert.equal(examples.count, 3);
    assert.deepEqual(placesOf(examples), ['1:0-1:84', '3:0-3:7', '4:0-4:45']);
    assert.equal(examples.textOf(1), '{broken');
    assert.deepEqual(
      [0, 1, 2, 3, 4, 9].map(line => examples.at(line, 0)),
      [undefined, 0, 0, 1, 2, 2],
    );
  });

  for (const [layout, text] of [
    ['an array', `[\n${PRETTY},\n${PRETTY}\n]`],
    ['objects over lines', `${PRETTY}\n${PRETTY}\n`],
  ] as const) {
    it(`are the objects of ${layout}`, () => {
      const examples = placedExamples(documentOf(text));
      assert.equal(examples.count, 2);
      assert.equal(examples.isLines, false);
      assert.equal(examples.textOf(1), PRETTY);
      const { start, end } = examples.rangeOf(1);
      assert.equal(end.line - start.line, 5);
      assert.equal(examples.at(start.line + 2, 3), 1);
      assert.equal(examples.at(start.line - 1, 0), 0);
    });
  }
});

describe('the outline of a dataset', () => {
  const names = (lines: string[]) => {
    const document = documentOfLines(lines);
    const examples = placedExamples(document);
    return lines.map((_, index) => symbolAt(examples, index, document.format, {}));
  };

  it('names what is asked and what is answered', () => {
    const symbols = names([
      chat(system, { ...user, content: 'How do  I\n…' }, assistant),
      pair({ messages: [user] }, [assistant], [{ ...assistant, content: 'No' }]),
      '{"prompt":"a","completion":"b"}',
      '{"text":"only text"}',
      '{broken',
      chat(user, call),
    ]);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      [
        '1 · How do I … → Hello',
        '2 · Hi → Hello',
        '3 · a → b',
        '4 · only text',
        '5 · {broken',
        '6 · Hi → time({})',
      ],
    );
  });

  it('has the messages with their places as children', () => {
    const line = chat(system, user, call, result, assistant);
    const [symbol] = names([line]);
    assert.deepEqual(
      symbol?.children.map(({ name, detail, kind }) => `${kind} ${name} ${detail}`),
      [
        'message system Be brief.',
        'message user Hi',
        'call assistant time(…)',
        'message tool 9:30',
        'message assistant Hello',
      ],
    );
    const second = symbol?.children[1]?.range;
    assert.equal(line.slice(second?.start.character, second?.end.character), JSON.stringify(user));
  });

  it('is bounded: fewer details the more examples there are', () => {
    const line = chat(user, assistant);
    assert.equal(names(Array.from({ length: DETAILED + 1 }, () => line))[0]?.children.length, 0);
    assert.equal(symbolStep(NAMED), 1);
    assert.equal(symbolStep(100_000), 10);
    assert.ok(5_000_000 / symbolStep(5_000_000) <= 10_000);
    const document = documentOfLines(Array.from({ length: NAMED + 5 }, () => line));
    const group = symbolAt(placedExamples(document), NAMED, document.format, {});
    assert.equal(group.name, '10,001 – 10,005 · Hi');
    assert.equal(group.range.end.line, NAMED + 4);
  });
});

describe('folding', () => {
  it('follows the examples that are spread over lines, and what is in them', () => {
    const folds = exampleFolds(placedExamples(documentOf(`[\n${PRETTY},\n${PRETTY}\n]`)), () => undefined);
    assert.deepEqual(folds, [
      { start: 1, end: 6 },
      { start: 7, end: 12 },
      { start: 2, end: 4 },
      { start: 8, end: 10 },
    ]);
  });

  it('follows runs of lines that belong together, not a run that is the whole file', () => {
    const examples = placedExamples(
      documentOfLines(['{"a":1}', '{"a":2}', '', '{"a":3}', '{"a":4}', '{"a":5}']),
    );
    assert.deepEqual(
      exampleFolds(examples, index => (index < 2 ? 'x' : 'y')),
      [
        { start: 0, end: 1 },
        { start: 3, end: 5 },
      ],
    );
    assert.deepEqual(
      exampleFolds(examples, () => 'x'),
      [],
    );
    assert.deepEqual(
      exampleFolds(examples, () => undefined),
      [],
    );
  });
});

function placesOf({ count, rangeOf }: ReturnType<typeof placedExamples>): string[] {
  return Array.from({ length: count }, (_, index) => {
    const { start, end } = rangeOf(index);
    return `${start.line}:${start.character}-${end.line}:${end.character}`;
  });
}
