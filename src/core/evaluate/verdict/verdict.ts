/** A number with the interval in which the truth lies, at the confidence that is told beside it. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  /** How many cases it rests on. */
  cases: number;
}

/** `all` cases, or only those that no variant was trained on. */
export type Scope = 'all' | 'unseen';

/** How one variant did by one grader. */
export interface VariantScore extends Estimate {
  variant: string;
  grader: string;
  scope: Scope;
  /** `rate`: a share of yes; `mean`: of scores from 0 to 1; `amount`: in a unit of its own, less is better. */
  kind: 'rate' | 'mean' | 'amount';
}

/** What may honestly be said of two variants by one grader. Plain data. */
export interface Verdict {
  grader: string;
  scope: Scope;
  left: string;
  right: string;
  test: 'mcnemar' | 'paired-bootstrap' | 'sign';
  /** Right less left. */
  difference: Estimate;
  /** Of the test alone, and corrected for how many pairs of variants are compared. */
  p: number;
  adjusted: number;
  conclusion: 'left' | 'right' | 'not-enough';
  /** About how many more cases would be needed to tell; absent when it can be told, or no number would do. */
  moreCases?: number;
  /** False while a judge is not known to agree with people. */
  trusted: boolean;
  /** One or two sentences. */
  text: string;
}
