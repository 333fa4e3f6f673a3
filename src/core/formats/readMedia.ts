import type { Path } from '../jsonl/node.ts';
import { own } from '../jsonl/shape.ts';
import type { Piece } from './conversation.ts';

/** The marks that stand in a text for the items of a list beside it, in LLaMA-Factory's formats. */
export const MEDIA_MARKS = [
  { mark: '<image>', key: 'images', media: 'image' },
  { mark: '<video>', key: 'videos', media: 'video' },
  { mark: '<audio>', key: 'audios', media: 'audio' },
] as const;

/** The lists of an example, used up from their beginning as their marks are met. */
export type MediaLists = Record<
  (typeof MEDIA_MARKS)[number]['key'],
  { items: readonly unknown[]; next: number }
>;

/** The lists of an example; undefined when it has none, so that its marks are mere text. */
export function mediaListsOf(value: Readonly<Record<string, unknown>>): MediaLists | undefined {
  const lists = MEDIA_MARKS.map(({ key }) => {
    const list = own(value, key);
    const items = Array.isArray(list) ? list : typeof list === 'string' ? [list] : [];
    return [key, { items, next: 0 }] as const;
  });
  return lists.some(([, { items }]) => items.length > 0)
    ? (Object.fromEntries(lists) as unknown as MediaLists)
    : undefined;
}

const MARK = /<(?:image|video|audio)>/g;

/** A text cut at its marks, each with the item of its list that stands for it. */
export function withMedia(text: string, path: Path, lists: MediaLists): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    const known = MEDIA_MARKS.find(one => one.mark === mark);
    const list = known && lists[known.key];
    const source = list?.items[list.next];
    if (!known || !list || typeof source !== 'string') continue;
    if (index > from) pieces.push({ kind: 'text', text: text.slice(from, index), path, from });
    pieces.push({ kind: 'image', source, media: known.media, path: [known.key, list.next] });
    list.next += 1;
    from = index + mark.length;
  }
  if (from < text.length || pieces.length === 0)
    pieces.push({ kind: 'text', text: text.slice(from), path, from });
  return pieces;
}
