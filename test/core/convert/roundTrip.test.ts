import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CONVERT_DEFAULTS, convertExample } from '../../../src/core/convert/convertExample.ts';
import { Losses, Refusal } from '../../../src/core/convert/loss.ts';
import { type Neutral, neutralOf, wholeChat } from '../../../src/core/convert/neutral.ts';
import { withCallIds } from '../../../src/core/convert/pieces.ts';
import { shaped } from '../../../src/core/convert/shape.ts';
import { WRITERS } from '../../../src/core/convert/writers.ts';
import type { Piece, Turn } from '../../../src/core/formats/conversation.ts';
import type { FormatId } from '../../../src/core/formats/format.ts';
import { detectFormat } from '../../../src/core/formats/detect.ts';
import { readAs } from '../../../src/core/formats/registry.ts';
import { lint } from '../../support/lint.ts';
import { runs } from '../../support/property.ts';
import { neutralExamples } from './neutralExamples.ts';

type Line = Record<string, unknown>;

/** An example as one line of a format; undefined where the format cannot hold it. */
function written(neutral: Neutral, format: FormatId): Line | undefined {
  const writer = WRITERS.find(one => one.format === format)!;
  try {
    const losses = new Losses();
    const [first] = shaped(neutral, writer.kind, losses);
    return first && writer.write(first, losses, CONVERT_DEFAULTS);
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  }
}

/** What a line says, without the things that are mere writing: names of calls, where messages of one speaker end. */
function meaning(value: Line, format: FormatId): unknown {
  const neutral = neutralOf(readAs(format, value), format, new Losses(), 'line');
  const part = (turns: readonly Turn[] | undefined) => turns && plain(turns);
  const { answer, rejected, label, tools, text } = neutral;
  return JSON.parse(
    JSON.stringify({
      chat: part(wholeChat(neutral)),
      rejected: part(rejected),
      hasAnswer: answer !== undefined,
      label,
      tools,
      text,
    }),
  );
}

function plain(turns: readonly Turn[]): unknown[] {
  const ids = new Map<string, number>();
  const ordinal = (id: string | undefined) => {
    const key = id ?? '';
    if (!ids.has(key)) ids.set(key, ids.size);
    return ids.get(key);
  };
  const pieceOf = (piece: Piece): unknown => {
    if (piece.kind === 'call') return ['call', ordinal(piece.id), piece.name, JSON.parse(piece.arguments)];
    if (piece.kind === 'result') return ['result', ordinal(piece.id), piece.text];
    if (piece.kind === 'image') return ['image', piece.source];
    return 'text' in piece ? [piece.kind, piece.text] : [piece.kind];
  };
  const said: { speaker: unknown; weight: unknown; pieces: unknown[] }[] = [];
  for (const { speaker, weight, pieces } of withCallIds(turns)) {
    const last = said.at(-1);
    if (last?.speaker === 'tool' && speaker === 'tool') last.pieces.push(...pieces.map(pieceOf));
    else said.push({ speaker, weight: weight ?? null, pieces: pieces.map(pieceOf) });
  }
  return said;
}

describe('conversions there and back', () => {
  for (const { format: from } of WRITERS) {
    it(`give back what ${from} says, wherever the other format holds it`, () => {
      fc.assert(
        fc.property(neutralExamples, neutral => {
          const line = written(neutral, from);
          if (!line) return;
          for (const { format: to } of WRITERS) {
            const there = convertExample(line, from, to);
            if ('refused' in there || there.lost.length > 0) continue;
            const back = there.values.map(value => convertExample(value, to, from));
            const values = back.flatMap((one): (Line | string)[] =>
              'refused' in one ? [one.refused] : one.values,
            );
            assert.equal(values.length, 1, `${from} to ${to} and back: ${JSON.stringify(values)}`);
            assert.deepEqual(
              typeof values[0] === 'object' ? meaning(values[0], from) : values[0],
              meaning(line, from),
              `${from} to ${to}: ${JSON.stringify(line)} -> ${JSON.stringify(there.values)}`,
            );
          }
        }),
        runs(25),
      );
    });
  }

  it('write what is recognised as the format', () => {
    fc.assert(
      fc.property(neutralExamples, neutral => {
        for (const { format } of WRITERS) {
          const line = written(neutral, format);
          if (!line) continue;
          const detected = detectFormat(line);
          // Both are chats: only the user can say which is meant where an example has no other key.
          if (format === 'openai-rft') assert.ok(detected === 'openai-rft' || detected === 'openai-sft');
          else if (format === 'bedrock-claude')
            assert.ok(['bedrock-claude', 'openai-sft'].includes(detected!));
          else assert.equal(detected, format, JSON.stringify(line));
        }
      }),
      runs(60),
    );
  });

  it('keep speakers taking turns where several calls have several results', async () => {
    const call = (id: string) => ({ id, type: 'function', function: { name: 'time', arguments: '{}' } });
    const text = JSON.stringify({
      messages: [
        { role: 'user', content: 'Time and day?' },
        { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
        { role: 'tool', tool_call_id: 'a', content: '9:30' },
        { role: 'tool', tool_call_id: 'b', content: 'Monday' },
        { role: 'assistant', content: 'Half past nine on Monday.' },
      ],
      tools: [
        {
          type: 'function',
          function: { name: 'time', description: 'Tells it', parameters: { type: 'object', properties: {} } },
        },
      ],
    });
    for (const [format, target] of [
      ['bedrock-converse', 'nova'],
      ['gemini-sft', 'gemini'],
      ['sharegpt', 'llamafactory'],
    ] as const) {
      const neutral = neutralOf(readAs('openai-sft', JSON.parse(text)), 'openai-sft', new Losses(), 'line');
      const line = JSON.stringify(written(neutral, format));
      const { findings } = await lint(line, { target });
      const errors = findings.filter(
        ({ rule, severity }) => severity === 'error' && !rule.startsWith('dataset/'),
      );
      assert.deepEqual(errors, [], format);
      const back = neutralOf(readAs(format, JSON.parse(line)), format, new Losses(), 'line');
      const { messages } = written(back, 'openai-sft') as { messages: { role: string; content: unknown }[] };
      assert.deepEqual(
        messages.map(({ role }) => role),
        ['user', 'assistant', 'tool', 'tool', 'assistant'],
        format,
      );
    }
  });

  const MARK = '\n</tool_response>\n<tool_response>\n';
  const answers: [results: string[], observation: string, lost: string][] = [
    [['9:30', 'Monday'], `9:30${MARK}Monday`, ''],
    [['', ''], MARK, ''],
    [['9:30'], '9:30', ''],
    [[`9:30${MARK}noon`], `9:30${MARK}noon`, 'tool-ids'],
    [[`9:30${MARK}noon`, 'Monday'], `9:30${MARK}noon${MARK}Monday`, 'tool-ids'],
  ];
  for (const [results, observation, lost] of answers) {
    it(`join and part what ${results.length} tools said in ShareGPT: ${lost || 'nothing is lost'}`, () => {
      const ids = results.map((_, index) => `c${index}`);
      const type = 'function';
      const messages = [
        { role: 'user', content: 'Time and day?' },
        {
          role: 'assistant',
          tool_calls: ids.map(id => ({ id, type, function: { name: id, arguments: '{}' } })),
        },
        ...results.map((content, index) => ({ role: 'tool', tool_call_id: ids[index], content })),
        { role: 'assistant', content: 'Good.' },
      ];
      const there = convertExample({ messages }, 'openai-sft', 'sharegpt');
      assert.ok('values' in there);
      assert.equal(there.lost.join(), lost);
      const [line] = there.values as [{ conversations: { from: string; value: string }[] }];
      const observations = line.conversations.filter(({ from }) => from === 'observation');
      assert.deepEqual(observations, [{ from: 'observation', value: observation }]);
      const back = convertExample(line, 'sharegpt', 'openai-sft');
      assert.ok('values' in back);
      const said = (back.values[0] as { messages: { role: string; content: unknown }[] }).messages;
      const read = said.filter(({ role }) => role === 'tool').map(({ content }) => content);
      assert.equal(JSON.stringify(read) === JSON.stringify(results), lost === '');
    });
  }

  it('take anything for input', () => {
    const value = fc.oneof(
      fc.dictionary(
        fc.constantFrom('messages', 'prompt', 'completion', 'chosen', 'rejected', 'conversations', 'tools'),
        fc.jsonValue(),
      ),
      fc.object() as fc.Arbitrary<Line>,
    );
    const format = fc.constantFrom(...WRITERS.map(writer => writer.format));
    fc.assert(
      fc.property(value, format, format, (line, from, to) => {
        const result = convertExample(line, from, to);
        assert.ok('refused' in result || result.values.length > 0);
      }),
      runs(600),
    );
  });
});
