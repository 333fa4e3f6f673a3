import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FEEDBACK_FILE, type Feedback } from '../../src/core/evaluate/feedback/feedback.ts';
import { FeedbackFile } from '../../src/node/compare/feedbackFile.ts';
import { FakeClock } from '../support/fakeClock.ts';
import { withFolder } from '../support/temporaryFolder.ts';

const feedbackIn = (folder: string) => new FeedbackFile(folder, new FakeClock());

const about = (id: string) => ({ case: id, values: { text: id }, source: 'mood.compare.json' });
const answer = (variant: string) => ({ variant, output: `what ${variant} said` });
const thumb = (id: string, way: 'up' | 'down'): Omit<Feedback, 'id' | 'at'> => ({
  ...about(id),
  ...{ kind: 'thumb', thumb: way, answer: answer('a') },
});
const choice = (
  left: string,
  right: string,
  better: NonNullable<Feedback['better']>,
): Omit<Feedback, 'id' | 'at'> => ({
  ...about('1'),
  ...{ kind: 'choice', left: answer(left), right: answer(right), better },
});

const saidIn = async (folder: string) =>
  (await feedbackIn(folder).read()).feedback.map(one => one.thumb ?? one.better);

describe('the file of feedback', () => {
  it('loses nothing of what several windows say at the same time', () =>
    withFolder({}, async folder => {
      const windows = [1, 2, 3].map(() => feedbackIn(folder));
      const ids = Array.from({ length: 90 }, (_, index) => `case ${index}`);
      await Promise.all(ids.map((id, index) => windows[index % 3]!.add(thumb(id, 'up'))));
      const { feedback, skipped } = await feedbackIn(folder).read();
      assert.deepEqual(feedback.map(one => one.case).sort(), ids.toSorted());
      assert.deepEqual(skipped, []);
    }));

  const harms: [what: string, before: string, lines: number[]][] = [
    ['a last line that was torn', '{"id":"x","at":1,"kind":"thu', [1]],
    ['a last line without its line break', `${JSON.stringify({ id: 'x', at: 1, ...thumb('x', 'up') })}`, []],
    ['lines that are no feedback', 'by hand\n[]\n{"id":1}\n\u0000\ud800\n\n"text"\n', [1, 2, 3, 4, 6]],
    ['Windows line breaks', `${JSON.stringify({ id: 'x', at: 1, ...thumb('x', 'up') })}\r\n{\r\n`, [2]],
  ];
  for (const [what, before, lines] of harms) {
    it(`goes on after ${what}, names what cannot be read and leaves it as it is`, () =>
      withFolder({}, async folder => {
        const file = path.join(folder, FEEDBACK_FILE);
        await mkdir(path.dirname(file));
        await writeFile(file, before);
        const kept = await readFile(file, 'utf8');
        await feedbackIn(folder).add(thumb('new', 'down'));
        const text = await readFile(file, 'utf8');
        assert.equal(text.startsWith(kept), true);
        assert.match(text.slice(kept.length), kept.endsWith('\n') ? /^\{.*\}\n$/ : /^\n\{.*\}\n$/);
        const { feedback, skipped } = await feedbackIn(folder).read();
        assert.equal(feedback.at(-1)!.case, 'new');
        assert.deepEqual(skipped, lines);
      }));
  }

  const votes: [what: string, said: Omit<Feedback, 'id' | 'at'>[], left: string[]][] = [
    ['a thumb', [thumb('1', 'up'), thumb('1', 'up')], []],
    ['a thumb, said a third time', [thumb('1', 'up'), thumb('1', 'up'), thumb('1', 'up')], ['up']],
    ['not the other thumb, which replaces it', [thumb('1', 'up'), thumb('1', 'down')], ['down']],
    ['not the thumb on another case', [thumb('1', 'up'), thumb('2', 'up')], ['up', 'up']],
    ['a choice', [choice('a', 'b', 'left'), choice('a', 'b', 'left')], []],
    ['a choice with the sides turned', [choice('a', 'b', 'left'), choice('b', 'a', 'right')], []],
    ['not the opposite choice', [choice('a', 'b', 'left'), choice('b', 'a', 'left')], ['left']],
    ['a tie with the sides turned', [choice('a', 'b', 'both'), choice('b', 'a', 'both')], []],
    ['not the other tie', [choice('a', 'b', 'both'), choice('a', 'b', 'neither')], ['neither']],
  ];
  for (const [what, said, left] of votes) {
    it(`takes back by saying it again, in haste too: ${what}`, () =>
      withFolder({}, async folder => {
        const file = feedbackIn(folder);
        await Promise.all(said.map(one => file.addOrTakeBack(one)));
        assert.deepEqual(await saidIn(folder), left);
        const { length } = (await readFile(file.file, 'utf8')).trim().split('\n');
        assert.equal(length, said.length, 'Nothing is deleted from the file.');
      }));
  }

  it('takes back what another window said, and goes on after a write that failed', () =>
    withFolder({}, async folder => {
      await feedbackIn(folder).add(thumb('1', 'up'));
      const file = feedbackIn(folder);
      await file.addOrTakeBack(thumb('1', 'up'));
      assert.deepEqual(await saidIn(folder), []);
      await withFolder({ '.tunewright': 'a file where the folder should be' }, async other => {
        const broken = feedbackIn(other);
        const [first, second] = await Promise.allSettled([
          broken.addOrTakeBack(thumb('1', 'up')),
          broken.addOrTakeBack(thumb('2', 'up')),
        ]);
        assert.deepEqual([first.status, second.status], ['rejected', 'rejected']);
      });
      await appendFile(file.file, '{"torn');
      await file.addOrTakeBack(thumb('1', 'down'));
      assert.deepEqual(await saidIn(folder), ['down']);
    }));
});
