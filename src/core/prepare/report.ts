import type { PreparedPart, PreparePlan, PrepareResult } from './plan.ts';

/** Gives the name of a written file; undefined when that part was not written. */
export type NameOfPart = (part: PreparedPart) => string | undefined;

/** What each remedy did, one line each. */
export function describeApplied({ applied }: PrepareResult): string[] {
  return applied.map(({ title, count }) => `${title}: ${number(count)}`);
}

/** Which files were written, in sentences. */
export function describeFiles(result: PrepareResult, nameOf: NameOfPart): string[] {
  const written = (['all', 'train', 'validation'] as const).flatMap(part => {
    const name = nameOf(part);
    return name === undefined ? [] : [`Wrote ${examples(result, part)} to ${name}${PURPOSE[part]}.`];
  });
  return written.length > 0 ? written : ['Nothing was changed, so nothing was written.'];
}

/** The next step with what was prepared. */
export function nextStep({ name }: Pick<PreparePlan, 'name'>, nameOf: NameOfPart): string {
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
  const count = examplesWritten[part] ?? 0;
  return count === 1 ? '1 example' : `${number(count)} examples`;
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}
