import type { Grader } from '../graders/graderType.ts';
import type { ProposedSource } from './proposeSource.ts';
import { relativePath } from './relativePath.ts';

/** A model that is to be a column. */
export interface NewVariant {
  /** The heading of its column; made of the model when absent. */
  name?: string;
  connection: string;
  /** Absent: the one that the template names. */
  model?: string;
  /** What the model was trained on. */
  trainingFile?: string;
}

/** What a new comparison begins with. Paths are relative to the workspace folder. */
export interface NewComparison {
  /** Where it will stand. */
  path: string;
  /** Absent: the conversation of each case is sent as it is. */
  template?: string;
  /** A dataset or a file of example values; absent: a case that is typed in. */
  cases?: string;
  /** Where values and wanted answers stand in rows of the dataset. */
  source?: ProposedSource;
  /** Values of the case that is typed in. */
  values?: Readonly<Record<string, unknown>>;
  variants: readonly NewVariant[];
  graders: readonly Grader[];
}

/** The text of a new `*.compare.json`: a variant for each model, with names of their own. */
export function newComparisonText(wish: NewComparison): string {
  const { path, template, cases, source, variants, graders } = wish;
  const names = new Set<string>();
  const made = variants.map(variant => variantValue(variant, { path, template, names }));
  const asked =
    cases === undefined
      ? typedCase(wish)
      : isInputSets(cases)
        ? { inputs: relativePath(cases, path) }
        : { dataset: relativePath(cases, path), ...source };
  const file = { variants: made, cases: [asked], ...(graders.length > 0 && { graders }) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Whether a file has named sets of example values rather than rows. */
export function isInputSets(name: string): boolean {
  return /\.inputs\.json$/i.test(name);
}

/** A variant as it stands in the file. Its name is added to `names`, and is none of those. */
export function variantValue(
  { name, connection, model, trainingFile }: NewVariant,
  { path, template, names }: { path: string; template?: string | undefined; names: Set<string> },
) {
  const base = (name ?? model?.replace(/^.*\//, '') ?? connection).slice(0, LONGEST_NAME);
  let free = base;
  for (let twin = 2; names.has(free); twin++) free = `${base} ${twin}`;
  names.add(free);
  return {
    name: free,
    ...(template !== undefined && { template: relativePath(template, path) }),
    connection,
    ...(model !== undefined && { model }),
    ...(trainingFile !== undefined && { trainingFile: relativePath(trainingFile, path) }),
  };
}

/** Columns have room for so much, and a number behind it. */
const LONGEST_NAME = 70;

function typedCase({ template, values = {} }: NewComparison) {
  const asked = template === undefined ? { messages: [{ role: 'user', content: 'Hello' }] } : { values };
  return { name: 'first', ...asked, reference: '' };
}
