import { isObject } from '../../jsonl/shape.ts';
import { jsonIn } from './gradeInput.ts';

/** What a judge answered as JSON. */
export type JudgeJson = Readonly<Record<string, unknown>>;

/** The object that a text is, or the last one in it, with where it stands. Undefined when there is none. */
export function lastJsonObject(text: string): { value: JudgeJson; start: number; end: number } | undefined {
  const whole = jsonIn(text)?.value;
  if (isObject(whole)) return { value: whole, start: 0, end: text.length };
  let end = text.length;
  for (let tries = 0; tries < MOST_ENDS; tries++) {
    end = text.lastIndexOf('}', end - 1);
    if (end < 0) return undefined;
    const found = objectEndingAt(text, end);
    if (found) return { ...found, end: end + 1 };
    if (end === 0) return undefined;
  }
  return undefined;
}

/** Verdicts are short: what is longer, or has more brackets, is something else. */
const MOST_ENDS = 5;
const MOST_STARTS = 40;
const LONGEST = 20_000;

function objectEndingAt(text: string, end: number): { value: JudgeJson; start: number } | undefined {
  let start = end;
  for (let tries = 0; tries < MOST_STARTS; tries++) {
    start = text.lastIndexOf('{', start - 1);
    if (start < 0 || end - start > LONGEST) return undefined;
    const value = jsonIn(text.slice(start, end + 1))?.value;
    if (isObject(value)) return { value, start };
    if (start === 0) return undefined;
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

/** The member that is called a score, else the only one that is a number. */
export function numberIn(json: JudgeJson): number | undefined {
  const named = SCORE_KEYS.map(key => memberOf(json, key)).filter(value => value !== undefined);
  if (named.length > 0) return named.map(numberOf).find(number => number !== undefined);
  const numbers = Object.values(json).flatMap(value => numberOf(value) ?? []);
  return numbers.length === 1 ? numbers[0] : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/** The member that is called a choice, else the only one that is one of the names. Reasons are none. */
export function choiceIn(json: JudgeJson, names: readonly string[]): string | undefined {
  const named = CHOICE_KEYS.map(key => memberOf(json, key)).filter(value => value !== undefined);
  if (named.length > 0) return named.map(value => nameOf(value, names)).find(name => name !== undefined);
  const others = Object.entries(json).filter(([key]) => !REASON_KEYS.includes(key.toLowerCase()));
  const found = new Set(others.flatMap(([, value]) => nameOf(value, names) ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}

function nameOf(value: unknown, names: readonly string[]): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number') return undefined;
  const said = String(value).trim().toLowerCase();
  const same = (one: string) => names.find(name => name.toLowerCase() === one);
  return (
    same(said) ??
    same(said.replace(/^\[\[(.*)\]\]$/, '$1').replace(/^(?:answer|response|assistant|option|model)[ _]/, ''))
  );
}

export function reasonIn(json: JudgeJson): string | undefined {
  const value = REASON_KEYS.map(key => memberOf(json, key)).find(one => one !== undefined);
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter(one => typeof one === 'string').join(' ') : undefined;
}

function memberOf(json: JudgeJson, key: string): unknown {
  const name = Object.keys(json).find(one => one.toLowerCase() === key);
  return name === undefined ? undefined : json[name];
}
