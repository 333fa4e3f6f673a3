import { cohensKappa } from '../statistics/kappa.ts';
import type { Positions } from './positions.ts';

/** How often two variants say the same. Plain data. */
export interface VariantAgreement {
  left: string;
  right: string;
  /** Share of cases with the same label, or the same answer but for case and marks. */
  same: number;
  cases: number;
  /** Cohen's kappa of the labels: 0 is chance, 1 always. Absent without labels, and where chance explains all. */
  kappa?: number;
}

/** The agreement of every pair of variants that answered the same cases. */
export function variantAgreement(variants: readonly string[], { grader, of }: Positions): VariantAgreement[] {
  return variants.flatMap((left, index) =>
    variants.slice(index + 1).flatMap((right): VariantAgreement[] => {
      const pairs = [...of.values()].flatMap(said => {
        const [one, other] = [said.get(left), said.get(right)];
        return one && other ? [[one.said, other.said] as const] : [];
      });
      if (pairs.length === 0) return [];
      const { kappa, observed } = cohensKappa(pairs);
      return [
        {
          ...{ left, right, same: observed, cases: pairs.length },
          ...(grader !== undefined && kappa !== undefined && { kappa }),
        },
      ];
    }),
  );
}
