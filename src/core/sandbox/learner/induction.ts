import { type Reading, readingsOf, templateKey } from './abstraction.ts';
import type { CopySource } from './copySource.ts';
import { type Inventory, InventoryIndex } from './inventory.ts';
import { FrameFinder } from './sentences.ts';
import { type Structure, structureOf } from './structure.ts';

/** An answer and the words of its prompt. */
export interface InductionExample {
  answer: string;
  source: CopySource;
  /** Hashes of what is rare in the prompt. */
  cues: readonly number[];
}

/** With fewer examples than these (few-shot) a form is believed when it was seen once. */
const FEW_EXAMPLES = 8;

/** Most cues that are kept for a value. */
const MAX_CUES = 24;

/**
 * Adds to an inventory what some answers are made of: their shared skeletons, sentences that frame many answers,
 * and for each place the values, with holes where counting shows that the prompt fills them.
 * Yields after each answer.
 */
export function* extendInventory(
  inventory: Inventory,
  examples: readonly InductionExample[],
  isCommon: (word: string) => boolean,
): Generator<void, void> {
  const needed = examples.length < FEW_EXAMPLES ? 1 : 2;
  yield* findFrames(inventory, examples);
  const index = new InventoryIndex(inventory, isCommon);
  const structures = yield* structuresOf(examples, index, needed);
  const { readings, counts } = yield* countReadings(structures, examples, isCommon);
  for (const [at, structure] of structures.entries()) {
    yield;
    index.addSkeleton(structure);
    structure.names.forEach((name, place) => {
      const reading = believedReading(readings[at]![place]!, name, counts, needed);
      const value = index.addValue(name, reading.template);
      value.count += 1;
      for (const cue of examples[at]!.cues) {
        if (value.cues.length < MAX_CUES && !value.cues.includes(cue)) value.cues.push(cue);
      }
    });
  }
}

function* findFrames(inventory: Inventory, examples: readonly InductionExample[]): Generator<void, void> {
  const finder = new FrameFinder();
  for (const { answer } of examples) {
    yield;
    if (structureOf(answer) === undefined) finder.add(answer);
  }
  inventory.openings = [...new Set([...inventory.openings, ...finder.openings()])];
  inventory.closings = [...new Set([...inventory.closings, ...finder.closings()])];
}

/** The structure of each answer: its form where others have the same one, else running text within its frame. */
function* structuresOf(
  examples: readonly InductionExample[],
  index: InventoryIndex,
  needed: number,
): Generator<void, Structure[]> {
  const forms: (Structure | undefined)[] = [];
  const counts = new Map<string, number>();
  for (const { answer } of examples) {
    yield;
    const form = structureOf(answer);
    forms.push(form);
    if (form !== undefined) increase(counts, formKey(form));
  }
  const structures: Structure[] = [];
  for (const [at, form] of forms.entries()) {
    yield;
    const isShared = form !== undefined && counts.get(formKey(form))! >= needed;
    structures.push(isShared ? form : index.framed(examples[at]!.answer));
  }
  return structures;
}

/** The ways to read each value of each answer, and how many values each way explains. */
function* countReadings(
  structures: readonly Structure[],
  examples: readonly InductionExample[],
  isCommon: (word: string) => boolean,
): Generator<void, { readings: Reading[][][]; counts: Map<string, number> }> {
  const readings: Reading[][][] = [];
  const counts = new Map<string, number>();
  for (const [at, { names, values }] of structures.entries()) {
    yield;
    const ofValues = values.map(text => readingsOf(text, examples[at]!.source, isCommon));
    ofValues.forEach((ways, place) => {
      for (const reading of ways) increase(counts, readingKey(names[place]!, reading));
    });
    readings.push(ofValues);
  }
  return { readings, counts };
}

/** The reading that explains most answers; the most literal one when nothing speaks for another. */
function believedReading(
  readings: Reading[],
  name: string,
  counts: ReadonlyMap<string, number>,
  needed: number,
): Reading {
  let best = readings[0]!;
  let bestCount = counts.get(readingKey(name, best)) ?? 0;
  for (const reading of readings.slice(1)) {
    const count = counts.get(readingKey(name, reading)) ?? 0;
    const isBetter = needed === 1 ? count >= bestCount : count > bestCount;
    if (count >= needed && isBetter) {
      best = reading;
      bestCount = count;
    }
  }
  return best;
}

function formKey(structure: Structure): string {
  return JSON.stringify([structure.parts, structure.names]);
}

function readingKey(name: string, reading: Reading): string {
  return JSON.stringify([name, templateKey(reading.template), reading.holes.length]);
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
