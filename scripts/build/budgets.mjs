// How big what we ship may become, in bytes. A test holds the files to it; raise a number only with a reason.

/** Size of each minified file in dist/, by its path there. */
export const bundleBudgets = {
  'extension.cjs': 900_000,
  'lintWorker.cjs': 900_000,
  'cli.cjs': 1_200_000,
};

/** Size of the packaged extension. */
export const vsixBudget = 3_000_000;
