import type { Piece, ReadExample, ReadPart, Speaker, Turn } from '../formats/conversation.ts';
import type { FormatId } from '../formats/format.ts';
import { jsonText } from '../jsonl/jsonText.ts';
import { has, isObject, own } from '../jsonl/shape.ts';
import { bandsOf } from '../similar/bands.ts';
import type { Shapes } from './shapes.ts';

/**
 * What the table keeps of what an example says. Hashes have 32 bits: equal ones are to be confirmed, 0 means that there
 * is nothing of the kind.
 */
export interface ContentFacts {
  /** Hash of all that stands before the answer. For batch requests, of the URL. */
  prompt: number;
  /** Hash of the last answer, of the preferred one of a pair, of a text. For batch requests, of the id. */
  answer: number;
  /** Hash of the rejected answer of a pair. For batch requests, of the model. */
  rejected: number;
  /** Hash of the instructions. */
  system: number;
  /** A sum of `FLAGS`. */
  flags: number;
  /** The number of the example's shape; 0 when it was not looked at. */
  shape: number;
  /** For near duplicates; absent when they are not looked for or the text is short. */
  bands?: Uint32Array;
}

export const NO_CONTENT: ContentFacts = { prompt: 0, answer: 0, rejected: 0, system: 0, flags: 0, shape: 0 };

export const FLAGS = {
  /** The last answer refuses. */
  refusal: 1,
  image: 2,
  video: 4,
  /** The preferred answer of a pair is the longer, or the shorter one. */
  preferredLonger: 8,
  preferredShorter: 16,
  labelTrue: 32,
  labelFalse: 64,
  /** What is answered ends with a question mark. */
  asks: 128,
  /** The last answer says that it does not know. */
  unknown: 256,
  /** Who speaks in it, and whether somebody calls a tool. */
  system: 512,
  user: 1024,
  assistant: 2048,
  tool: 4096,
  call: 8192,
  /** The example as a whole has a weight. */
  weight: 16384,
} as const;

/** What is asked for beyond the hashes, because it costs time. */
export interface ContentWishes {
  bands: boolean;
  shapes: Shapes | undefined;
}

export function contentFacts(
  object: Readonly<Record<string, unknown>>,
  format: FormatId,
  reading: ReadExample,
  wishes: ContentWishes,
): ContentFacts {
  const facts: ContentFacts = { ...NO_CONTENT };
  if (wishes.shapes) facts.shape = wishes.shapes.add(object);
  if (format === 'openai-batch') return batchFacts(object, reading, facts);
  const { before, answer, rejected } = partsOf(reading);
  facts.prompt = hashTurns(before);
  facts.answer = hashTurns(answer);
  facts.rejected = hashTurns(rejected);
  facts.system = hashTurns(before.filter(isInstruction));
  facts.flags = flagsOf(reading, answer, rejected) | (isQuestion(before.at(-1)) ? FLAGS.asks : 0);
  if (has(object, 'weight')) facts.flags |= FLAGS.weight;
  if (wishes.bands) {
    const bands = bandsOf(comparedTexts(reading));
    if (bands) facts.bands = bands;
  }
  return facts;
}

/** The texts by which examples are compared: not the instructions, which many examples share. */
export function comparedTexts({ parts }: ReadExample): string[] {
  return parts.flatMap(({ turns }) =>
    turns.filter(turn => !isInstruction(turn)).flatMap(turn => turn.pieces.flatMap(textOfPiece)),
  );
}

/** An example cut into what comes before the answer, and its answers. */
export function partsOf({ parts }: ReadExample): { before: Turn[]; answer: Turn[]; rejected: Turn[] } {
  const of = (kind: ReadPart['part']) => parts.filter(one => one.part === kind).flatMap(one => one.turns);
  const chat = of('chat');
  if (chat.length > 0) {
    const last = chat.findLastIndex(turn => turn.speaker === 'assistant');
    return {
      before: last < 0 ? chat : chat.slice(0, last),
      answer: last < 0 ? [] : chat.slice(last, last + 1),
      rejected: [],
    };
  }
  return {
    before: of('prompt'),
    answer: [...of('answer'), ...of('preferred'), ...of('text')],
    rejected: of('rejected'),
  };
}

function isInstruction({ speaker }: Turn): boolean {
  return speaker === 'system' || speaker === 'developer';
}

/** How refusals begin. Only the beginning is looked at: later such words mean something else. */
export const REFUSAL =
  /^\s*(?:I(?:'|’)?m sorry,? but|(?:I(?:'|’)m )?sorry,? (?:but )?I (?:can(?:'|’)?t|cannot)|I (?:can(?:'|’)t|cannot|am unable to|am not able to|won(?:'|’)t)\b|I(?:'|’)m (?:unable|not able) to|As an AI\b|Unfortunately,? I (?:can(?:'|’)t|cannot))/i;

/** How answers say that they do not know. */
const UNKNOWN =
  /\b(?:(?:I|we) (?:do(?:n(?:'|’)t| not)|can(?:'|’)t|cannot) (?:know|say|tell|answer|find|have (?:any |that |this )?information)|(?:I(?:'|’)m|I am|we are) not sure|not (?:known|mentioned|stated)|no information|unknown)\b/i;

function isQuestion(turn: Turn | undefined): boolean {
  const piece = turn?.pieces.findLast(({ kind }) => kind === 'text');
  return piece?.kind === 'text' && /[?？]\s*$/.test(piece.text.slice(-20));
}

function flagsOf(reading: ReadExample, answer: readonly Turn[], rejected: readonly Turn[]): number {
  let flags = 0;
  const last = answer.at(-1);
  const first = last?.pieces[0];
  if (last?.pieces.some(({ kind }) => kind === 'refusal')) flags |= FLAGS.refusal;
  else if (first?.kind === 'text' && REFUSAL.test(first.text.slice(0, 80))) flags |= FLAGS.refusal;
  if (first?.kind === 'text' && UNKNOWN.test(first.text.slice(0, 200))) flags |= FLAGS.unknown;
  for (const { turns } of reading.parts) {
    for (const { speaker, pieces } of turns) {
      if (speaker) flags |= SPEAKER_FLAGS[speaker];
      for (const piece of pieces) {
        if (piece.kind === 'call') flags |= FLAGS.call;
        if (piece.kind !== 'image') continue;
        flags |= piece.media === 'video' ? FLAGS.video : piece.media === 'image' ? FLAGS.image : 0;
      }
    }
  }
  if (rejected.length > 0) {
    const difference = lengthOf(answer) - lengthOf(rejected);
    if (difference !== 0) flags |= difference > 0 ? FLAGS.preferredLonger : FLAGS.preferredShorter;
  }
  if (reading.label !== undefined) flags |= reading.label ? FLAGS.labelTrue : FLAGS.labelFalse;
  return flags;
}

const SPEAKER_FLAGS: Readonly<Record<Speaker, number>> = {
  system: FLAGS.system,
  developer: FLAGS.system,
  user: FLAGS.user,
  assistant: FLAGS.assistant,
  tool: FLAGS.tool,
  function: FLAGS.tool,
};

function lengthOf(turns: readonly Turn[]): number {
  let length = 0;
  for (const { pieces } of turns)
    for (const piece of pieces) if ('text' in piece) length += piece.text.length;
  return length;
}

function batchFacts(
  object: Readonly<Record<string, unknown>>,
  reading: ReadExample,
  facts: ContentFacts,
): ContentFacts {
  facts.flags = flagsOf(reading, [], []);
  const body = own(object, 'body');
  facts.prompt = hashText(own(object, 'url'));
  facts.answer = hashText(own(object, 'custom_id'));
  facts.rejected = hashText(isObject(body) ? own(body, 'model') : undefined);
  return facts;
}

function hashText(value: unknown): number {
  return typeof value === 'string' ? finish(addText(SEED, value)) : 0;
}

function hashTurns(turns: readonly Turn[]): number {
  if (turns.length === 0) return 0;
  let hash = SEED;
  for (const { speaker, pieces } of turns) {
    hash = addText(hash, speaker ?? '');
    for (const piece of pieces) for (const text of textsOfPiece(piece)) hash = addText(hash, text);
  }
  return finish(hash);
}

function textOfPiece(piece: Piece): string[] {
  return 'text' in piece ? [piece.text] : piece.kind === 'call' ? [piece.name, piece.arguments] : [];
}

function textsOfPiece(piece: Piece): string[] {
  if (piece.kind === 'image') return [piece.source];
  if (piece.kind === 'other') return [jsonText(piece.value)];
  return textOfPiece(piece);
}

const SEED = 0x811c9dc5 | 0;

function addText(seed: number, text: string): number {
  let hash = Math.imul(seed ^ text.length, 2654435761);
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  }
  return hash ^ (hash >>> 15);
}

function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 2246822507);
  mixed = (mixed ^ (mixed >>> 13)) >>> 0;
  return mixed === 0 ? 1 : mixed;
}
