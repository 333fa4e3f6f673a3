import type { FormatId } from '../../../formats/format.ts';
import type { Path } from '../../../jsonl/node.ts';
import { isObject, kindOf } from '../../../jsonl/shape.ts';
import type { DatasetFacts } from '../../datasetFacts.ts';
import { WORDS } from '../../kindInWords.ts';
import { quoted } from '../../messages.ts';
import { placeIn } from '../../placeIn.ts';
import { datasetRule } from '../../rule.ts';
import type { ShapeKind } from '../../shapes.ts';

const FORMATS: readonly FormatId[] = [
  'openai-sft',
  'openai-rft',
  'prompt-completion',
  'trl-preference',
  'trl-unpaired',
  'trl-stepwise',
  'trl-conversational-pc',
  'trl-prompt-only',
  'axolotl-preference',
  'axolotl-input-output',
  'llamafactory-preference',
  'sharegpt',
  'alpaca',
  'text',
];

/** Consumers that read examples into columns. */
const COLUMNAR = ['trl', 'axolotl', 'llamafactory'];

export const inconsistentColumns = datasetRule({
  id: 'shape/inconsistent-columns',
  needs: 'dataset',
  formats: FORMATS,
  summary: 'A key holds values of one type in all examples.',
  why: 'Hugging Face datasets keeps a column of one type for every key. A line whose value has another type makes loading fail, and names neither the line nor the key.',
  says: [{ who: 'Hugging Face', text: 'JSON parse error: Column() changed from object to string in row 0' }],
  severity: {
    // Only readers that keep columns mind; to any consumer at once it says nothing.
    default: 'off',
    trl: 'error',
    axolotl: 'error',
    llamafactory: 'error',
  },
  messages: {
    type: '"{path}" is {kind} here and {usual} in most examples.',
    missing: '{count} of {all} examples have no "{path}".',
  },
  options: {
    minShare: {
      type: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      description: 'The share of examples that must have a key before it is said that others lack it.',
    },
  },
  examples: {
    bad: [
      {
        text: '{"prompt":"a","completion":"b","meta":{"id":1}}\n{"prompt":"c","completion":"d","meta":{"id":2}}\n{"prompt":"e","completion":"f","meta":"3"}',
        target: 'trl',
        messageId: 'type',
      },
      {
        text: '{"prompt":"a","completion":"b","id":1}\n{"prompt":"c","completion":"d","id":2}\n{"prompt":"e","completion":"f"}',
        target: 'trl',
        messageId: 'missing',
      },
    ],
    good: [
      {
        text: '{"prompt":"a","completion":"b","id":1}\n{"prompt":"c","completion":"d","id":2}',
        target: 'trl',
      },
    ],
  },
  check(facts, { target, options, report }) {
    const isColumnar = target.lineage.some(id => COLUMNAR.includes(id));
    // Graders read the keys of an example, so that one which lacks a key scores nothing.
    if (!isColumnar && facts.format !== 'openai-rft') return;
    const columns = columnsOf(facts);
    for (const [path, { byKind, lines }] of columns.paths) {
      const ranked = [...byKind].sort(([, a], [, b]) => b.count - a.count || a.first - b.first);
      const [usual, ...others] = ranked;
      if (!usual) continue;
      for (const [kind, { first }] of others) {
        report({
          messageId: 'type',
          data: { path: quoted(path, 60), kind: WORDS[kind], usual: WORDS[usual[0]] },
          at: placeIn(facts, first, pathTo(facts, first, path, kind)),
          related: [{ line: usual[1].first, message: 'The usual type' }],
          ...(!isColumnar && { severity: 'info' }),
        });
      }
      // Of a key that belongs to some messages only nothing is to be said.
      if (path.includes('[]') || path.includes('.') || lines === columns.all) continue;
      if (lines / columns.all < Number(options.minShare) || columns.firstWithout.get(path) === undefined)
        continue;
      report({
        messageId: 'missing',
        data: { path: quoted(path, 60), count: columns.all - lines, all: columns.all },
        at: placeIn(facts, columns.firstWithout.get(path) ?? 0, [], 'open'),
        severity: 'info',
      });
    }
  },
});

interface Column {
  byKind: Map<ShapeKind, { count: number; first: number }>;
  lines: number;
}

interface Columns {
  all: number;
  paths: Map<string, Column>;
  firstWithout: Map<string, number>;
}

/** So many different shapes are no table any more. */
const MAX_PATHS = 2000;

function columnsOf({ table, shapes }: DatasetFacts): Columns {
  /** Lines of each shape: how many, and the first. */
  const counts = new Map<number, { count: number; first: number }>();
  let all = 0;
  for (let line = 0; line < table.length; line++) {
    const number = table.content(line, 'shape');
    if (number === 0) continue;
    all += 1;
    const entry = counts.get(number);
    if (entry) entry.count += 1;
    else counts.set(number, { count: 1, first: line });
  }
  const paths = new Map<string, Column>();
  for (const [number, { count, first }] of counts) {
    for (const [path, kinds] of shapes.of(number) ?? []) {
      if (paths.size >= MAX_PATHS && !paths.has(path)) continue;
      const column = paths.get(path) ?? { byKind: new Map(), lines: 0 };
      paths.set(path, column);
      column.lines += count;
      for (const kind of kinds) {
        // What is not there fits every type.
        if (kind === 'null') continue;
        const entry = column.byKind.get(kind);
        if (entry) {
          entry.count += count;
          entry.first = Math.min(entry.first, first);
        } else column.byKind.set(kind, { count, first });
      }
    }
  }
  const firstWithout = new Map<string, number>();
  for (const path of paths.keys()) {
    for (const [number, { first }] of counts) {
      if (shapes.of(number)?.has(path)) continue;
      firstWithout.set(path, Math.min(first, firstWithout.get(path) ?? Number.POSITIVE_INFINITY));
    }
  }
  return { all, paths, firstWithout };
}

/** The first place in a line that a path with `[]` for any item leads to and that has the type. */
function pathTo(facts: DatasetFacts, line: number, path: string, kind: ShapeKind): Path {
  const steps = path.split(/\.|(?=\[\])/);
  return find(facts.exampleAt(line)?.object, steps, kind) ?? [];
}

function find(value: unknown, [step, ...rest]: readonly string[], kind: ShapeKind): Path | undefined {
  if (step === undefined) return kindOf(value) === kind ? [] : undefined;
  if (step === '[]') {
    if (!Array.isArray(value)) return undefined;
    for (const [index, item] of value.entries()) {
      const found = find(item, rest, kind);
      if (found) return [index, ...found];
    }
    return undefined;
  }
  if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
  const found = find(value[step], rest, kind);
  return found && [step, ...found];
}
