import assert from 'node:assert/strict';
import fc from 'fast-check';
import { holdBack } from '../../../src/core/prepare/assignParts.ts';
import { trainingExamples } from '../../../src/core/prepare/splitLines.ts';
import { pairLines, prepare } from '../../support/prepare.ts';
import { runs } from '../../support/property.ts';

const distinct = (count: number) =>
  pairLines(Array.from({ length: count }, (_, i) => [`question ${i} ->`, ` answer ${i}\n`]));
const classes = (count: number, names: readonly string[]) =>
  pairLines(Array.from({ length: count }, (_, i) => [`text ${i} ->`, ` ${names[i % names.length]}`]));

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter(line => line !== '');
}

async function sizes(
  content: string,
  split: { fraction?: number; seed?: number },
): Promise<[number, number]> {
  const { texts } = await prepare(content, [], {}, split);
  return [linesOf(texts.train).length, linesOf(texts.validation).length];
}

describe('a split', () => {
  const cases: [what: string, content: string, split: { fraction?: number }, parts: [number, number]][] = [
    ['trains on four fifths', distinct(50), {}, [40, 10]],
    ['trains on the fraction that is asked for', distinct(50), { fraction: 0.5 }, [25, 25]],
    ['rounds as the legacy tool does', distinct(9), {}, [7, 2]],
    ['leaves something to both parts', distinct(2), { fraction: 0.99 }, [1, 1]],
    ['of one example trains on it', distinct(1), {}, [1, 0]],
    ['of nothing is empty', '', {}, [0, 0]],
  ];
  for (const [what, content, split, parts] of cases) {
    it(what, async () => assert.deepEqual(await sizes(content, split), parts));
  }

  it('keeps every line, in the order of the file', async () => {
    const content = distinct(30);
    const { texts } = await prepare(content, [], {}, {});
    const all = linesOf(content);
    for (const part of [texts.train, texts.validation]) {
      const places = linesOf(part).map(line => all.indexOf(line));
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
    }
    assert.deepEqual([...linesOf(texts.train), ...linesOf(texts.validation)].sort(), [...all].sort());
  });

  it('depends on the seed alone', async () => {
    const content = distinct(40);
    const of = async (seed?: number) =>
      (await prepare(content, [], {}, seed === undefined ? {} : { seed })).texts.train;
    assert.equal(await of(7), await of(7));
    assert.equal(await of(), await of(42));
    assert.notEqual(await of(7), await of(8));
  });

  it('gives each class its share', async () => {
    const content = classes(80, ['a', 'a', 'a', 'b']);
    const { texts } = await prepare(content, [], {}, { fraction: 0.75 });
    const count = (text: string | undefined, name: string) =>
      linesOf(text).filter(line => line.includes(`" ${name}"`)).length;
    assert.deepEqual([count(texts.train, 'a'), count(texts.train, 'b')], [45, 15]);
    assert.deepEqual([count(texts.validation, 'a'), count(texts.validation, 'b')], [15, 5]);
  });

  it('is stratified by the last answer of chats', async () => {
    const chat = (i: number) =>
      `{"messages":[{"role":"user","content":"${i}"},{"role":"assistant","content":"${i % 10 === 0 ? 'rare' : 'often'}"}]}\n`;
    const content = Array.from({ length: 100 }, (_, i) => chat(i)).join('');
    const { texts, plan } = await prepare(content, [], {}, {});
    assert.deepEqual(plan.split, { recommended: true, classes: 2 });
    assert.equal(linesOf(texts.validation).filter(line => line.includes('rare')).length, 2);
  });

  it('never lets equal examples straddle it', async () => {
    const content = distinct(10).repeat(3);
    const { texts } = await prepare(content, [], {}, { fraction: 0.7 });
    const train = new Set(linesOf(texts.train));
    assert.ok(linesOf(texts.validation).length > 0);
    for (const line of linesOf(texts.validation)) assert.ok(!train.has(line));
  });

  it('ends every line of a part, and copies the byte order mark to both', async () => {
    const { texts } = await prepare(`\uFEFF${distinct(20).trimEnd()}`, [], {}, {});
    for (const part of [texts.train, texts.validation]) assert.ok(part?.startsWith('\uFEFF'));
    assert.equal(linesOf(texts.train).length + linesOf(texts.validation).length, 20);
  });
});

describe('trainingExamples', () => {
  const cases: [examples: number, fraction: number | undefined, legacy: boolean, training: number][] = [
    [6000, undefined, true, 5000],
    [6000, 0.8, true, 4800],
    [6000, undefined, false, 4800],
    [4999, undefined, true, 3999],
    [1, undefined, false, 1],
    [0, undefined, false, 0],
    [2, 0.01, false, 1],
  ];
  for (const [examples, fraction, legacy, training] of cases) {
    it(`${training} of ${examples} for ${fraction}${legacy ? ', classes of completions' : ''}`, () =>
      assert.equal(trainingExamples(examples, fraction, legacy), training));
  }
});

describe('holdBack', () => {
  it('holds back as many as fit, never a whole class and never too many', () => {
    const groups = fc.array(fc.record({ size: fc.integer({ min: 1, max: 5 }), answer: fc.nat(3) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(groups, fc.nat(100), fc.nat(), (list, wanted, seed) => {
        const held = holdBack(list, wanted, seed);
        assert.deepEqual(held, holdBack(list, wanted, seed));
        assert.ok(list.reduce((sum, { size }, index) => sum + (held[index] ? size : 0), 0) <= wanted);
        for (const { answer } of list)
          assert.ok(list.some((one, index) => one.answer === answer && !held[index]));
      }),
      runs(100),
    );
  });
});
