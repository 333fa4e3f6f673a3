import { CopySource } from './copySource.ts';
import { type Features, type PromptSigns, type Signs, signsOf, weighSigns } from './features.ts';
import type { RarityTable } from './rarity.ts';
import type { Turn } from './turn.ts';

/** A prompt as the model reads it. */
export interface EncodedPrompt {
  features: Features;
  /** Hashes of the rarest signs of the latest message, the rarest first: what to look up similar prompts by. */
  cues: number[];
  source: CopySource;
}

/** A prompt before the rarity of its signs is known. */
export interface PromptSketch {
  signs: PromptSigns;
  source: CopySource;
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
  return {
    signs: signsOf(turns),
    source: new CopySource([...others, latestText].join(TURN_BREAK), latestText.length),
  };
}

export function encodeSketch(sketch: PromptSketch, rarity: RarityTable): EncodedPrompt {
  const rarityOf = (hash: number): number => rarity.of(hash);
  const ranked = rankedSigns(sketch.signs.latest, rarity);
  return {
    features: weighSigns({ ...sketch.signs, latest: ranked }, rarityOf),
    cues: [...ranked.hashes.subarray(0, MAX_CUES)],
    source: sketch.source,
  };
}

/** The signs that tell most, the best ones first. */
function rankedSigns({ hashes, importances }: Signs, rarity: RarityTable): Signs {
  const weights = importances.map((importance, index) => importance * usefulness(hashes[index]!, rarity));
  const order = Uint32Array.from(hashes.keys());
  order.sort((left, right) => weights[right]! - weights[left]! || hashes[left]! - hashes[right]!);
  const kept = order.subarray(0, MAX_SIGNS);
  return {
    hashes: kept.map(index => hashes[index]!),
    importances: Float32Array.from(kept, index => importances[index]!),
  };
}

/** What only one prompt has tells nothing about others, however rare it is. */
function usefulness(hash: number, rarity: RarityTable): number {
  return rarity.prompts > 1 && rarity.countOf(hash) < 2 ? 1 : rarity.of(hash);
}

/** A run of words never crosses from one message to the next: no answer holds this text. */
const TURN_BREAK = '\n\u0000\n';
