import { candidatePaths } from '../../template/templateFiles.ts';
import type { Case } from '../case.ts';
import type { JudgedWith } from '../compare/judgeComparison.ts';
import type { ReadText } from '../compare/loadCases.ts';
import type { OpenComparison } from '../compare/openComparison.ts';
import { findLeaks, type Leak } from './leaks.ts';
import { type TrainingRow, trainingRows } from './trainingRows.ts';

/** The training file of a variant, as it lies there. */
export interface TrainingText {
  /** Relative to the workspace folder. */
  path: string;
  text: string;
}

/** What a training file says of the cases. Takes a while for many. */
export interface ExaminedTraining {
  rows: readonly TrainingRow[];
  /** Cases that stand in it, by their ids. */
  leaks: ReadonlyMap<string, Leak>;
}

export type Training = TrainingText & ExaminedTraining;

/** The training files of the variants that name one that is there, by variant. A file that several share is read once. */
export async function readTraining(
  { file, path }: Pick<OpenComparison, 'file' | 'path'>,
  read: ReadText,
): Promise<Map<string, TrainingText>> {
  const known = new Map<string, TrainingText>();
  const found = new Map<string, TrainingText>();
  for (const { name, trainingFile } of file.variants) {
    for (const candidate of trainingFile === undefined ? [] : candidatePaths(trainingFile, path)) {
      const text = known.get(candidate)?.text ?? (await read(candidate));
      if (text === undefined) continue;
      const training = known.get(candidate) ?? { path: candidate, text };
      known.set(candidate, training);
      found.set(name, training);
      break;
    }
  }
  return found;
}

export function examineTraining(text: string, cases: readonly Case[]): ExaminedTraining {
  const rows = trainingRows(text);
  return { rows, leaks: findLeaks(cases, rows) };
}

/** The training files of the variants with all that they say of the cases. */
export async function loadTraining(
  comparison: Pick<OpenComparison, 'file' | 'path' | 'cases'>,
  read: ReadText,
): Promise<Map<string, Training>> {
  const examined = new Map<TrainingText, Training>();
  const found = new Map<string, Training>();
  for (const [variant, one] of await readTraining(comparison, read)) {
    const whole = examined.get(one) ?? { ...one, ...examineTraining(one.text, comparison.cases) };
    examined.set(one, whole);
    found.set(variant, whole);
  }
  return found;
}

/** What judging wants to know of training files. */
export function knownOf(
  training: ReadonlyMap<string, ExaminedTraining>,
): Required<Pick<JudgedWith, 'leaks' | 'trainingAnswers'>> {
  const leaks = new Map<string, ExaminedTraining['leaks']>();
  const trainingAnswers = new Map<string, string[]>();
  for (const [variant, one] of training) {
    leaks.set(variant, one.leaks);
    trainingAnswers.set(
      variant,
      one.rows.map(({ answer }) => answer),
    );
  }
  return { leaks, trainingAnswers };
}
