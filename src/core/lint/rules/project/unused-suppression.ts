import { answerLine } from '../../exampleLine.ts';
import { exampleHash } from '../../suppressions.ts';
import { datasetRule } from '../../rule.ts';

const line = answerLine('', 'Hello');

export const unusedSuppression = datasetRule({
  id: 'project/unused-suppression',
  needs: 'file',
  summary: 'Every suppression in the project file suppresses something.',
  why: 'The example was mended, changed or deleted since. A suppression that nobody needs hides the next fault of that kind; delete it from the project file.',
  severity: { default: 'warning' },
  messages: {
    example: 'Nothing of {rule} is found any more in the example that the project file names ("{reason}").',
    file: 'Nothing of {rule} is found any more about this file ("{reason}").',
  },
  examples: {
    bad: [
      {
        text: answerLine('Hi', 'Hello'),
        suppressions: [
          { rule: 'chat/content-empty', example: exampleHash(line), reason: 'Silence is meant' },
        ],
        messageId: 'example',
      },
      {
        text: answerLine('Hi', 'Hello'),
        suppressions: [{ rule: 'dataset/dominant-answer', reason: 'It is like that' }],
        messageId: 'file',
      },
    ],
    good: [
      {
        text: line,
        suppressions: [
          { rule: 'chat/content-empty', example: exampleHash(line), reason: 'Silence is meant' },
        ],
      },
    ],
  },
  check({ unusedSuppressions }, { report }) {
    for (const { rule, reason, example } of unusedSuppressions) {
      report({ messageId: example === undefined ? 'file' : 'example', data: { rule, reason } });
    }
  },
});
