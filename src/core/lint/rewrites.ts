import {
  byteOrderMark,
  decodeUtf8,
  type MarkedEncoding,
  sequenceLength,
  unmarkedUtf16,
} from '../text/decode.ts';
import { joinBytes } from '../text/cutLines.ts';
import { Utf8Transcoder } from '../text/transcode.ts';
import { windows1252Code } from '../text/windows1252.ts';
import type { FileRewrite } from './finding.ts';
import { findLayout, toJsonLines } from './layout.ts';

/** The bytes of a file after a rewrite. */
export interface Rewritten {
  bytes: Uint8Array;
  /** How many characters could not be kept and stand as U+FFFD. */
  replaced: number;
}

/** The mark of UTF-8. */
export const UTF8_MARK: Uint8Array = Uint8Array.of(0xef, 0xbb, 0xbf);

/** Does to the bytes of a whole file what a fix asks for. Bytes to which it does not apply come back unchanged. */
export function rewriteBytes(bytes: Uint8Array, rewrite: FileRewrite): Rewritten {
  switch (rewrite) {
    case 'remove-byte-order-mark':
      return unchanged(isMarked(bytes) ? bytes.subarray(UTF8_MARK.length) : bytes);
    case 'add-byte-order-mark':
      return unchanged(isMarked(bytes) ? bytes : joinBytes([UTF8_MARK, bytes]));
    case 'to-utf8':
      return toUtf8(bytes);
    case 'windows-1252-to-utf8':
      return unchanged(windows1252ToUtf8(bytes));
    case 'to-json-lines':
      return unchanged(bytesToJsonLines(bytes));
    case 'rename-to-jsonl':
      return unchanged(bytes);
  }
}

/** The text of a whole document after a rewrite. Only its line structure can change: a text has no encoding. */
export function rewriteText(text: string, rewrite: FileRewrite): string {
  if (rewrite !== 'to-json-lines') return text;
  const layout = findLayout(text);
  return layout && layout.objects.length > 0 ? toJsonLines(text, layout) : text;
}

/** The name of the file after a rewrite. An ending that says what the file no longer claims to be is replaced. */
export function rewriteName(name: string, rewrite: FileRewrite): string {
  if (rewrite !== 'rename-to-jsonl' || /\.jsonl$/i.test(name)) return name;
  return `${name.replace(/\.(json|jsonlines|jl|ndjson|ldjson|txt|log|csv|tsv|data)$/i, '')}.jsonl`;
}

/** The encoding that the first bytes of a file show, when it is not UTF-8. */
export function wideEncoding(head: Uint8Array): Exclude<MarkedEncoding, 'utf-8'> | undefined {
  const mark = byteOrderMark(head)?.encoding;
  if (mark !== undefined) return mark === 'utf-8' ? undefined : mark;
  return unmarkedUtf16(head);
}

/** The same bytes with each that is not UTF-8 read as Windows-1252. What is UTF-8 is kept as it is. */
export function windows1252ToUtf8(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length > 0) at += length;
    else {
      const character = String.fromCharCode(windows1252Code(bytes[at] ?? 0));
      parts.push(bytes.subarray(from, at), encoder.encode(character));
      at += 1;
      from = at;
    }
  }
  return parts.length === 0 ? bytes : joinBytes([...parts, bytes.subarray(from)]);
}

function toUtf8(bytes: Uint8Array): Rewritten {
  const encoding = wideEncoding(bytes);
  if (!encoding) return unchanged(bytes);
  const transcoder = new Utf8Transcoder(encoding);
  const text = joinBytes([transcoder.push(bytes), transcoder.end()]);
  return { bytes: text, replaced: transcoder.replaced };
}

function bytesToJsonLines(bytes: Uint8Array): Uint8Array {
  const body = isMarked(bytes) ? bytes.subarray(UTF8_MARK.length) : bytes;
  const decoded = decodeUtf8(body);
  if (decoded.invalidByte !== undefined) return bytes;
  const text = rewriteText(decoded.text, 'to-json-lines');
  if (text === decoded.text) return bytes;
  const encoded = new TextEncoder().encode(text);
  return body === bytes ? encoded : joinBytes([UTF8_MARK, encoded]);
}

function isMarked(bytes: Uint8Array): boolean {
  return byteOrderMark(bytes)?.encoding === 'utf-8';
}

function unchanged(bytes: Uint8Array): Rewritten {
  return { bytes, replaced: 0 };
}
