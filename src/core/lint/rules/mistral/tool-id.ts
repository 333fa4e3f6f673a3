import type { Path } from '../../../jsonl/node.ts';
import { own } from '../../../jsonl/shape.ts';
import { hash53 } from '../../../util/hash53.ts';
import { replaceValue } from '../../edits.ts';
import type { Example } from '../../example.ts';
import { TIME_RESULT, timeCall, timeLine, timeTool } from '../../exampleLine.ts';
import { quoted } from '../../messages.ts';
import { exampleRule } from '../../rule.ts';
import { callsOf, isResult } from '../../tools/calls.ts';

export const toolId = exampleRule({
  id: 'mistral/tool-id',
  needs: 'object',
  formats: ['openai-sft'],
  summary: 'The id of a call has nine letters and digits.',
  why: "Mistral's tokenizer knows ids of exactly nine letters and digits. Those of OpenAI are longer, and the example is refused.",
  says: [{ who: 'Mistral', text: 'Tool call id was ... must be a-z, A-Z, 0-9, with a length of 9.' }],
  severity: { default: 'off', mistral: 'error' },
  fixable: 'safe',
  messages: { id: '"{id}" is no id for Mistral: nine letters and digits are wanted.' },
  examples: {
    bad: [{ text: timeLine(), target: 'mistral' }],
    good: [
      {
        text: timeLine(timeCall({ id: 'aB3dE6gH9' }), timeTool(), {
          ...TIME_RESULT,
          tool_call_id: 'aB3dE6gH9',
        }),
        target: 'mistral',
      },
      { text: timeLine() },
    ],
  },
  check(example, { report }) {
    const places = idsOf(example);
    for (const { id, path } of places) {
      if (ID.test(id)) continue;
      report({
        messageId: 'id',
        data: { id: quoted(id) },
        at: path,
        // Ids mean nothing but themselves, so all of the example get new ones together.
        fixes: () => [
          {
            title: 'Give the calls of this example ids of nine characters',
            safety: 'safe',
            edits: rename(example, places),
          },
        ],
      });
    }
  },
});

const ID = /^[a-zA-Z0-9]{9}$/;

function idsOf(example: Example): { id: string; path: Path }[] {
  const calls = callsOf(example).flatMap(({ id, path }) =>
    id === undefined ? [] : [{ id, path: [...path, 'id'] }],
  );
  if (calls.length === 0 && !example.text.includes('tool_call_id')) return [];
  const results = example.messages.filter(isResult).flatMap(({ message, path }) => {
    const id = own(message, 'tool_call_id');
    return typeof id === 'string' ? [{ id, path: [...path, 'tool_call_id'] }] : [];
  });
  return [...calls, ...results];
}

function rename(example: Example, places: readonly { id: string; path: Path }[]) {
  const names = new Map<string, string>();
  for (const { id } of places) {
    if (ID.test(id)) names.set(id, id);
  }
  for (const { id } of places) {
    for (let attempt = 0; !names.has(id); attempt++) {
      const name = hash53(`${id}${attempt}`).toString(36).padStart(9, '0').slice(-9);
      if (![...names.values()].includes(name)) names.set(id, name);
    }
  }
  return places
    .filter(({ id }) => !ID.test(id))
    .flatMap(({ id, path }) => replaceValue(example, path, JSON.stringify(names.get(id))));
}
