import { suggest } from '../../util/suggest.ts';
import { type ComparisonReport, gradersOf, scoreOf } from './comparisonReport.ts';

/** The least or most that a score may be. */
export interface Cutoff {
  /** Absent: every variant must hold it. */
  variant?: string;
  grader: string;
  operator: '>=' | '>' | '<=' | '<';
  limit: number;
}

/** A cutoff that was not held, or that could not be judged. */
export interface MissedCutoff {
  cutoff: Cutoff;
  variant: string;
  /** Absent when there is no score. */
  value?: number;
}

/** Reads `accuracy>=0.9` or `tuned:accuracy >= 90%`; undefined when it is neither. */
export function readCutoff(text: string): Cutoff | undefined {
  const found =
    /^\s*(?:(?<variant>[^:<>=]+?)\s*:\s*)?(?<grader>[^:<>=]+?)\s*(?<operator>>=|<=|>|<)\s*(?<number>-?\d+(?:\.\d+)?)(?<percent>\s*%)?\s*$/.exec(
      text,
    )?.groups;
  if (!found) return undefined;
  const { variant, grader, operator, number, percent } = found;
  return {
    ...(variant !== undefined && { variant }),
    grader: grader!,
    operator: operator as Cutoff['operator'],
    limit: Number(number) / (percent === undefined ? 1 : 100),
  };
}

/** What the names of a cutoff should be instead; undefined when they are right. */
export function cutoffFault(
  { variant, grader }: Cutoff,
  names: { graders: readonly string[]; variants: readonly string[] },
): string | undefined {
  if (!names.graders.includes(grader))
    return `There is no grader "${grader}". ${suggest(grader, names.graders)}`;
  if (variant !== undefined && !names.variants.includes(variant)) {
    return `There is no variant "${variant}". ${suggest(variant, names.variants)}`;
  }
  return undefined;
}

/** The cutoffs that are not held. A score that is missing holds none. Unseen cases count where there are seen ones. */
export function missedCutoffs(report: ComparisonReport, cutoffs: readonly Cutoff[]): MissedCutoff[] {
  const scope = report.seenCases > 0 ? 'unseen' : 'all';
  return cutoffs.flatMap(cutoff => {
    const variants =
      cutoff.variant === undefined ? report.variants.map(({ variant }) => variant) : [cutoff.variant];
    return variants.flatMap((variant): MissedCutoff[] => {
      const value = scoreOf(report, variant, cutoff.grader, scope)?.value;
      if (value !== undefined && HOLDS[cutoff.operator](value, cutoff.limit)) return [];
      return [{ cutoff, variant, ...(value !== undefined && { value }) }];
    });
  });
}

export function missedText({ cutoff, variant, value }: MissedCutoff): string {
  const { grader, operator, limit } = cutoff;
  const got = value === undefined ? 'it has no score' : `it is ${Number(value.toPrecision(3))}`;
  return `${variant}: ${grader} must be ${operator} ${limit}, and ${got}.`;
}

export function graderNames(report: ComparisonReport): string[] {
  return gradersOf(report).map(({ grader }) => grader);
}

const HOLDS: Record<Cutoff['operator'], (value: number, limit: number) => boolean> = {
  '>=': (value, limit) => value >= limit,
  '>': (value, limit) => value > limit,
  '<=': (value, limit) => value <= limit,
  '<': (value, limit) => value < limit,
};
