import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isAbort, Problem } from '../../../src/core/util/problem.ts';
import { analyseDataset } from '../../../src/core/prepare/analyse.ts';
import { prepareDataset } from '../../../src/core/prepare/prepare.ts';
import { analyse, MemoryStages, memorySource, prepare } from '../../support/prepare.ts';
import { runs } from '../../support/property.ts';

const chat = (text: string, role = 'user') =>
  `{"messages":[{"role":"${role}","content":"${text}"},{"role":"assistant","content":"re ${text}"}]}`;
const settings = { target: 'generic', rules: {} };

describe('analyseDataset', () => {
  it('offers each kind of fix once, with its count; safe ones are chosen', async () => {
    const text = `${chat('a', 'User')}\n${chat('b', 'User')}\n${chat('c', 'human')}\n${chat('d')},\n`;
    const { remedies, format, examples } = await analyse(text);
    assert.equal(format, 'openai-sft');
    assert.equal(examples, 4);
    assert.deepEqual(
      remedies.map(({ id, count, safety, preselected }) => [id, count, safety, preselected]),
      [
        ['chat/role-unknown', 2, 'safe', true],
        ['json/stray-comma', 1, 'safe', true],
        ['chat/role-unknown:unsafe', 1, 'unsafe', false],
        ['leave-out/faulty', 1, 'unsafe', false],
      ],
    );
  });

  it('counts what is left after the safe fixes', async () => {
    const text = `{"a"\n[1]\n\n${chat('a')},\n${chat('a')}\n`;
    const { remedies } = await analyse(text);
    const counts = Object.fromEntries(remedies.map(({ id, count }) => [id, count]));
    assert.equal(counts['leave-out/unreadable'], 2);
    assert.equal(counts['leave-out/duplicates'], 1);
    assert.equal(counts['json/blank-line'], 1);
  });

  it('looks into a file that must be converted first', async () => {
    const { remedies, examples } = await analyse(`[${chat('a', 'User')},\n${chat('b')}]`);
    assert.equal(examples, 2);
    assert.deepEqual(
      remedies.filter(one => one.preselected).map(one => one.id),
      ['json/not-line-delimited', 'chat/role-unknown'],
    );
  });

  it('advises a split where there are classes, and one answer is none', async () => {
    const answers = (...words: string[]) =>
      Array.from({ length: 40 }, (_, i) => `{"prompt":"q${i}","completion":"${words[i % words.length]}"}\n`);
    assert.deepEqual((await analyse(answers('yes', 'no').join(''))).split, { recommended: true, classes: 2 });
    assert.deepEqual((await analyse(answers('yes').join(''))).split, { recommended: false });
  });

  it('finds nothing to do in a sound file', async () => {
    const { remedies } = await analyse(Array.from({ length: 60 }, (_, i) => `${chat(`q${i}`)}\n`).join(''));
    assert.deepEqual(remedies, []);
  });

  for (const text of ['', '\n', '{', '\uFEFF', '\u0000', 'a,b\n1,2\n']) {
    it(`survives ${JSON.stringify(text)}`, async () =>
      assert.equal((await analyse(text)).bytes > 0, text !== ''));
  }
});

describe('prepareDataset', () => {
  const sound = `${chat('a')}\r\n${chat('b')}\n\t${chat('c')} `;
  const cases: [what: string, before: string, accept: 'all' | 'safe' | string[], after: string][] = [
    ['copies what nothing touches, byte by byte', sound, 'all', sound],
    [
      'mends what was chosen',
      `${chat('a', 'User')}\n${chat('b')},\r\n`,
      ['json/stray-comma'],
      `${chat('a', 'User')}\n${chat('b')}\r\n`,
    ],
    [
      'leaves out lines that cannot be read',
      `${chat('a')}\n{"a\n7\n${chat('b')}\n`,
      ['leave-out/unreadable'],
      `${chat('a')}\n${chat('b')}\n`,
    ],
    [
      'leaves out copies, also those that a fix uncovers',
      `${chat('a')}\n${chat('a')},\n${chat('b')}\n`,
      ['json/stray-comma', 'leave-out/duplicates'],
      `${chat('a')}\n${chat('b')}\n`,
    ],
    [
      'leaves out what still has an error',
      `${chat('a')}\n{"messages":[]}\n${chat('b', 'User')}\n`,
      ['chat/role-unknown', 'leave-out/faulty'],
      `${chat('a')}\n${chat('b')}\n`,
    ],
    [
      'leaves out more when less is mended',
      `${chat('a')}\n${chat('b', 'User')}\n`,
      ['leave-out/faulty'],
      `${chat('a')}\n`,
    ],
    [
      'keeps a byte order mark that nobody asked to remove',
      `\uFEFF${chat('a')}\n${chat('a')}\n`,
      ['leave-out/duplicates'],
      `\uFEFF${chat('a')}\n`,
    ],
    ['copies an array that nobody asked to convert', `[${chat('a')}]`, [], `[${chat('a')}]`],
    ['writes an array as lines', `[${chat('a')},\n ${chat('b')}]`, 'safe', `${chat('a')}\n${chat('b')}\n`],
  ];
  for (const [what, before, accept, after] of cases) {
    it(what, async () => {
      const { texts, changed } = await prepare(before, accept);
      assert.equal(texts.all, after);
      assert.equal(changed, before !== after);
    });
  }

  it('says what was done, how often', async () => {
    const { applied, examplesWritten } = await prepare(`${chat('a')},\n${chat('a')}\n{\n`, 'all');
    assert.deepEqual(
      applied.map(({ id, count }) => [id, count]),
      [
        ['json/stray-comma', 1],
        ['leave-out/unreadable', 1],
        ['leave-out/duplicates', 1],
      ],
    );
    assert.deepEqual(examplesWritten, { all: 1 });
  });

  it('says how the model is to be asked', async () => {
    const lines = ['a', 'b', 'c'].map(one => `{"prompt":"${one}","completion":"x${one}"}\n`).join('');
    const { reminders } = await prepare(lines, 'all');
    assert.equal(reminders.length, 2);
    assert.match(reminders[0]!, /` ->`/);
    assert.match(reminders[1]!, /`\\n`/);
  });

  it('writes only the part of a text that changes', async () => {
    const before =
      '{"prompt": "caf\\u00e9 \\ud83d\\ude00", "completion": "\\u00e9" , "x":1e2}\n{"prompt":"b","completion":"c"}\n';
    const { texts } = await prepare(before, ['completion/separator', 'completion/leading-space']);
    assert.equal(
      texts.all,
      '{"prompt": "caf\\u00e9 \\ud83d\\ude00 ->", "completion": " \\u00e9" , "x":1e2}\n{"prompt":"b ->","completion":" c"}\n',
    );
  });

  it('refuses a file that changed since it was analysed', async () => {
    const plan = await analyse(`${chat('a')}\n`);
    const { stage } = new MemoryStages();
    await assert.rejects(
      prepareDataset(memorySource(`${chat('b')}\n\n`), plan, { accept: [] }, async () => {}, { stage }),
      (error: unknown) => error instanceof Problem && error.code === 'rejected',
    );
  });

  it('stops when it is cancelled and closes what it opened', async () => {
    const stages = new MemoryStages();
    const stop = new AbortController();
    const text = `${chat('a')},\n`.repeat(50);
    const options = { stage: stages.stage, signal: stop.signal, onProgress: () => stop.abort() };
    await assert.rejects(
      analyseDataset(memorySource(text), settings, options),
      (error: unknown) => isAbort(error) || (error instanceof Problem && error.code === 'cancelled'),
    );
    assert.equal(stages.open, 0);
  });

  it('never loses a line that was not left out, and never adds an error', async () => {
    const line = fc.constantFrom(
      chat('a'),
      chat('b', 'User'),
      `${chat('c')},`,
      `${chat('d')}${chat('e')}`,
      '',
      '{"x',
      '{"prompt":"p","completion":""}',
      '{"prompt":1,"completion":"q"}',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, end) => {
          const { texts, applied, examplesWritten, plan } = await prepare(lines.join(end), 'all');
          const out = (texts.all ?? '').split(/\r?\n/).filter(one => one.trim() !== '');
          assert.equal(out.length, examplesWritten.all);
          for (const one of out) JSON.parse(one);
          const again = await analyse(texts.all ?? '');
          assert.deepEqual(
            again.remedies.filter(one => one.preselected || one.id.startsWith('leave-out')),
            [],
          );
          for (const { id } of applied) assert.ok(plan.remedies.some(one => one.id === id));
        },
      ),
      runs(60),
    );
  });
});
