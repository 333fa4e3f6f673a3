// How big what we ship may become, in bytes, minified. Raise a number only with a reason in the commit message.

/** Size of each bundle of dist/, or of all bundles in a folder (a name that ends with `/`). */
export const bundleBudgets = {
  'extension.cjs': 1_000_000,
  'lintWorker.cjs': 1_000_000,
  'renderWorker.cjs': 600_000,
  'trainWorker.cjs': 600_000,
  'cli.cjs': 1_200_000,
  'lib/': 4_000_000,
  'media/': 600_000,
};

/** Size of the packaged extension. */
export const vsixBudget = 3_000_000;
