import { candidatePaths } from '../../template/templateFiles.ts';
import type { ReadText } from '../compare/loadCases.ts';
import type { OpenComparison } from '../compare/openComparison.ts';
import { findLeaks, type Leak } from './leaks.ts';
import { type TrainingRow, trainingRows } from './trainingRows.ts';

/** The rows of a variant's training file; undefined when it names none or there is none. */
export async function loadTraining(
  name: string | undefined,
  from: string,
  read: ReadText,
): Promise<{ path: string; rows: TrainingRow[] } | undefined> {
  for (const path of name === undefined ? [] : candidatePaths(name, from)) {
    const text = await read(path);
    if (text !== undefined) return { path, rows: trainingRows(text) };
  }
  return undefined;
}

/** Cases that stand in the training files of variants, by variant. A file that several share is read once. */
export async function loadLeaks(
  { file, path, cases }: Pick<OpenComparison, 'file' | 'path' | 'cases'>,
  read: ReadText,
): Promise<Map<string, Map<string, Leak>>> {
  const known = new Map<string, Map<string, Leak>>();
  const leaks = new Map<string, Map<string, Leak>>();
  for (const { name, trainingFile } of file.variants) {
    if (trainingFile === undefined) continue;
    let found = known.get(trainingFile);
    if (!found) {
      const training = await loadTraining(trainingFile, path, read);
      found = training ? findLeaks(cases, training.rows) : new Map<string, Leak>();
      known.set(trainingFile, found);
    }
    leaks.set(name, found);
  }
  return leaks;
}
