import { type Word, wordsOf } from '../../text/words.ts';
import { hashText, mixHashes } from './hash.ts';
import { labelledValues } from './labels.ts';
import type { Turn } from './turn.ts';

/** A sparse vector: the value of each hashed feature. Every hash occurs once. */
export interface Features {
  hashes: Uint32Array;
  values: Float32Array;
}

/** What a prompt shows, before it is known how rare each sign is. Groups are scaled apart from each other. */
export interface PromptSigns {
  /** Of the last message of the user, or of a tool. */
  latest: Signs;
  system: Signs;
  history: Signs;
}

/** Hashed signs with their importance. */
export interface Signs {
  hashes: Uint32Array;
  importances: Float32Array;
}

/** Length (Euclidean) that each group has in the finished vector: the latest message decides, the rest nudges. */
const GROUP_LENGTH = { latest: 1, system: 0.35, history: 0.35 } as const;
const BIAS = { hash: hashText('bias'), value: 0.3 };

/** More words than these are left out: the end of a long message counts, since instructions stand at its end. */
const MAX_WORDS = 300;

/**
 * The signs of a prompt: words, pairs of neighbours, beginnings of words (so that `return` and `returned` are
 * akin), words under their label (`Title: ...`), the system prompt, and a little of what was said before.
 */
export function signsOf(turns: readonly Turn[]): PromptSigns {
  const signs = { latest: new Map(), system: new Map(), history: new Map() };
  const latest = turns.findLastIndex(turn => turn.role === 'user' || turn.role === 'tool');
  turns.forEach((turn, index) => {
    if (index === latest) addLatest(signs.latest, turn.text);
    else if (turn.role === 'system') addSystem(signs.system, turn.text);
    else if (index >= turns.length - 4) addHistory(signs.history, turn);
  });
  add(signs.history, `turns:${Math.min(turns.filter(turn => turn.role === 'user').length, 4)}`, 0.3);
  return { latest: packed(signs.latest), system: packed(signs.system), history: packed(signs.history) };
}

/**
 * Weighs signs by their rarity and scales each group to its length.
 * @param rarity of a hash; 1 for all when nothing is known of them.
 */
export function weighSigns(signs: PromptSigns, rarity: (hash: number) => number): Features {
  const hashes: number[] = [BIAS.hash];
  const values: number[] = [BIAS.value];
  for (const group of ['latest', 'system', 'history'] as const) {
    const first = values.length;
    let squares = 0;
    signs[group].hashes.forEach((hash, index) => {
      const value = signs[group].importances[index]! * rarity(hash);
      hashes.push(hash);
      values.push(value);
      squares += value * value;
    });
    const scale = squares > 0 ? GROUP_LENGTH[group] / Math.sqrt(squares) : 0;
    for (let index = first; index < values.length; index++) values[index]! *= scale;
  }
  return { hashes: Uint32Array.from(hashes), values: Float32Array.from(values) };
}

/** The feature of a word in the latest message. */
export function wordSign(word: string): number {
  return hashText(`w:${word}`);
}

/** The vector with one more feature for each decision already made in the same answer. */
export function withDecisions(features: Features, decisions: readonly number[]): Features {
  if (decisions.length === 0) return features;
  const count = features.hashes.length;
  const hashes = new Uint32Array(count + decisions.length);
  const values = new Float32Array(count + decisions.length).fill(0.5, count);
  hashes.set(features.hashes);
  values.set(features.values);
  decisions.forEach((decision, index) => {
    hashes[count + index] = mixHashes(DECISION, decision);
  });
  return { hashes, values };
}

const DECISION = hashText('decision');

function packed(signs: ReadonlyMap<number, number>): Signs {
  return { hashes: Uint32Array.from(signs.keys()), importances: Float32Array.from(signs.values()) };
}

function addLatest(signs: Map<number, number>, text: string): void {
  const words = spokenWords(text);
  let previous = '';
  for (const word of words) {
    signs.set(wordSign(word.lower), 1);
    if (word.kind === 'mark') continue;
    if (word.lower.length > 5) add(signs, `p:${word.lower.slice(0, 5)}`, 0.5);
    add(signs, `b:${previous} ${word.lower}`, 0.6);
    previous = word.lower;
  }
  if (words.length > 0) add(signs, `first:${words[0]!.lower}`, 0.4);
  add(signs, `length:${Math.round(Math.log2(1 + words.length))}`, 0.2);
  for (const { label, value } of labelledValues(text)) {
    for (const word of spokenWords(value)) add(signs, `l:${label}:${word.lower}`, 0.8);
  }
}

function addSystem(signs: Map<number, number>, text: string): void {
  add(signs, `s:${text}`, 2);
  for (const word of spokenWords(text)) add(signs, `sw:${word.lower}`, 0.5);
}

function addHistory(signs: Map<number, number>, turn: Turn): void {
  if (turn.role !== 'user') add(signs, `h:${turn.role}:${turn.text}`, 1);
  for (const word of spokenWords(turn.text)) add(signs, `h${turn.role[0]}:${word.lower}`, 0.4);
}

function add(signs: Map<number, number>, sign: string, importance: number): void {
  signs.set(hashText(sign), importance);
}

/** Marks say little, except those that show a question or a feeling. */
function spokenWords(text: string): Word[] {
  const words = wordsOf(text.length > 20_000 ? text.slice(-20_000) : text);
  return words.filter(word => word.kind !== 'mark' || TELLING_MARK.test(word.text)).slice(-MAX_WORDS);
}

const TELLING_MARK = /[?!\p{Extended_Pictographic}]/u;
