/** A form with one file, as bytes whose length is known beforehand, so that it is not sent in chunks. */
export interface Multipart {
  headers: { 'content-type': string; 'content-length': string };
  /** A new stream for each call. `onSent` is told how many bytes of the file have been taken. */
  body(onSent?: (bytes: number) => void): ReadableStream<Uint8Array>;
}

export interface FormFile {
  field: string;
  name: string;
  size: number;
  stream(): ReadableStream<Uint8Array>;
}

/** Builds `multipart/form-data` (RFC 7578). The fields go before the file, since some servers read in order. */
export function multipart(
  fields: Readonly<Record<string, string>>,
  file: FormFile,
  boundary: string,
): Multipart {
  const encoder = new TextEncoder();
  const before = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  const disposition = `form-data; name="${escaped(file.field)}"; filename="${escaped(file.name)}"`;
  before.push(
    `--${boundary}\r\ncontent-disposition: ${disposition}\r\ncontent-type: application/octet-stream\r\n\r\n`,
  );
  const head = encoder.encode(before.join(''));
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  return {
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.byteLength + file.size + tail.byteLength),
    },
    body: onSent => framed(head, file.stream(), tail, onSent),
  };
}

/** Bytes between two frames, counted as they are taken. */
export function framed(
  head: Uint8Array,
  middle: ReadableStream<Uint8Array>,
  tail: Uint8Array,
  onSent?: (bytes: number) => void,
): ReadableStream<Uint8Array> {
  const reader = middle.getReader();
  let stage: 'head' | 'middle' = 'head';
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (stage === 'head') {
        stage = 'middle';
        if (head.byteLength > 0) {
          controller.enqueue(head);
          return;
        }
      }
      const read = await reader.read();
      if (read.done) {
        if (tail.byteLength > 0) controller.enqueue(tail);
        controller.close();
        return;
      }
      sent += read.value.byteLength;
      onSent?.(sent);
      controller.enqueue(read.value);
    },
    cancel: reason => reader.cancel(reason),
  });
}

/**
 * A boundary that cannot be in the form by accident. It is made of the given words instead of chance, since the core
 * knows none.
 */
export function boundaryFor(...words: readonly (string | number)[]): string {
  let hash = 0xcbf29ce484222325n;
  for (const unit of words.join('\0')) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(unit.codePointAt(0)!)) * 0x100000001b3n);
  }
  return `----tunewright-${hash.toString(36).padStart(13, '0')}`;
}

/** As browsers write names into a form: HTML, "multipart form data". */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
