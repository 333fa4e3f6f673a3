import type { FindingTotals } from '../lint/finding.ts';
import { count } from '../text/count.ts';
import type { PreparedPart, PreparePlan, PrepareResult, Remedy } from './plan.ts';

/** Gives the name of a written file; undefined when that part was not written. */
export type NameOfPart = (part: PreparedPart) => string | undefined;

/** What each remedy did, one line each. */
export function describeApplied({ applied }: PrepareResult): string[] {
  return applied.map(({ title, count: places }) => `${title}: ${places.toLocaleString('en-US')}`);
}

/** The first statement of an explanation, for a place that has room for one line. */
export function explanationInShort({ explanation }: Pick<Remedy, 'explanation'>): string {
  const [statement = explanation] = /^.*?(?=[.:;]( |$))/s.exec(explanation) ?? [];
  return `${statement}.`;
}

/** Which files were written, in sentences. */
export function describeFiles(result: PrepareResult, nameOf: NameOfPart): string[] {
  const written = (['all', 'train', 'validation'] as const).flatMap(part => {
    const name = nameOf(part);
    return name === undefined ? [] : [`Wrote ${examples(result, part)} to ${name}${PURPOSE[part]}.`];
  });
  return written.length > 0 ? written : ['Nothing was changed, so nothing was written.'];
}

/** The findings that need a person, such as `2 errors and 1 warning left`; undefined when there are none. */
export function describeLeft({ error, warning }: FindingTotals): string | undefined {
  const parts = [error > 0 && count(error, 'error'), warning > 0 && count(warning, 'warning')].filter(
    Boolean,
  );
  return parts.length > 0 ? `${parts.join(' and ')} left` : undefined;
}

/** The next step with what was prepared: to train, unless errors are left or nobody knows what is trained on. */
export function nextStep(
  { name, format }: Pick<PreparePlan, 'name' | 'format'>,
  nameOf: NameOfPart,
  errorsLeft: number,
): string {
  if (errorsLeft > 0) return 'Next: mend what is left.';
  if (format === 'none') return 'Next: choose the format, since none was recognised, and lint again.';
  const train = nameOf('all') ?? nameOf('train') ?? name;
  const validation = nameOf('validation');
  return validation === undefined
    ? `Next: train on ${train}.`
    : `Next: train on ${train} and give ${validation} as the validation file.`;
}

const PURPOSE: Record<PreparedPart, string> = {
  all: '',
  train: ' for training',
  validation: ' for validation',
};

function examples({ examplesWritten }: PrepareResult, part: PreparedPart): string {
  return count(examplesWritten[part] ?? 0, 'example');
}
