import { detectFormat } from '../formats/detect.ts';
import { type Vote, voteOf } from '../formats/fileFormat.ts';
import type { Method } from '../formats/format.ts';
import { canonicalText, Hasher, hashValue } from '../jsonl/canonical.ts';
import { mendedValue } from '../jsonl/mend.ts';
import { isObject } from '../jsonl/shape.ts';
import { MAX_WALKED_DEPTH, surveyLine } from '../jsonl/survey.ts';
import type { LineFacts } from './facts.ts';

/** A line as it stands in the file. */
export interface LineText {
  text: string;
  /** UTF-16 column of the first byte that is not UTF-8; absent when all are. */
  invalidUtf8At?: number | undefined;
}

/** A line after it was parsed. */
export interface ReadLine {
  facts: LineFacts;
  /** The parsed value; undefined when there is none. */
  value: unknown;
  /** Keys of the text that the value has lost, because they are repeated. */
  lostKeys: number;
  /** How deep the objects and arrays of the text are nested; 0 when it holds no object. */
  depth: number;
}

export function readLine(line: LineText): ReadLine {
  const facts = unreadFacts(line);
  const read: ReadLine = { facts, value: undefined, lostKeys: 0, depth: 0 };
  if (facts.kind !== 'broken') return read;
  try {
    read.value = JSON.parse(line.text);
  } catch {
    return read;
  }
  if (!isObject(read.value)) {
    facts.kind = 'not-object';
    return read;
  }
  facts.kind = 'object';
  facts.detected = detectFormat(read.value);
  const { keys, depth } = surveyLine(line.text);
  read.depth = depth;
  const hasher = new Hasher();
  if (depth > MAX_WALKED_DEPTH) hasher.addText(line.text);
  else {
    read.lostKeys = keys - hashValue(read.value, hasher);
    if (LONG_NUMBER.test(line.text)) hasher.addExactText(canonicalText(line.text));
  }
  const hash = hasher.result();
  facts.exactHash = hash.exact;
  facts.foldedHash = hash.folded;
  return read;
}

/** What is known of a line before it is parsed: `broken` stands for everything that may hold a value. */
export function unreadFacts(line: LineText): LineFacts {
  const isBlank = line.text.trim() === '' && !line.text.includes('\uFEFF');
  const kind = line.invalidUtf8At !== undefined ? 'not-utf8' : isBlank ? 'blank' : 'broken';
  return { kind, detected: undefined, exactHash: 0, foldedHash: 0, units: line.text.length };
}

/** The line's vote for the format of the file; undefined for a blank line, which has none. */
export function voteOfLine(line: LineText, method: Method | undefined): Vote | undefined {
  const { kind } = unreadFacts(line);
  if (kind === 'blank') return undefined;
  if (kind === 'not-utf8') return 'unreadable';
  return voteOf(valueMeant(line.text), method);
}

/** A file is what it is for, also when every line of it has the same obvious fault, such as a comma at its end. */
function valueMeant(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return mendedValue(text);
  }
}

/** More digits than a double holds: two such numbers may look equal once parsed. */
const LONG_NUMBER = /[0-9]{16}/;
