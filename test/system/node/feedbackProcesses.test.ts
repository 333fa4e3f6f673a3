import assert from 'node:assert/strict';
import { FeedbackFile } from '../../../src/node/compare/feedbackFile.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { withFolder } from '../../support/temporaryFolder.ts';
import { forkTogether } from './support/forkTogether.ts';

/** Answers of many sizes, up to ones that no system writes in a single page. */
const SIZES = [10, 5000, 70_000];

describe('feedback of several processes', function () {
  this.timeout(180_000);

  it('is all kept, each line whole', () =>
    withFolder({}, async folder => {
      await forkTogether(
        folder,
        `
            import { FeedbackFile } from './src/node/compare/feedbackFile.ts';
            import { systemClock } from './src/node/systemClock.ts';
            const [, , folder, who] = process.argv;
            const file = new FeedbackFile(folder, systemClock);
            for (let turn = 0; turn < 100; turn++) {
              const output = who.repeat(${JSON.stringify(SIZES)}[turn % ${SIZES.length}]);
              await file.add({
                ...{ kind: 'thumb', thumb: 'up', case: who + turn, values: {} },
                answer: { variant: who, output },
              });
            }`,
        ['a', 'b', 'c'].map(who => [folder, who]),
      );
      const { feedback, skipped } = await new FeedbackFile(folder, systemClock).read();
      assert.deepEqual(skipped, []);
      assert.equal(feedback.length, 300);
      for (const { case: id, answer } of feedback) {
        assert.equal(answer!.output, id[0]!.repeat(SIZES[Number(id.slice(1)) % SIZES.length]!));
      }
    }));
});
