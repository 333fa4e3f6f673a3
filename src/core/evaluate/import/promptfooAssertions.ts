import { isObject } from '../../jsonl/shape.ts';
import { graderType } from '../graders/graderType.ts';
import { type Imported, listOf, named } from './imported.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the assertions of all tests become. */
export interface Asserted {
  graders: Json[];
  /** What is wanted of each test, by its place: the wanted answer, and columns that graders name. */
  wanted: { reference?: string; columns: Record<string, string> }[];
}

/** A grader with the tests that have it. */
interface Use {
  type: string;
  grader: Json;
  /** What it wants of each test, where that stands in the case; absent when the grader holds it. */
  wants?: Map<number, string>;
  tests: Set<number>;
}

/**
 * Makes graders of assertions. A grader judges every case, so what it wants of one case goes into that case: into the
 * wanted answer for the type that most tests have, into a column for others. What only some tests ask, and no case can
 * hold, is told.
 */
export function importAssertions(
  tests: readonly { label: string; assertions: readonly unknown[] }[],
  shared: readonly unknown[],
  imported: Imported,
): Asserted {
  const uses = new Map<string, Use>();
  const everywhere = new Set(tests.keys());
  for (const one of shared) addUse(one, 'every test', everywhere, uses, imported);
  for (const [place, { label, assertions }] of tests.entries())
    for (const one of assertions) addUse(one, label, new Set([place]), uses, imported);
  const wanting = [...uses.values()].filter(({ wants }) => wants);
  wanting.sort((one, other) => other.wants!.size - one.wants!.size);
  const asserted: Asserted = { graders: [], wanted: tests.map(() => ({ columns: {} })) };
  const add = (grader: Json) => {
    asserted.graders.push({
      ...grader,
      name: named(
        String(grader.name),
        asserted.graders.map(one => one.name),
      ),
    });
  };
  for (const { type, grader, wants, tests: having } of uses.values()) {
    if (!wants) {
      if (having.size === tests.length) add(grader);
      else
        imported.unmapped.push(
          `The assertion ${type} of ${having.size} of ${tests.length} tests is not taken over, since a grader judges every case: ${JSON.stringify(grader)}`,
        );
      continue;
    }
    const isFirst = wanting[0]?.wants === wants;
    const column = `wanted_${type.replace(/[^a-z]+/g, '_')}`;
    add(isFirst ? grader : { ...grader, reference: `{{ item.${column} }}` });
    for (const [place, text] of wants) {
      const wanted = asserted.wanted[place]!;
      if (isFirst) wanted.reference = text;
      else wanted.columns[column] = text;
    }
  }
  return asserted;
}

function addUse(
  assertion: unknown,
  label: string,
  places: ReadonlySet<number>,
  uses: Map<string, Use>,
  imported: Imported,
): void {
  const { type, value, threshold, ...more } = isObject(assertion) ? assertion : ({} as Json);
  const known = typeof type === 'string' && Object.hasOwn(ASSERTIONS, type) ? ASSERTIONS[type] : undefined;
  if (typeof type !== 'string' || !known) {
    imported.unmapped.push(`${label}: the assertion ${String(type)} has no counterpart.`);
    return;
  }
  const { wants, ...grader } = known(value, typeof threshold === 'number' ? threshold : undefined);
  const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!graderType.safeParse(grader).success || (wants && !isText) || isElsewhere(value)) {
    imported.unmapped.push(`${label}: the assertion ${type} cannot be taken over as it is written.`);
    return;
  }
  for (const key of Object.keys(more))
    imported.unmapped.push(`${label}: "${key}" of ${type} is not taken over.`);
  const key = wants ? JSON.stringify(type) : JSON.stringify(grader);
  const use = uses.get(key) ?? {
    type,
    grader,
    tests: new Set<number>(),
    ...(wants && { wants: new Map<number, string>() }),
  };
  uses.set(key, use);
  for (const place of places) {
    const before = use.wants?.get(place);
    // What a test says itself goes before what is said for all.
    if (before !== undefined && before !== String(value) && use.tests.has(place) && places.size === 1)
      imported.unmapped.push(`${label} wants several things by ${type}; the last is taken.`);
    use.tests.add(place);
    use.wants?.set(place, String(value));
  }
}

function isElsewhere(value: unknown): boolean {
  return typeof value === 'string' && /^(file|https?):\/\//.test(value);
}

type Known = (value: unknown, threshold: number | undefined) => Json & { wants?: true };

const similarity =
  (name: string, metric: string): Known =>
  (_, threshold) => ({
    ...{ type: 'similarity', name, metric, wants: true },
    ...(threshold !== undefined && { threshold }),
  });
const folded = { normalise: ['case'] };

const ASSERTIONS: Readonly<Record<string, Known>> = {
  equals: () => ({ type: 'exact_match', name: 'equals', wants: true }),
  contains: () => ({ type: 'contains', name: 'contains', wants: true }),
  icontains: () => ({ type: 'contains', name: 'contains', ...folded, wants: true }),
  'contains-any': value => ({ type: 'contains', name: 'contains any', any: texts(value) }),
  'contains-all': value => ({ type: 'contains', name: 'contains all', all: texts(value) }),
  'icontains-any': value => ({ type: 'contains', name: 'contains any', any: texts(value), ...folded }),
  'icontains-all': value => ({ type: 'contains', name: 'contains all', all: texts(value), ...folded }),
  'not-contains': value => ({ type: 'contains', name: without(value), none: [String(value)] }),
  'not-icontains': value => ({ type: 'contains', name: without(value), none: [String(value)], ...folded }),
  'starts-with': value => ({ type: 'regex', name: 'starts with', pattern: `^${escaped(String(value))}` }),
  regex: value => ({ type: 'regex', name: 'regex', pattern: String(value) }),
  'not-regex': value => ({ type: 'regex', name: 'not regex', pattern: String(value), negate: true }),
  'is-json': value => ({ type: 'json', name: 'JSON', ...(isObject(value) && { schema: value }) }),
  'rouge-n': similarity('ROUGE', 'rouge_1'),
  bleu: similarity('BLEU', 'bleu'),
  gleu: similarity('GLEU', 'gleu'),
  meteor: similarity('METEOR', 'meteor'),
  latency: (_, threshold) => ({
    type: 'latency',
    name: 'latency',
    ...(threshold !== undefined && { maxMs: threshold }),
  }),
  cost: (_, threshold) => ({
    type: 'price',
    name: 'cost',
    ...(threshold !== undefined && { maxUsd: threshold }),
  }),
};

function without(value: unknown): string {
  return `without ${String(value)}`.slice(0, 70);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A list, or texts with commas between them, as promptfoo takes both. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return value.split(',').map(one => one.trim());
  return listOf(value).map(String);
}
