import { type ColumnFacts, ColumnReader } from '../prepare/completion/columns.ts';
import type { DatasetFacts } from './datasetFacts.ts';
import { own } from '../jsonl/shape.ts';

/** Prompts and completions that decide what is said of all. More would not change what people do about it. */
const SAMPLE = 2000;

export interface SampledColumns extends ColumnFacts {
  /** The line of the first pair that has a completion. */
  firstLine: number;
}

/** What the prompts and completions of a file have in common, by its first pairs; undefined when there are none. */
export function columnsOf(facts: DatasetFacts): SampledColumns | undefined {
  if (!KNOWN.has(facts)) KNOWN.set(facts, readColumns(facts));
  return KNOWN.get(facts);
}

/** Several rules ask for them. */
const KNOWN = new WeakMap<DatasetFacts, SampledColumns | undefined>();

function readColumns(facts: DatasetFacts): SampledColumns | undefined {
  const reader = new ColumnReader();
  let firstLine = -1;
  let pairs = 0;
  for (let line = 0; line < facts.table.length && pairs < SAMPLE; line++) {
    if (facts.table.detected(line) !== 'prompt-completion') continue;
    const object = facts.exampleAt(line)?.object;
    const prompt = object && own(object, 'prompt');
    const completion = object && own(object, 'completion');
    if (typeof prompt !== 'string' || typeof completion !== 'string') continue;
    if (firstLine < 0 && completion !== '') firstLine = line;
    reader.add({ prompt, completion });
    pairs += 1;
  }
  return firstLine < 0 ? undefined : { ...reader.facts(), firstLine };
}
