import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type SseEvent, SseParser } from '../../../src/core/provider/sse.ts';
import { runs } from '../../support/property.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function parse(input: Uint8Array, cuts: readonly number[] = []): SseEvent[] {
  const parser = new SseParser();
  const places = [...cuts].map(cut => cut % (input.length + 1)).sort((a, b) => a - b);
  const events: SseEvent[] = [];
  let from = 0;
  for (const place of [...places, input.length]) {
    events.push(...parser.push(input.subarray(from, place)));
    from = place;
  }
  return [...events, ...parser.end()];
}

const data = (text: string, cut = false): SseEvent => ({ data: text, cut });

describe('server-sent events', () => {
  const cases: { name: string; input: string; events: SseEvent[] }[] = [
    { name: 'LF', input: 'data: a\n\ndata: b\n\n', events: [data('a'), data('b')] },
    { name: 'CRLF', input: 'data: a\r\n\r\ndata: b\r\n\r\n', events: [data('a'), data('b')] },
    { name: 'CR alone', input: 'data: a\r\rdata: b\r\r', events: [data('a'), data('b')] },
    { name: 'mixed ends', input: 'data: a\r\n\ndata: b\n\r\n', events: [data('a'), data('b')] },
    { name: 'no blank after the colon', input: 'data:a\n\n', events: [data('a')] },
    { name: 'only one blank is dropped', input: 'data:  a\n\n', events: [data(' a')] },
    { name: 'comments', input: ': keep-alive\n\ndata: a\n: more\n\n', events: [data('a')] },
    { name: 'several lines of data', input: 'data: a\ndata: b\n\n', events: [data('a\nb')] },
    {
      name: 'event and id',
      input: 'event: error\nid: 7\ndata: a\n\n',
      events: [{ data: 'a', event: 'error', id: '7', cut: false }],
    },
    { name: 'an event without data', input: 'event: ping\n\ndata: a\n\n', events: [data('a')] },
    { name: 'a byte order mark', input: '\uFEFFdata: a\n\n', events: [data('a')] },
    { name: 'no final blank line', input: 'data: a\n\ndata: b\n', events: [data('a'), data('b', true)] },
    { name: 'cut in a line', input: 'data: a\n\ndata: {"x', events: [data('a'), data('{"x', true)] },
    { name: 'unknown fields', input: 'retry: 10\nfoo\ndata: a\n\n', events: [data('a')] },
    {
      name: 'line separators of Unicode end no line',
      input: 'data: a\u2028b\u0085c\n\n',
      events: [data('a\u2028b\u0085c')],
    },
    { name: 'nothing', input: '', events: [] },
  ];
  for (const { name, input, events } of cases) {
    it(name, () => assert.deepEqual(parse(bytes(input)), events));
  }

  it('are the same wherever the bytes are cut', () => {
    const line = fc.constantFrom(
      'data: ä😀',
      'data',
      'data: {"a":1}',
      ': c',
      'id: 3',
      'event: x',
      '',
      '',
      `data: ${'y'.repeat(50)}`,
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const lines = fc.array(fc.tuple(line, end), { maxLength: 20 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat(), { maxLength: 12 }), (parts, cuts) => {
        const input = bytes(parts.map(part => part.join('')).join(''));
        assert.deepEqual(parse(input, cuts), parse(input));
      }),
      runs(300),
    );
  });

  it('are the same byte by byte', () => {
    const input = bytes('data: grüße 😀\r\n\r\n:x\rdata: b\r\rdata: c');
    assert.deepEqual(parse(input, [...input.keys()]), parse(input));
  });

  it('keep what is around invalid UTF-8', () => {
    const input = Uint8Array.from([...bytes('data: a'), 0xff, 0xc3, ...bytes('b\n\ndata: c\n\n')]);
    assert.deepEqual(parse(input), [data('a\uFFFD\uFFFDb'), data('c')]);
  });

  it('take a line of 10 MB in small pieces', () => {
    const long = 'x'.repeat(10 * 1024 * 1024);
    const input = bytes(`data: ${long}\n\ndata: b\n\n`);
    const cuts = Array.from({ length: 160 }, (_, index) => index * 65_536);
    const events = parse(input, cuts);
    assert.deepEqual(
      events.map(event => event.data.length),
      [long.length, 1],
    );
  });

  it('refuse an event that never ends', () => {
    const parser = new SseParser();
    const piece = bytes('y'.repeat(8 * 1024 * 1024));
    assert.throws(() => {
      for (let count = 0; count < 9; count++) parser.push(piece);
    }, RangeError);
  });
});
