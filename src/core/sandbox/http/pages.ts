import { invalidValue } from './apiError.ts';

/** A list as the API gives it. */
export interface ListPage<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
}

/** A part of a list as the query asks for it: `limit` items after the one with the id `after`. */
export function pageOf<T extends { id: string }>(
  items: readonly T[],
  query: URLSearchParams,
  limits: { usual: number; most: number },
): ListPage<T> {
  const limit = integerOf(query, 'limit', limits.usual, limits.most);
  const after = query.get('after');
  const place = after === null ? -1 : items.findIndex(item => item.id === after);
  if (after !== null && after !== '' && place < 0) throw invalidValue('after', `No such item: '${after}'.`);
  const data = items.slice(place + 1, place + 1 + limit);
  return {
    object: 'list',
    data,
    has_more: items.length > place + 1 + data.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

function integerOf(query: URLSearchParams, name: string, usual: number, most: number): number {
  const text = query.get(name);
  if (text === null || text === '') return usual;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw invalidValue(
      name,
      `Invalid '${name}': expected an integer between 1 and ${most}, but got '${text}'.`,
    );
  }
  return value;
}
