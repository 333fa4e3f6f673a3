import { OPENAI_SHAPED } from '../../../formats/families.ts';
import type { Path } from '../../../jsonl/node.ts';
import { replaceValue } from '../../edits.ts';
import { timeCall, timeLine, timeTool } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';
import { callsOf, toolsOf } from '../../tools/calls.ts';

const spaced = { function: { name: 'tell time', arguments: '{"zone":"UTC"}' } };

export const functionName = exampleRule({
  id: 'tools/function-name',
  needs: 'object',
  formats: OPENAI_SHAPED,
  summary: 'The name of a function has letters, digits, _ and - only, 64 at most.',
  why: 'Consumers refuse other names, in declarations and in calls.',
  says: [
    {
      who: 'Mistral',
      text: 'Function name was ... but must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum length of 64.',
    },
  ],
  severity: { default: 'error' },
  fixable: 'unsafe',
  messages: { name: '"{name}" is no name of a function: letters, digits, _ and -, at most 64, are taken.' },
  examples: {
    bad: [{ text: timeLine(timeCall(spaced), timeTool({ name: 'tell time' })) }],
    good: [{ text: timeLine() }],
  },
  check(example, { report }) {
    const places: { name: string; path: Path }[] = [
      ...toolsOf(example).map(({ name, declaredPath }) => ({ name, path: declaredPath })),
      ...callsOf(example).map(({ name, calledPath }) => ({ name, path: calledPath })),
    ].flatMap(({ name, path }) => (name === undefined ? [] : [{ name, path: [...path, 'name'] }]));
    for (const { name, path } of places) {
      if (NAME.test(name) || name === '') continue;
      const better = name.replace(/[^a-zA-Z0-9_-]+/g, '_').slice(0, 64);
      const same = places.filter(one => one.name === name);
      report({
        messageId: 'name',
        data: { name: quoted(name) },
        at: path,
        fixes: () => [
          {
            title: `Change to "${better}" in this example`,
            safety: 'unsafe',
            edits: same.flatMap(one => replaceValue(example, one.path, JSON.stringify(better))),
          },
        ],
      });
    }
  },
});

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;
