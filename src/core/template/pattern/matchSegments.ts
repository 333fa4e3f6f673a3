import type { Segment } from './promptPattern.ts';

/** What a text tells of the values that it was rendered with. */
export type SegmentMatch =
  /** It is not what the template renders, whatever the values. */
  | { kind: 'none' }
  | { kind: 'one'; values: Record<string, string> }
  /** Several values are possible. */
  | { kind: 'many' };

/** Steps after which a text counts as matching in several ways. */
const MOST_STEPS = 20_000;

/** Looks for the values with which segments give a text: fixed texts must stand as they are, a variable may be any text. */
export function matchSegments(segments: readonly Segment[], text: string): SegmentMatch {
  const search = new Search(joined(segments), text);
  search.from(0, 0, new Map());
  if (search.steps > MOST_STEPS) return { kind: 'many' };
  const [first, second] = search.found;
  if (!first) return { kind: 'none' };
  return second ? { kind: 'many' } : { kind: 'one', values: Object.fromEntries(first) };
}

/** The text that segments give for values; undefined when one is missing. */
export function renderSegments(
  segments: readonly Segment[],
  values: ReadonlyMap<string, string>,
): string | undefined {
  const parts = segments.map(segment =>
    typeof segment === 'string' ? segment : values.get(segment.variable),
  );
  return parts.some(part => part === undefined) ? undefined : parts.join('');
}

class Search {
  readonly #segments: readonly Segment[];
  readonly #text: string;
  readonly found: Map<string, string>[] = [];
  steps = 0;

  constructor(segments: readonly Segment[], text: string) {
    this.#segments = segments;
    this.#text = text;
  }

  from(index: number, at: number, values: ReadonlyMap<string, string>): void {
    if (this.found.length > 1 || this.steps++ > MOST_STEPS) return;
    const segment = this.#segments[index];
    if (segment === undefined) {
      if (at === this.#text.length) this.#add(values);
    } else if (typeof segment === 'string') {
      if (this.#text.startsWith(segment, at)) this.from(index + 1, at + segment.length, values);
    } else {
      this.#variable(segment.variable, index, at, values);
    }
  }

  #variable(name: string, index: number, at: number, values: ReadonlyMap<string, string>): void {
    const known = values.get(name);
    if (known !== undefined) {
      if (this.#text.startsWith(known, at)) this.from(index + 1, at + known.length, values);
      return;
    }
    for (const end of this.#ends(index, at)) {
      this.from(index + 1, end, new Map(values).set(name, this.#text.slice(at, end)));
      if (this.found.length > 1 || this.steps > MOST_STEPS) return;
    }
  }

  /** Where a variable may end: at the end of the text, before each place of the fixed text that follows, or anywhere. */
  *#ends(index: number, at: number): Generator<number> {
    const next = this.#segments[index + 1];
    if (next === undefined) yield this.#text.length;
    else if (typeof next === 'string') {
      const isLast = index + 2 === this.#segments.length;
      const last = this.#text.length - next.length;
      if (isLast) {
        if (last >= at) yield last;
        return;
      }
      for (let end = this.#text.indexOf(next, at); end >= 0; end = this.#text.indexOf(next, end + 1))
        yield end;
    } else {
      for (let end = at; end <= this.#text.length; end++) yield end;
    }
  }

  #add(values: ReadonlyMap<string, string>): void {
    const isKnown = this.found.some(one => [...values].every(([name, value]) => one.get(name) === value));
    if (!isKnown) this.found.push(new Map(values));
  }
}

/** Fixed texts that follow each other as one. */
function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.at(-1);
    if (segment === '') continue;
    if (typeof segment === 'string' && typeof last === 'string') result[result.length - 1] = last + segment;
    else result.push(segment);
  }
  return result;
}
