/**
 * Options for a property: the same cases in every run, so that a failure is one for everybody. `PROPERTY_SEED` and
 * `PROPERTY_FACTOR` look at other cases and at more of them.
 */
export function runs(numRuns: number): { numRuns: number; seed: number } {
  return {
    numRuns: numRuns * Number(process.env.PROPERTY_FACTOR ?? 1),
    seed: Number(process.env.PROPERTY_SEED ?? 20_261_121),
  };
}
