/** One server-sent event. */
export interface SseEvent {
  data: string;
  event?: string;
  id?: string;
  /** True when the stream ended inside the event: its data may be cut. */
  cut: boolean;
}

/** Longer events are not kept: a server that never ends a line must not fill the memory. */
const longestEvent = 64 * 1024 * 1024;

/**
 * Cuts bytes into server-sent events (WHATWG HTML, section 9.2). Bytes may come cut anywhere, inside a character too;
 * lines may end in LF, CR or CRLF; comments are dropped; invalid UTF-8 becomes U+FFFD. The pieces of a long line are
 * joined once, so a line of many megabytes costs no more than its length.
 */
export class SseParser {
  #decoder = new TextDecoder('utf-8');
  #pieces: string[] = [];
  #length = 0;
  #afterReturn = false;
  #data: string[] = [];
  #dataLength = 0;
  #event: string | undefined;
  #id: string | undefined;

  /** The events that are complete with these bytes. Throws a `RangeError` when one event grows past 64 MB. */
  push(bytes: Uint8Array): SseEvent[] {
    return this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  /** What is left when the stream has ended: an event that no blank line closed, marked as cut. */
  end(): SseEvent[] {
    const events = this.#take(this.#decoder.decode());
    const unfinished = this.#length > 0;
    if (unfinished) this.#line(this.#joined());
    const last = this.#dispatch(true);
    return last ? [...events, last] : events;
  }

  #take(text: string): SseEvent[] {
    const events: SseEvent[] = [];
    let from = this.#afterReturn && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#afterReturn = text.endsWith('\r');
    for (let end = lineEnd(text, from); end < text.length; end = lineEnd(text, from)) {
      this.#keep(text.slice(from, end));
      const line = this.#joined();
      const event = line === '' ? this.#dispatch(false) : this.#line(line);
      if (event) events.push(event);
      from = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    }
    this.#keep(text.slice(from));
    return events;
  }

  #keep(piece: string): void {
    if (piece === '') return;
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length + this.#dataLength > longestEvent)
      throw new RangeError('a server-sent event is too long');
  }

  #joined(): string {
    const line = this.#pieces.length === 1 ? this.#pieces[0]! : this.#pieces.join('');
    this.#pieces = [];
    this.#length = 0;
    return line;
  }

  #line(line: string): undefined {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const start = line[colon + 1] === ' ' ? colon + 2 : colon + 1;
    const value = colon < 0 ? '' : line.slice(start);
    if (field === 'data') {
      this.#data.push(value);
      this.#dataLength += value.length;
    } else if (field === 'event') {
      this.#event = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.#id = value;
    }
  }

  #dispatch(cut: boolean): SseEvent | undefined {
    const data = this.#data;
    const result: SseEvent = { data: data.join('\n'), cut };
    if (this.#event !== undefined) result.event = this.#event;
    if (this.#id !== undefined) result.id = this.#id;
    this.#data = [];
    this.#dataLength = 0;
    this.#event = undefined;
    this.#id = undefined;
    return data.length > 0 ? result : undefined;
  }
}

/** Where the line that begins at `from` ends; the length of the text when it does not end in it. */
function lineEnd(text: string, from: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.exec(text)?.index ?? text.length;
}

const lineBreak = /[\r\n]/g;

/** The events of a stream of bytes, each as soon as it is complete. */
export async function* readSse(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SseEvent> {
  const parser = new SseParser();
  for await (const chunk of chunks) yield* parser.push(chunk);
  yield* parser.end();
}
