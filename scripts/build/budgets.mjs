// How big what we ship may become, in bytes, minified. Raise a number only with a reason in the commit message.

/**
 * Size of each bundle of dist/, of all that is split off one (`NAME-*.cjs`), or of all in a folder (a name that ends
 * with `/`).
 */
export const bundleBudgets = {
  // Views, panels and commands of every part; a test in VS Code holds the start under 50 ms.
  'extension.cjs': 170_000,
  'extension-*.cjs': 2_000_000,
  // zod checks prompt files, and the parsers of all their dialects are in it.
  'analyseWorker.cjs': 800_000,
  'lintWorker.cjs': 1_000_000,
  'renderWorker.cjs': 600_000,
  'tokensWorker.cjs': 100_000,
  'trainWorker.cjs': 600_000,
  'cli.cjs': 200_000,
  'cli-*.cjs': 2_200_000,
  'lib/': 4_000_000,
  // Six pages, each whole by itself; those that show a model's words have markdown-it and DOMPurify in them.
  'media/': 900_000,
};

/** Size of the packaged extension. */
export const vsixBudget = 3_300_000;
