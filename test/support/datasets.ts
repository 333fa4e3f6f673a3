import * as fc from 'fast-check';
import { anyCharacter } from './characters.ts';

/** Texts as datasets have them and as attackers would. */
export const text: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      'Hi',
      'Hello there',
      'café',
      '😀',
      '日本語',
      'a\tb\n',
      '"quoted"',
      '\\',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u2028',
      '\u0085',
      '\ufeff',
      '\u200b',
      'Ã©Ã¨',
      '\ufffd',
      '\u0007',
      '__proto__',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 6 }) },
);

const role = fc.constantFrom('system', 'user', 'assistant', 'tool', 'User', 'human', 'function', 'developer');

const message = fc.record(
  {
    role: fc.oneof({ weight: 6, arbitrary: role }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) }),
    content: fc.oneof(
      { weight: 6, arbitrary: text },
      { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
    ),
    weight: fc.constantFrom(0, 1, 0.5, '1', true, null),
    name: text,
    tool_calls: fc.jsonValue({ maxDepth: 3 }),
  },
  { requiredKeys: [] },
);

const messages = fc.oneof(
  { weight: 6, arbitrary: fc.array(message, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Objects that are training examples, nearly so, or not at all. */
export const exampleObject: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({ messages, tools: fc.jsonValue({ maxDepth: 2 }) }, { requiredKeys: ['messages'] }),
  fc.record(
    { input: fc.record({ messages }), preferred_output: messages, non_preferred_output: messages },
    { requiredKeys: ['input'] },
  ),
  fc.record({ messages, reference: fc.jsonValue({ maxDepth: 1 }) }),
  fc.record({ prompt: text, completion: text, label: fc.boolean() }, { requiredKeys: ['prompt'] }),
  fc.dictionary(
    fc.oneof(text, fc.constantFrom('messages', '__proto__', 'constructor', 'prompt')),
    fc.jsonValue({ maxDepth: 2 }),
  ),
);

/** JSON text of an object: `JSON.stringify` with an own `__proto__` kept. */
export const exampleLine: fc.Arbitrary<string> = exampleObject.map(value => JSON.stringify(value));

/** Faults that leave no doubt about what was meant. */
const MENDABLE: readonly ((json: string) => string)[] = [
  json => json.replace(/\}$/, ',}'),
  json => `${json},`,
  json => `\uFEFF${json}`,
  json => json.replace(/(?<!\\)\\t/g, '\t'),
  json => `${json}${json}`,
  json => json.replace(/^\{/, '\uFEFF {\t').replace(/\}$/, ' ,\t} , '),
];

/** A line that strict JSON refuses though its meaning is plain, and the lines it stands for. */
export const mendableLine: fc.Arbitrary<{ broken: string; sound: string }> = fc
  .record({
    sound: exampleLine.filter(json => json !== '{}'),
    fault: fc.constantFrom(...MENDABLE),
  })
  .map(({ sound, fault }) => ({ broken: fault(sound), sound }));

/** Lines broken at random: pieces cut out, repeated or replaced. */
export const brokenLine: fc.Arbitrary<string> = fc
  .record({
    json: exampleLine,
    at: fc.nat(),
    length: fc.nat({ max: 4 }),
    put: fc.constantFrom(
      '',
      '"',
      ',',
      '{',
      '}',
      '[',
      ']',
      ':',
      "'",
      '\\',
      '\0',
      'NaN',
      'True',
      '\uFEFF',
      '\ud800',
      '\\ud800',
      ' ',
    ),
  })
  .map(({ json, at, length, put }) => {
    const start = at % (json.length + 1);
    return json.slice(0, start) + put + json.slice(start + length);
  })
  .map(line => line.replace(/[\r\n]/g, ' '));

export const anyLine: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: exampleLine },
  { weight: 4, arbitrary: brokenLine },
  { weight: 2, arbitrary: mendableLine.map(({ broken }) => broken) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '  ',
      '[]',
      '[',
      '{',
      '}',
      '\uFEFF',
      'null',
      '1 2',
      "{'a': None}",
      '[{"a":1}]',
    ),
  },
);

export const terminator = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');

/** Whole files: lines, line breaks of any kind, perhaps a mark, perhaps bytes that are no text. */
export const anyFile: fc.Arbitrary<Uint8Array> = fc
  .record({
    mark: fc.constantFrom<readonly number[]>([], [], [], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]),
    lines: fc.array(fc.tuple(anyLine, terminator), { maxLength: 8 }),
    tail: fc.oneof(fc.constant(''), anyLine),
    noise: fc.option(fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 3 })), {
      nil: undefined,
      freq: 5,
    }),
  })
  .map(({ mark, lines, tail, noise }) => {
    const body = new TextEncoder().encode(lines.map(([line, end]) => line + end).join('') + tail);
    const bytes = Uint8Array.from([...mark, ...body]);
    if (noise) bytes.set(noise[1].subarray(0, bytes.length), noise[0] % Math.max(1, bytes.length - 2));
    return bytes;
  });

/** Files of which nothing is known. */
export const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  anyFile,
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(0x22, 0x5b, 0x5d, 0x7b, 0x7d, 0x2c, 0x3a, 0x0a, 0x0d, 0x5c, 0x31, 0xef, 0xbb, 0xbf, 0),
      { maxLength: 120 },
    )
    .map(codes => Uint8Array.from(codes)),
);
