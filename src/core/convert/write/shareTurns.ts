import type { Turn } from '../../formats/conversation.ts';
import type { Losses } from '../loss.ts';
import { stringifyExactly } from '../../jsonl/exactNumbers.ts';
import { asObject, joinedResults, tellToolIds } from '../pieces.ts';
import { oneObservation } from '../shareResults.ts';
import { tellNames } from '../writer.ts';

/** Lists that stand beside the turns, for the marks in their texts. */
export interface MediaKeys {
  images?: string[];
  videos?: string[];
  audios?: string[];
}

const FROM = { system: 'system', user: 'human', assistant: 'gpt', tool: 'observation' } as const;

const MARK = /<(?:image|video|audio)>/;

const MEDIA = { image: 'images', video: 'videos', audio: 'audios' } as const;

/**
 * Turns with `from` and `value`. A call is a turn of its own, as LLaMA-Factory writes it (FORMATS a.14), and the answers
 * of several calls are one.
 */
export function shareTurns(
  turns: readonly Turn[],
  media: MediaKeys,
  losses: Losses,
): { from: string; value: string }[] {
  tellNames(turns, losses);
  tellToolIds(turns, losses);
  return joinedResults(turns).flatMap(turn => {
    const from = FROM[turn.speaker as keyof typeof FROM];
    const calls = turn.pieces.flatMap(piece =>
      piece.kind === 'call'
        ? [
            {
              name: piece.name,
              arguments: asObject(piece.arguments, 'arguments', () => losses.add('tool-arguments')),
            },
          ]
        : [],
    );
    const results = turn.pieces.flatMap(piece => (piece.kind === 'result' ? [piece.text] : []));
    const text = textWithMarks(turn, media, losses);
    if (text !== undefined && calls.length > 0) losses.add('call-text');
    return [
      ...(text === undefined ? [] : [{ from, value: text }]),
      ...(results.length > 0 ? [{ from, value: oneObservation(results, losses) }] : []),
      ...(calls.length > 0
        ? [{ from: 'function_call', value: stringifyExactly(calls.length === 1 ? calls[0] : calls) }]
        : []),
      ...(text === undefined && results.length + calls.length === 0 ? [{ from, value: '' }] : []),
    ];
  });
}

/** The text of a turn with marks where its media stood; undefined when it has neither. */
export function textWithMarks(turn: Turn, media: MediaKeys, losses: Losses): string | undefined {
  let text: string | undefined;
  let lastWasText = false;
  for (const piece of turn.pieces) {
    if (piece.kind === 'text' || piece.kind === 'refusal') {
      if (piece.kind === 'refusal') losses.add('refusals');
      if (lastWasText) losses.add('content-parts');
      if (MARK.test(piece.text)) losses.add('media-marks');
      text = (text ?? '') + (lastWasText ? '\n' : '') + piece.text;
      lastWasText = true;
    } else if (piece.kind === 'image' && piece.media !== 'file') {
      const key = MEDIA[piece.media];
      media[key] = [...(media[key] ?? []), piece.source];
      text = `${text ?? ''}<${piece.media}>`;
      lastWasText = false;
      if (piece.detail !== undefined) losses.add('image-detail');
    } else if (piece.kind === 'image') losses.add('images');
    else if (piece.kind === 'reasoning') losses.add('reasoning');
  }
  return text;
}
