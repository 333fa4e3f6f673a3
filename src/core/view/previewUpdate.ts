import type { PreviewMessage, PreviewState } from './preview.ts';

/** A state with only those messages that are not on the page already. */
export interface PreviewUpdate extends Omit<PreviewState, 'messages'> {
  /** The state that the numbers are about; absent when every message is there. */
  since?: number;
  /** A number stands for the message at that place of the earlier state. */
  messages: (PreviewMessage | number)[];
}

/** What has to be told of a state to a page that shows an earlier one. */
export function updateOf(state: PreviewState, shown: PreviewState | undefined): PreviewUpdate {
  if (!shown) return state;
  const places = new Map(shown.messages.map((message, place) => [keyOf(message), place]));
  const messages = state.messages.map((message, index) => {
    const likely = [index, places.get(keyOf(message))];
    const place = likely.find(one => {
      const before = one === undefined ? undefined : shown.messages[one];
      return before !== undefined && isSame(message, before);
    });
    return place ?? message;
  });
  return { ...state, since: shown.sequence, messages };
}

/** The state that an update makes of an earlier one; undefined when it is about another, and must be asked for. */
export function updated(
  shown: PreviewState | undefined,
  { since, messages, ...state }: PreviewUpdate,
): PreviewState | undefined {
  if (since !== undefined && since !== shown?.sequence) return undefined;
  const all = messages.map(message => (typeof message === 'number' ? shown?.messages[message] : message));
  return all.every(message => message !== undefined) ? { ...state, messages: all } : undefined;
}

function keyOf({ texts }: PreviewMessage): unknown {
  return texts[0]?.pieces;
}

/** Pieces of the same rendering are the same object. */
function isSame(one: PreviewMessage, other: PreviewMessage): boolean {
  return (
    one.role === other.role &&
    one.other === other.other &&
    one.texts.length === other.texts.length &&
    one.texts.every(({ slot, pieces }, index) => {
      const before = other.texts[index]!;
      return slot === before.slot && pieces === before.pieces;
    })
  );
}
