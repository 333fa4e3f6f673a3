/** Whether something may be begun under the cap of a month. */
export interface CapAnswer {
  /** `unknown`: it has no price, so nobody can say whether the cap holds. */
  verdict: 'within' | 'over' | 'unknown';
  /** US dollars of this month that are spent or reserved. */
  committed: number;
  /** US dollars; absent when there is no cap. */
  cap?: number;
  /** US dollars that are left before this; absent when there is no cap. */
  left?: number;
  /** How many lines of the ledger could not be read, so that more may be spent; absent when all could. */
  unread?: number;
}

/** Judges a price in US dollars, null when it is unknown, against what is spent and reserved already. */
export function judgeCap(usd: number | null, committed: number, cap: number | undefined): CapAnswer {
  if (cap === undefined) return { verdict: 'within', committed };
  const left = Math.max(0, cap - committed);
  const known = { committed, cap, left };
  // What costs nothing may always go on; what costs something needs room, however little is known of it.
  if (usd === 0) return { verdict: 'within', ...known };
  if (usd === null) return { verdict: left > 0 ? 'unknown' : 'over', ...known };
  return { verdict: committed + usd <= cap + ROUNDING ? 'within' : 'over', ...known };
}

/** Sums of cents are not exact in binary; a billionth of a dollar is nobody's money. */
const ROUNDING = 1e-9;
