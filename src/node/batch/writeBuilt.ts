import path from 'node:path';
import type { BuiltDataset } from '../../core/build/buildDataset.ts';
import { storedLine, variablesPath } from '../../core/build/storedVariables.ts';
import { publishLines } from '../publishLines.ts';

/** Where a built dataset goes. */
export interface BuiltPlace {
  /** Absolute path of what it was built from. */
  source: string;
  /** Absolute path of the file to write; absent: beside the source, as `SOURCE_sft.jsonl`. A taken name gets a number. */
  out?: string;
  /** Stands in the name when `out` is absent: `sft`, `dpo`, `dialogue`. */
  suffix: string;
}

/** Writes the examples and, where there are any, the variables that they were rendered with. Returns both paths. */
export async function writeBuilt(
  { examples, stored }: Pick<BuiltDataset, 'examples' | 'stored'>,
  { source, out, suffix }: BuiltPlace,
): Promise<{ dataset: string; variables?: string }> {
  const plain = out ?? `${source.replace(/(?<=.)\.[^./\\]*$/, '')}_${suffix}.jsonl`;
  const name = (attempt: number) =>
    path.basename(plain).replace(/(\.[^.]*)?$/, attempt > 0 ? ` (${attempt})$1` : '$1');
  const files = [
    { name, lines: examples.map(example => `${JSON.stringify(example)}\n`) },
    ...(stored.length > 0
      ? [{ name: (attempt: number) => variablesPath(name(attempt)), lines: stored.map(storedLine) }]
      : []),
  ];
  const [dataset = '', variables] = await publishLines(path.dirname(plain), files);
  return { dataset, ...(variables !== undefined && { variables }) };
}
