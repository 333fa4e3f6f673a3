import { isObject, kindOf } from '../jsonl/shape.ts';

/**
 * The shapes of examples: which keys lead where, and to which JSON type. Few examples of a file have a shape of their
 * own, so a shape is described once and known by its number afterwards.
 */

export type ShapeKind = Exclude<ReturnType<typeof kindOf>, 'nothing'>;

/** Path, with `[]` for any item of an array, to the types that stand there. */
export type Shape = ReadonlyMap<string, ReadonlySet<ShapeKind>>;

/** Shapes that are kept. A file with more has no columns that anybody could speak of. */
const MAX_SHAPES = 4000;
const MAX_DEPTH = 8;
/** Items of an array that are looked at. */
const MAX_ITEMS = 200;

/** The shapes of the examples of one file. */
export class Shapes {
  readonly #shapes: Shape[] = [];
  readonly #numbers = new Map<number, number>();

  /** The number of an example's shape, from 1; 0 when there are too many. Equal shapes have equal numbers. */
  add(value: Readonly<Record<string, unknown>>): number {
    const hash = hashShape(value, 0, 0x2c1b3c6d | 0);
    const known = this.#numbers.get(hash);
    if (known !== undefined) return known;
    if (this.#shapes.length >= MAX_SHAPES) return 0;
    const shape = new Map<string, Set<ShapeKind>>();
    describe(value, '', 0, shape);
    this.#shapes.push(shape);
    this.#numbers.set(hash, this.#shapes.length);
    return this.#shapes.length;
  }

  /** The shape with a number; undefined for 0. */
  of(number: number): Shape | undefined {
    return this.#shapes[number - 1];
  }
}

function hashShape(value: unknown, depth: number, seed: number): number {
  const kind = kindOf(value);
  let hash = Math.imul(seed ^ KIND_CODES[kind], 2654435761);
  if (depth >= MAX_DEPTH) return hash;
  if (Array.isArray(value)) {
    // Items that are alike count once, so that the number of messages makes no new shape.
    const seen = new Set<number>();
    for (const item of value.slice(0, MAX_ITEMS)) seen.add(hashShape(item, depth + 1, 0x297a2d39));
    let sum = 0;
    for (const one of seen) sum = (sum + one) | 0;
    hash = Math.imul(hash ^ sum, 1597334677);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
      hash = hashShape(value[key], depth + 1, hash);
    }
    hash = Math.imul(hash ^ 0x5bd1e995, 2246822507);
  }
  return hash ^ (hash >>> 15);
}

const KIND_CODES: Readonly<Record<ReturnType<typeof kindOf>, number>> = {
  null: 1,
  array: 2,
  object: 3,
  string: 4,
  number: 5,
  boolean: 6,
  nothing: 7,
};

function describe(value: unknown, path: string, depth: number, shape: Map<string, Set<ShapeKind>>): void {
  const kind = kindOf(value);
  if (kind === 'nothing') return;
  if (path !== '') shape.set(path, (shape.get(path) ?? new Set()).add(kind));
  if (depth >= MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value.slice(0, MAX_ITEMS)) describe(item, `${path}[]`, depth + 1, shape);
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      describe(value[key], path === '' ? key : `${path}.${key}`, depth + 1, shape);
    }
  }
}
