import { type CopySource, copySource } from './copying.ts';
import { type Features, type PromptSigns, signsOf, weighSigns } from './features.ts';
import type { RarityTable } from './rarity.ts';
import type { Turn } from './turn.ts';

/** A prompt as the model reads it. */
export interface EncodedPrompt {
  features: Features;
  /** Hashes of the rarest signs of the latest message, the rarest first: what to look up similar prompts by. */
  cues: number[];
  source: CopySource;
  /** Offset in the source's text where the latest message begins. */
  latestStart: number;
}

/** A prompt before the rarity of its signs is known. */
export interface PromptSketch {
  signs: PromptSigns;
  source: CopySource;
  latestStart: number;
}

const MAX_CUES = 16;
/** A long message has more signs than these; the rest would cost time and add noise. */
const MAX_SIGNS = 200;

export function sketchPrompt(turns: readonly Turn[]): PromptSketch {
  const latest = turns.findLastIndex(turn => turn.role === 'user' || turn.role === 'tool');
  // The latest message stands last, so that it is what remains when a long conversation is cut.
  // Nothing is copied from instructions: the labels that they list stand in every prompt and tell nothing.
  const others = turns
    .filter((turn, index) => index !== latest && turn.role !== 'system')
    .map(turn => turn.text);
  const latestText = turns[latest]?.text ?? '';
  const source = copySource([...others, latestText].join(TURN_BREAK));
  return { signs: signsOf(turns), source, latestStart: Math.max(0, source.text.length - latestText.length) };
}

export function encodeSketch(sketch: PromptSketch, rarity: RarityTable): EncodedPrompt {
  const rarityOf = (hash: number): number => rarity.of(hash);
  const ranked = [...sketch.signs.latest]
    .map(([hash, importance]) => ({ hash, importance, weight: importance * usefulness(hash, rarity) }))
    .sort((left, right) => right.weight - left.weight || left.hash - right.hash);
  const kept = new Map(ranked.slice(0, MAX_SIGNS).map(({ hash, importance }) => [hash, importance]));
  return {
    features: weighSigns({ ...sketch.signs, latest: kept }, rarityOf),
    cues: ranked.slice(0, MAX_CUES).map(sign => sign.hash),
    source: sketch.source,
    latestStart: sketch.latestStart,
  };
}

/** What only one prompt has tells nothing about others, however rare it is. */
function usefulness(hash: number, rarity: RarityTable): number {
  return rarity.prompts > 1 && rarity.countOf(hash) < 2 ? 1 : rarity.of(hash);
}

/** A run of words never crosses from one message to the next: no answer holds this text. */
const TURN_BREAK = '\n\u0000\n';
