// How big what we ship may become, in bytes, minified. Raise a number only with a reason in the commit message.

/**
 * Size of each bundle of dist/, of all that is split off one (`NAME-*.cjs`), or of all in a folder (a name that ends
 * with `/`).
 */
export const bundleBudgets = {
  // Views, panels and commands of every part, and all that they need to start: one file is read faster than fifty. A test
  // in VS Code holds the start under 50 ms.
  'extension.cjs': 270_000,
  'extension-*.cjs': 1_700_000,
  // zod checks prompt files, and the parsers of all their dialects are in it. `import * as z from 'zod'` leaves most of
  // zod out; `import { z }` takes all of it, with its texts in fifty languages.
  'analyseWorker.cjs': 450_000,
  // Graders, statistics and zod for those of OpenAI.
  'judgeWorker.cjs': 300_000,
  // All rules, and the readers and writers of what else holds rows or is written beside them: CSV, Parquet, YAML.
  'lintWorker.cjs': 670_000,
  'renderWorker.cjs': 250_000,
  'tokensWorker.cjs': 20_000,
  'trainWorker.cjs': 100_000,
  'cli.cjs': 10_000,
  'cli-*.cjs': 1_700_000,
  'lib/': 2_400_000,
  // Six pages, each whole by itself; those that show a model's words have markdown-it and DOMPurify in them.
  'media/': 900_000,
};

/** Size of the packaged extension, which people download before they know what it is worth. */
export const vsixBudget = 3_000_000;
