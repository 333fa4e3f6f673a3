import type { FormatId } from '../formats/format.ts';
import type { Piece } from '../formats/conversation.ts';
import type { Losses } from './loss.ts';

/**
 * What stands between the answers of several calls in the one observation that may follow them: who reads ShareGPT skips
 * examples in which two observations follow each other. Source: LLaMA-Factory's data/converter.py, which joins the tool
 * messages of OpenAI's shape so (FORMATS a.14).
 */
const BETWEEN = '\n</tool_response>\n<tool_response>\n';

/** Formats whose observations are joined. */
const JOINED: readonly FormatId[] = ['sharegpt', 'llamafactory-preference'];

/** The answers of tools as one observation. One that holds the mark itself would be read as two: told to `losses`. */
export function oneObservation(results: readonly string[], losses: Losses): string {
  const whole = results.join(BETWEEN);
  const read = whole.split(BETWEEN);
  if (read.length !== results.length || read.some((text, index) => text !== results[index]))
    losses.add('tool-ids');
  return whole;
}

/** An observation as the answers that were joined in it. */
export function partedResults(piece: Piece, from: FormatId): Piece[] {
  if (piece.kind !== 'result' || !JOINED.includes(from)) return [piece];
  return piece.text.split(BETWEEN).map(text => ({ ...piece, text }));
}
