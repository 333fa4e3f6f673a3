import { candidatePaths } from '../../template/templateFiles.ts';
import type { JudgedWith } from '../compare/judgeComparison.ts';
import type { ReadText } from '../compare/loadCases.ts';
import type { OpenComparison } from '../compare/openComparison.ts';
import { findLeaks, type Leak } from './leaks.ts';
import { type TrainingRow, trainingRows } from './trainingRows.ts';

/** The training file of a variant. */
export interface Training {
  /** Relative to the workspace folder. */
  path: string;
  text: string;
  rows: readonly TrainingRow[];
  /** Cases that stand in it, by their ids. */
  leaks: ReadonlyMap<string, Leak>;
}

/** The training files of the variants that name one that is there, by variant. A file that several share is read once. */
export async function loadTraining(
  { file, path, cases }: Pick<OpenComparison, 'file' | 'path' | 'cases'>,
  read: ReadText,
): Promise<Map<string, Training>> {
  const known = new Map<string, Training>();
  const found = new Map<string, Training>();
  for (const { name, trainingFile } of file.variants) {
    for (const candidate of trainingFile === undefined ? [] : candidatePaths(trainingFile, path)) {
      let training = known.get(candidate);
      if (!training) {
        const text = await read(candidate);
        if (text === undefined) continue;
        const rows = trainingRows(text);
        training = { path: candidate, text, rows, leaks: findLeaks(cases, rows) };
        known.set(candidate, training);
      }
      found.set(name, training);
      break;
    }
  }
  return found;
}

/** What judging wants to know of training files. */
export function knownOf(
  training: ReadonlyMap<string, Training>,
): Required<Pick<JudgedWith, 'leaks' | 'trainingAnswers'>> {
  const [leaks, trainingAnswers] = [new Map<string, Training['leaks']>(), new Map<string, string[]>()];
  for (const [variant, one] of training) {
    leaks.set(variant, one.leaks);
    trainingAnswers.set(
      variant,
      one.rows.map(({ answer }) => answer),
    );
  }
  return { leaks, trainingAnswers };
}
