import fc from 'fast-check';
import type { Piece, Turn } from '../../../src/core/formats/conversation.ts';
import type { Neutral } from '../../../src/core/convert/neutral.ts';

/** Examples that belong to no format, of everything that formats hold: for properties of conversions. */
export const neutralExamples: fc.Arbitrary<Neutral> = fc
  .record({
    system: fc.option(words(), { nil: undefined }),
    exchanges: fc.array(exchange(), { minLength: 0, maxLength: 2 }),
    question: question(),
    answer: answer(),
    rejected: answer(),
    kind: fc.constantFrom('chat', 'chat', 'pair', 'prompt', 'label'),
    label: fc.boolean(),
    tools: fc.boolean(),
    parallel: fc.boolean(),
    others: fc.constantFrom({}, {}, { topic: 'trees', level: 3 }),
  })
  .map(({ system, exchanges, question, answer, rejected, kind, label, tools, parallel, others }) => ({
    prompt: [
      ...(system === undefined ? [] : [turn('system', [text(system)])]),
      ...exchanges.flat(),
      turn('user', question),
    ],
    ...(kind === 'prompt' ? {} : { answer: [turn('assistant', answer)] }),
    ...(kind === 'pair' ? { rejected: [turn('assistant', rejected)] } : {}),
    ...(kind === 'label' ? { label } : {}),
    ...(tools ? { tools: [TOOL] } : {}),
    ...(parallel ? { parallelToolCalls: false } : {}),
    others,
  }));

const TOOL = {
  type: 'function',
  function: { name: 'weather', description: 'Tells it.', parameters: { type: 'object', properties: {} } },
};

function words(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('Hello, "world".', 'a\nb', 'Ünïcödé 🌳', '{"a": 1}', '<image>', ' padded '),
    fc.string({ minLength: 1, maxLength: 12 }),
  );
}

function text(value: string): Piece {
  return { kind: 'text', text: value, path: [] };
}

function turn(speaker: Turn['speaker'], pieces: Piece[], weight?: number): Turn {
  return { speaker, path: [], pieces, unread: [], ...(weight === undefined ? {} : { weight }) };
}

function question(): fc.Arbitrary<Piece[]> {
  const image: Piece = { kind: 'image', source: 's3://bucket/tree.png', media: 'image', path: [] };
  const inline: Piece = { kind: 'image', source: 'data:image/png;base64,QUJD', media: 'image', path: [] };
  return fc.oneof(
    { weight: 5, arbitrary: words().map(one => [text(one)]) },
    { weight: 1, arbitrary: words().map(one => [text(one), image]) },
    { weight: 1, arbitrary: words().map(one => [inline, text(one)]) },
    { weight: 1, arbitrary: fc.tuple(words(), words()).map(two => two.map(text)) },
  );
}

function answer(): fc.Arbitrary<Piece[]> {
  return fc.oneof(
    { weight: 6, arbitrary: words().map(one => [text(one)]) },
    { weight: 1, arbitrary: words().map((one): Piece[] => [{ kind: 'refusal', text: one, path: [] }]) },
    {
      weight: 1,
      arbitrary: words().map((one): Piece[] => [{ kind: 'reasoning', text: 'Hm.', path: [] }, text(one)]),
    },
  );
}

/** A question and its answer, with a call of tools in between perhaps; the answer is muted at times. */
function exchange(): fc.Arbitrary<Turn[]> {
  return fc
    .record({
      asked: words(),
      answered: words(),
      calls: fc.constantFrom(0, 0, 1, 2),
      ids: fc.boolean(),
      swapped: fc.boolean(),
      result: fc.constantFrom(
        '{"celsius":21}',
        'warm',
        '',
        'a\n</tool_response>\n<tool_response>\nb',
        '</tool_response>',
      ),
      muted: fc.boolean(),
    })
    .map(({ asked, answered, calls, ids, swapped, result, muted }) => {
      const numbers = Array.from({ length: calls }, (_, index) => index);
      const called = numbers.map(
        (n): Piece => ({
          kind: 'call',
          name: 'weather',
          arguments: `{"city":"${n}"}`,
          path: [],
          ...(ids ? { id: `call-${n}` } : {}),
        }),
      );
      const results = numbers.map(
        (n): Turn =>
          turn('tool', [{ kind: 'result', text: result, path: [], ...(ids ? { id: `call-${n}` } : {}) }]),
      );
      return [
        turn('user', [text(asked)]),
        ...(calls > 0 ? [turn('assistant', called)] : []),
        ...(swapped ? results.reverse() : results),
        turn('assistant', [text(answered)], muted ? 0 : undefined),
      ];
    });
}
