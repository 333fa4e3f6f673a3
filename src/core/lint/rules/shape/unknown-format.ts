import { askedAndAnswered } from '../../../formats/looksLikeTraining.ts';
import { has } from '../../../jsonl/shape.ts';
import { DEFAULT_TARGET } from '../../../targets/registry.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';

export const unknownFormat = exampleRule({
  id: 'shape/unknown-format',
  needs: 'object',
  summary: 'Every example of a dataset is in a format that some consumer reads.',
  why: 'Consumers recognise an example by its keys. One that they do not recognise makes them refuse the file.',
  says: [
    {
      who: 'OpenAI',
      text: 'The job failed due to an invalid training file. Unexpected file format, expected either prompt/completion pairs or chat messages.',
    },
    { who: 'Together', text: 'Could not detect a format' },
  ],
  severity: { default: 'error' },
  messages: {
    unknown: 'No known format has these keys.',
    convertible:
      'No known format has these keys, but "{asked}" and "{answered}" could become a prompt and its completion.',
  },
  examples: {
    bad: [
      { text: '{"question":"When do bulbs go in?","answer":"In autumn."}', messageId: 'convertible' },
      { text: '{"prompt":"a","completion":"b"}\n{"title":"c"}', messageId: 'unknown' },
    ],
    good: [
      { text: '{"time":"2026-11-01T08:01:00Z","level":"info","path":"/orders"}' },
      { text: '{"prompt":"a","completion":"b"}' },
    ],
  },
  check(example, { target, report }) {
    if (example.format !== undefined || !example.object) return;
    const pair = askedAndAnswered(example.object);
    const [first, ...others] = Object.keys(example.object);
    report({
      messageId: pair ? 'convertible' : 'unknown',
      ...(isReadElsewhere(example.object) && target.id === DEFAULT_TARGET && { severity: 'warning' }),
      data: pair ? { asked: quoted(pair.asked), answered: quoted(pair.answered) } : {},
      at: first === undefined ? [] : [first],
      part: first === undefined ? 'value' : 'key',
      related: others
        .slice(0, MAX_RELATED)
        .map(key => ({ at: [key], part: 'key', message: 'Another key of this example' })),
    });
  },
});

const MAX_RELATED = 8;

/** True for the keys of a trainer that is no target (ms-swift). Where nobody chose a consumer, it may be meant. */
function isReadElsewhere(object: Readonly<Record<string, unknown>>): boolean {
  return has(object, 'query') && has(object, 'response');
}
