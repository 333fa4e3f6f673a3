import { isObject } from '../../jsonl/shape.ts';
import type { Graded } from './gradeInput.ts';
import { jsonIn } from './gradeInput.ts';
import { numbersIn } from './gradeNumber.ts';

/** What a judge said of one answer, read out of its text. */
export function readScore(text: string, [lowest, highest]: readonly [number, number]): Graded {
  const json = jsonObject(text);
  const number = json ? numberIn(json) : scoreInText(text);
  const reason = json ? reasonIn(json) : text.trim();
  if (number === undefined) return { failure: 'The judge gave no score.', ...reasoned(reason) };
  if (number < lowest || number > highest) {
    return {
      failure: `The judge gave ${number}, which is not from ${lowest} to ${highest}.`,
      ...reasoned(reason),
    };
  }
  const value = highest === lowest ? 1 : (number - lowest) / (highest - lowest);
  return { value, measured: number, ...reasoned(reason) };
}

/** The same for a choice. `worth` says what each choice is worth, 0 to 1. */
export function readChoice(text: string, worth: Readonly<Record<string, number>>): Graded {
  const json = jsonObject(text);
  const names = Object.keys(worth);
  const label = json ? choiceIn(json, names) : lastChoice(text, names);
  const reason = json ? reasonIn(json) : text.trim();
  if (label === undefined) return { failure: 'The judge made none of the choices.', ...reasoned(reason) };
  return { value: worth[label]!, label, ...reasoned(reason) };
}

/** Which of two answers a judge prefers. */
export function readWinner(text: string): { winner?: 'a' | 'b' | 'tie'; reason?: string } {
  const json = jsonObject(text);
  const names = ['A', 'B', ...TIES];
  const label = json ? choiceIn(json, names) : lastChoice(text, names, true);
  const reason = json ? reasonIn(json) : text.trim();
  if (label === undefined) return reasoned(reason);
  return { winner: label === 'A' ? 'a' : label === 'B' ? 'b' : 'tie', ...reasoned(reason) };
}

const TIES = ['tie', 'both', 'neither', 'equal', 'draw'];

/** The object that a text is, or holds in a fence or after its thoughts. */
function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const fence = /```(?:json)?\s*\n([\s\S]*?)\n?```/i.exec(text)?.[1];
  const braces = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fence ?? '', braces]) {
    const value = candidate === '' ? undefined : jsonIn(candidate)?.value;
    if (isObject(value)) return value;
  }
  return undefined;
}

const SCORE_KEYS = ['score', 'rating', 'grade', 'value', 'result', 'points'];
const CHOICE_KEYS = [
  'choice',
  'label',
  'answer',
  'verdict',
  'winner',
  'better',
  'result',
  'preferred',
  'decision',
];
const REASON_KEYS = [
  'reason',
  'reasons',
  'reasoning',
  'explanation',
  'rationale',
  'thoughts',
  'justification',
];

function numberIn(json: Readonly<Record<string, unknown>>): number | undefined {
  const values = [...SCORE_KEYS.map(key => memberOf(json, key)), ...Object.values(json)];
  for (const value of values) {
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
      return Number(value);
  }
  return undefined;
}

function choiceIn(json: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  for (const value of [...CHOICE_KEYS.map(key => memberOf(json, key)), ...Object.values(json)]) {
    if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number') continue;
    const found = names.find(name => name.toLowerCase() === String(value).trim().toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

function reasonIn(json: Readonly<Record<string, unknown>>): string | undefined {
  const value = REASON_KEYS.map(key => memberOf(json, key)).find(one => one !== undefined);
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter(one => typeof one === 'string').join(' ') : undefined;
}

function memberOf(json: Readonly<Record<string, unknown>>, key: string): unknown {
  const name = Object.keys(json).find(one => one.toLowerCase() === key);
  return name === undefined ? undefined : json[name];
}

/** The number that stands alone, after the word for it, before a slash, or last. */
function scoreInText(text: string): number | undefined {
  const named = /(?:score|rating|grade)\W{0,5}(-?\d+(?:\.\d+)?)/i.exec(text)?.[1];
  const outOf = /(-?\d+(?:\.\d+)?)\s*(?:\/|out of)\s*\d+/i.exec(text)?.[1];
  const found = named ?? outOf;
  return found === undefined ? numbersIn(text).at(-1) : Number(found);
}

function lastChoice(text: string, names: readonly string[], keepCase = false): string | undefined {
  const places = names.map(name => {
    // One letter in small print is an article, not a choice.
    const isLetter = keepCase && name.length === 1;
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found = [
      ...text.matchAll(
        new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, isLetter ? 'gu' : 'giu'),
      ),
    ];
    return { name, at: found.at(-1)?.index ?? -1 };
  });
  const last = places.reduce((best, one) => (one.at > best.at ? one : best), { name: '', at: -1 });
  return last.at < 0 ? undefined : last.name;
}

function reasoned(reason: string | undefined): { reason?: string } {
  return reason === undefined || reason === ''
    ? {}
    : { reason: reason.length > 2000 ? `${reason.slice(0, 1999)}…` : reason };
}
