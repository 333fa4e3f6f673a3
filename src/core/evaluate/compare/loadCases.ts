import type { ChatMessage } from '../../provider/chat.ts';
import { readRows } from '../../rows/readRows.ts';
import { parseInputSets } from '../../template/promptFile/inputSets.ts';
import { candidatePaths } from '../../template/templateFiles.ts';
import { hash53 } from '../../util/hash53.ts';
import { seededRandom, shuffledIndices } from '../../util/seededRandom.ts';
import type { Case, CaseOrigin } from '../case.ts';
import { type CaseSource, type CompareFile, DEFAULT_SEED } from '../compareFile/compareFile.ts';
import { rowCase } from './rowCase.ts';
import { valueInRow } from './rowPath.ts';

/** Reads a file of the workspace folder; undefined when there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

export interface LoadedCases {
  /** Those that are asked, in their order. */
  cases: Case[];
  /** How many there were before a sample was drawn. */
  total: number;
  /** What could not be read, one sentence each. */
  faults: string[];
}

/** Reads the cases of a comparison. What cannot be read is told, and keeps none of the others. */
export async function loadCases(file: CompareFile, path: string, read: ReadText): Promise<LoadedCases> {
  const gatherer = new Gatherer();
  for (const source of file.cases) await gather(source, path, read, gatherer);
  const { cases, faults } = gatherer;
  return { cases: sampled(cases, file), total: cases.length, faults };
}

async function gather(source: CaseSource, path: string, read: ReadText, to: Gatherer): Promise<void> {
  if ('dataset' in source) return gatherRows(source, path, read, to);
  if ('inputs' in source) return gatherSets(source, path, read, to);
  const { name, values = {}, messages, reference } = source;
  to.add({ values, ...(messages && { messages: messages as ChatMessage[] }), reference }, {}, name);
}

async function gatherRows(
  { dataset, map, reference }: Extract<CaseSource, { dataset: string }>,
  path: string,
  read: ReadText,
  to: Gatherer,
): Promise<void> {
  const found = await readFirst(dataset, path, read);
  if (!found) return to.fault(`There is no file ${dataset}.`);
  const table = await readRows(dataset, found.text);
  if (table.faultCount > 0)
    to.fault(`${dataset}: ${table.faultCount} rows cannot be read. ${table.faults[0]?.message ?? ''}`);
  for (const { number, values: row } of table.rows) {
    const { messages: _, ...columns } = row;
    const known = rowCase(row);
    const values = map ? mapped(row, map) : columns;
    const wanted =
      reference === undefined ? (known.reference ?? usualReference(row)) : textOf(valueInRow(row, reference));
    to.add(
      { values, ...(known.messages && { messages: known.messages }), reference: wanted },
      { file: found.path, line: number - 1 },
    );
  }
}

async function gatherSets(
  { inputs, sets, reference }: Extract<CaseSource, { inputs: string }>,
  path: string,
  read: ReadText,
  to: Gatherer,
): Promise<void> {
  const found = await readFirst(inputs, path, read);
  if (!found) return to.fault(`There is no file ${inputs}.`);
  const all = parseInputSets(found.text).sets;
  for (const missing of sets?.filter(name => !all.some(set => set.name === name)) ?? []) {
    to.fault(`${inputs} has no set "${missing}".`);
  }
  for (const { name, values } of all) {
    if (sets && !sets.includes(name)) continue;
    const wanted = reference === undefined ? usualReference(values) : textOf(valueInRow(values, reference));
    to.add({ values, reference: wanted }, { file: found.path, set: name }, name);
  }
}

async function readFirst(name: string, from: string, read: ReadText) {
  for (const path of candidatePaths(name, from)) {
    const text = await read(path);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

class Gatherer {
  readonly cases: Case[] = [];
  readonly faults: string[] = [];
  readonly #seen = new Map<string, number>();

  add(
    { values, messages, reference }: Pick<Case, 'values' | 'messages'> & { reference: string | undefined },
    from: CaseOrigin,
    name?: string,
  ): void {
    const base = hash53(JSON.stringify([values, messages ?? null, reference ?? null])).toString(36);
    const twins = this.#seen.get(base) ?? 0;
    this.#seen.set(base, twins + 1);
    this.cases.push({
      id: twins === 0 ? base : `${base}-${twins + 1}`,
      title: name ?? titleOf(values, messages),
      values,
      ...(messages && { messages }),
      ...(reference !== undefined && { reference }),
      from,
    });
  }

  fault(message: string): void {
    this.faults.push(message.trim());
  }
}

/** Columns that hold wanted answers by their names, surest first. */
const REFERENCES = [
  'reference',
  'reference_answer',
  'expected',
  'ideal',
  'label',
  'target',
  'answer',
  'output',
  'completion',
];

function usualReference(row: Readonly<Record<string, unknown>>): string | undefined {
  const column = REFERENCES.find(name => Object.hasOwn(row, name));
  return column === undefined ? undefined : textOf(row[column]);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function mapped(
  row: Readonly<Record<string, unknown>>,
  map: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, path]) => {
      const value = valueInRow(row, path);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function titleOf(
  values: Readonly<Record<string, unknown>>,
  messages: readonly ChatMessage[] | undefined,
): string {
  const asked = messages?.findLast(({ role }) => role === 'user')?.content;
  const text =
    typeof asked === 'string' ? asked : Object.values(values).find(value => typeof value === 'string');
  const line = (text ?? JSON.stringify(values)).replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

function sampled(cases: Case[], { sample }: CompareFile): Case[] {
  return sample?.size === undefined ? cases : sampleCases(cases, sample.size, sample.seed);
}

/** So many of the cases, in their order. The same seed draws the same ones. */
export function sampleCases(cases: Case[], size: number, seed = DEFAULT_SEED): Case[] {
  if (size >= cases.length) return cases;
  const order = shuffledIndices(cases.length, seededRandom(seed));
  return [...order.slice(0, size)].sort((one, other) => one - other).map(index => cases[index]!);
}
