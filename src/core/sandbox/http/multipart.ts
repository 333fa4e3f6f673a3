import { ApiError } from './apiError.ts';

/** One part of a form. */
export interface FormPart {
  name: string;
  /** The name of the file; undefined for a plain field. */
  filename: string | undefined;
  bytes: Uint8Array;
}

/**
 * Cuts a `multipart/form-data` body into its parts (RFC 7578, RFC 2046). Takes line feeds without carriage returns, a
 * missing end mark after the last part and text around the parts, as various clients send them. Throws an `ApiError`
 * 400 for what cannot be cut.
 */
export function parseMultipart(body: Uint8Array, contentType: string | null): FormPart[] {
  const boundary = boundaryOf(contentType);
  const delimiter = new TextEncoder().encode(`--${boundary}`);
  const parts: FormPart[] = [];
  let at = findDelimiter(body, delimiter, 0);
  if (at < 0) throw malformed('the boundary of the content type does not occur in the body');
  for (;;) {
    const start = at + delimiter.length;
    if (body[start] === DASH && body[start + 1] === DASH) return parts;
    const next = findDelimiter(body, delimiter, start);
    const content = lineEnd(body, start);
    if (content === undefined) return parts;
    parts.push(partOf(body.subarray(content, next < 0 ? body.length : trimLineEnd(body, content, next))));
    if (next < 0) return parts;
    at = next;
    if (parts.length > MAX_PARTS) throw malformed('it has too many parts');
  }
}

/** A plain field of a form; undefined when there is none. The last one counts. */
export function fieldOf(parts: readonly FormPart[], name: string): string | undefined {
  const part = parts.findLast(candidate => candidate.name === name);
  return part === undefined ? undefined : new TextDecoder().decode(part.bytes);
}

const DASH = 45;
const LF = 10;
const CR = 13;
const MAX_PARTS = 100;
const MAX_HEAD_BYTES = 16 * 1024;

function boundaryOf(contentType: string | null): string {
  if (contentType === null || !/^\s*multipart\/form-data\b/i.test(contentType)) {
    throw new ApiError(400, "The request must have the content type 'multipart/form-data'.", {
      code: 'invalid_content_type',
    });
  }
  const match = /;\s*boundary=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2] ?? '';
  if (boundary === '' || boundary.length > 256) throw malformed('the content type names no boundary');
  return boundary;
}

/** A delimiter stands at the start of a line and ends with it, with `--`, or with the body. */
function findDelimiter(body: Uint8Array, delimiter: Uint8Array, from: number): number {
  for (let at = body.indexOf(DASH, from); at >= 0; at = body.indexOf(DASH, at + 1)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    let length = 0;
    while (length < delimiter.length && body[at + length] === delimiter[length]) length += 1;
    if (length < delimiter.length) continue;
    const after = body[at + length];
    if (after === undefined || after === CR || after === LF || after === 32 || after === 9) return at;
    if (after === DASH && body[at + length + 1] === DASH) return at;
  }
  return -1;
}

/** Where the line that contains `from` ends and the next begins; undefined at the end of the body. */
function lineEnd(body: Uint8Array, from: number): number | undefined {
  const end = body.indexOf(LF, from);
  return end < 0 ? undefined : end + 1;
}

/** The line break before a delimiter belongs to the delimiter. */
function trimLineEnd(body: Uint8Array, start: number, end: number): number {
  let at = end;
  if (at > start && body[at - 1] === LF) at -= 1;
  if (at > start && body[at - 1] === CR) at -= 1;
  return at;
}

function partOf(bytes: Uint8Array): FormPart {
  let at = 0;
  let disposition: string | undefined;
  const decoder = new TextDecoder();
  for (;;) {
    const next = lineEnd(bytes, at);
    if (next === undefined || next > MAX_HEAD_BYTES) throw malformed('a part has no end of its headers');
    const line = decoder.decode(bytes.subarray(at, trimLineEnd(bytes, at, next)));
    at = next;
    if (line === '') break;
    // The line breaks of Unicode are characters like others here.
    const match = /^content-disposition\s*:\s*(.*)$/is.exec(line);
    if (match !== null) disposition = match[1];
  }
  if (disposition === undefined) throw malformed('a part has no content disposition');
  const name = parameterOf(disposition, 'name');
  if (name === undefined) throw malformed('a part has no name');
  return { name, filename: parameterOf(disposition, 'filename'), bytes: bytes.subarray(at) };
}

/** A parameter of a content disposition: extended (RFC 5987), quoted or bare. */
function parameterOf(disposition: string, name: string): string | undefined {
  const extended = new RegExp(`;\\s*${name}\\*=\\s*utf-8'[^']*'([^;\\s]+)`, 'i').exec(disposition);
  if (extended !== null) {
    try {
      return decodeURIComponent(extended[1]!);
    } catch {
      throw malformed(`the ${name} of a part is not encoded rightly`);
    }
  }
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]*))`, 'is').exec(disposition);
  if (match === null) return undefined;
  const value = match[1]?.replace(/\\(["\\])/g, '$1').replace(/%22/g, '"') ?? match[2]!;
  return value.replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

function malformed(reason: string): ApiError {
  return new ApiError(400, `The multipart body could not be read: ${reason}.`, { code: 'invalid_multipart' });
}
