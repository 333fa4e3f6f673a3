import { isObject } from './shape.ts';
import type { JsonNode } from './node.ts';
import { decodeString, parseWithPositions } from './parse.ts';
import { MAX_WALKED_DEPTH, surveyLine } from './survey.ts';

/** A number that a double cannot hold, as it is written. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** For whoever writes JSON by the usual way: exact where the host can do it, the nearest double elsewhere. */
  toJSON(): unknown {
    const { rawJSON } = JSON as { rawJSON?: (text: string) => unknown };
    return rawJSON ? rawJSON(this.text) : Number(this.text);
  }
}

/** More digits than a double surely holds. */
const LONG_NUMBER = /[0-9]{16}/;

/**
 * The value of a line of JSON. Numbers that a double cannot hold become an `ExactNumber`, so that no digit is lost when
 * the value is written again. Undefined when the line is no JSON or is nested too deep to be walked.
 */
export function parseExactly(line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (surveyLine(line).depth > MAX_WALKED_DEPTH) return undefined;
  if (!LONG_NUMBER.test(line)) return value;
  const [root] = parseWithPositions(line).roots;
  return root ? exactValue(line, root) : value;
}

/** JSON of a value, exact numbers as they were written. */
export function stringifyExactly(value: unknown): string {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(item => stringifyExactly(item ?? null)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${JSON.stringify(key)}:${stringifyExactly(member)}`);
  return `{${members.join(',')}}`;
}

function exactValue(line: string, node: JsonNode): unknown {
  const written = line.slice(node.start, node.end);
  if (node.kind === 'string') return decodeString(written);
  if (node.kind === 'number') return numberOf(written);
  if (node.kind === 'array') return node.items.map(item => exactValue(line, item));
  if (node.kind !== 'object') return JSON.parse(written);
  // Entries define own properties, whatever their names: data may say `__proto__`.
  return Object.fromEntries(node.members.map(({ name, value }) => [name, exactValue(line, value)]));
}

function numberOf(written: string): number | ExactNumber {
  const number = Number(written);
  return String(number) === written || !LONG_NUMBER.test(written) ? number : new ExactNumber(written);
}
