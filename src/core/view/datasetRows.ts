import { problemText } from '../util/problemText.ts';
import type { LintReport } from '../lint/report.ts';
import { targetOf } from '../targets/registry.ts';
import { count } from '../text/count.ts';
import type { ProblemData } from '../util/problem.ts';
import { formatTokens } from './connectionRows.ts';
import { formatName } from './datasetStatus.ts';
import { sizeText } from './sizeText.ts';
import type { TreeRow } from './treeRow.ts';

/** What a report says, without its findings. */
export type ReportSummary = Omit<LintReport, 'findings'>;

/** What is known of one dataset of the workspace. */
export interface DatasetSummary {
  /** The URI as text. */
  id: string;
  /** Without folders. */
  name: string;
  /** Of the folder, relative to the workspace; empty for the workspace's own folder. */
  folder: string;
  /** Absent until the file was looked at. */
  bytes?: number;
  /** Absent until it was linted. */
  report?: ReportSummary;
  /** Tokens of all examples; absent until they were counted. */
  tokens?: DatasetTokens;
  /** True while it is linted. */
  busy: boolean;
  /** Why there is no report. */
  problem?: ProblemData;
  /** The names of the files that belong to it; absent where there is none. */
  validation?: string;
  template?: string;
  /** The training file that this file validates. */
  validates?: string;
  /** How many jobs were trained with it. */
  jobs?: number;
}

export interface DatasetTokens {
  total: number;
  /** Those that a model learns. */
  trained: number;
  /** False when they are an estimate. */
  exact: boolean;
}

/** The row of a dataset. */
export function datasetRow(dataset: DatasetSummary): TreeRow {
  const { id, name, folder, report, busy, problem, validation, validates } = dataset;
  const said = statusOf(dataset);
  return {
    id: `dataset:${id}`,
    label: name,
    description: said,
    tooltip: lines(
      folder === '' ? name : `${folder}/${name}`,
      report && formatName(report),
      dataset.bytes !== undefined && sizeText(dataset.bytes),
      said,
      validation && `Validated with ${validation}.`,
      validates && `Validates ${validates}.`,
      problem && problemText(problem),
    ),
    ...iconOf(dataset),
    context: [
      'dataset',
      validation === undefined ? 'alone' : 'paired',
      busy ? 'busy' : report ? 'linted' : 'unread',
    ].join(' '),
    children: 'collapsed',
    spoken: [name, report && formatName(report), said].filter(Boolean).join(', '),
  };
}

const COUNTED =
  'As the models of the GPT-4o and GPT-4.1 families count them. Launch counts for the model that you choose.';

/** What stands below a dataset: one row for each thing that belongs to it. */
export interface DetailRow extends TreeRow {
  /** What a click does. */
  opens: 'problems' | 'validation' | 'template' | 'pair' | 'dataset' | 'jobs' | undefined;
}

export function detailRows(dataset: DatasetSummary): DetailRow[] {
  const { id, bytes, report, tokens, validation, validates, template, jobs } = dataset;
  const row = (
    key: string,
    label: string,
    description: string,
    rest: Partial<DetailRow> = {},
  ): DetailRow => ({
    id: `${key}:${id}`,
    label,
    description,
    children: 'none',
    context: key,
    opens: undefined,
    ...rest,
  });
  const rows: DetailRow[] = [];
  if (report) {
    rows.push(row('format', 'Format', formatName(report), { icon: 'symbol-structure' }));
    rows.push(
      row('verdict', `For ${report.targets.map(({ title }) => title).join(', ')}`, verdictText(report), {
        ...verdictIcon(report),
        opens: 'problems',
      }),
    );
  }
  if (tokens)
    rows.push(row('tokens', 'Tokens', tokensText(tokens), { icon: 'symbol-numeric', tooltip: COUNTED }));
  if (bytes !== undefined) rows.push(row('size', 'Size', sizeText(bytes), { icon: 'file-binary' }));
  if (validates !== undefined) {
    rows.push(row('validates', 'Validates', validates, { icon: 'link', opens: 'dataset' }));
  } else {
    rows.push(
      validation === undefined
        ? row('validation', 'Validation file', 'none yet: drop one here, or choose', {
            icon: 'link',
            opens: 'pair',
          })
        : row('validation', 'Validation file', validation, { icon: 'link', opens: 'validation' }),
    );
  }
  if (template !== undefined) {
    rows.push(row('template', 'Made with', template, { icon: 'comment-discussion', opens: 'template' }));
  }
  if (jobs !== undefined && jobs > 0) {
    rows.push(row('jobs', 'Trained with it', count(jobs, 'job'), { icon: 'rocket', opens: 'jobs' }));
  }
  const others = row('targets', 'Other targets', '', { icon: 'target', children: 'collapsed' });
  return report && report.format !== 'none' ? [...rows, others] : rows;
}

/** The row of another target's verdict; absent `report` while it is being made. */
export function targetRow(dataset: string, target: string, report: ReportSummary | ProblemData): TreeRow {
  const isReport = 'totals' in report;
  return {
    id: `target:${target}:${dataset}`,
    label: targetOf(target)?.title ?? target,
    description: isReport ? verdictText(report) : report.message,
    ...(isReport ? verdictIcon(report) : { icon: 'warning' }),
    context: 'target',
    children: 'none',
  };
}

/** `ready`, or what is in the way. */
export function verdictText({ totals }: Pick<LintReport, 'totals'>): string {
  const { error, warning } = totals;
  if (error > 0)
    return [count(error, 'error'), warning > 0 && count(warning, 'warning')].filter(Boolean).join(', ');
  return warning > 0 ? `accepted, ${count(warning, 'warning')}` : 'ready';
}

/** How the rows are grouped. */
export type Grouping = 'folder' | 'format';

export interface DatasetGroup {
  /** The folder, or the format. */
  key: string;
  row: TreeRow;
  datasets: readonly DatasetSummary[];
}

/** Groups of more than so many datasets in all begin collapsed. */
const MANY = 200;

/** The datasets in groups; groups and datasets in the order of their names. */
export function datasetGroups(datasets: readonly DatasetSummary[], grouping: Grouping): DatasetGroup[] {
  const groups = new Map<string, DatasetSummary[]>();
  for (const dataset of datasets) {
    const key = grouping === 'folder' ? dataset.folder : formatOf(dataset);
    const group = groups.get(key);
    if (group) group.push(dataset);
    else groups.set(key, [dataset]);
  }
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...groups]
    .sort(([a], [b]) => byName(a, b))
    .map(([key, own]) => ({
      key,
      datasets: own.sort((a, b) => byName(a.name, b.name)),
      row: groupRow(key, own, grouping, datasets.length > MANY),
    }));
}

function groupRow(
  key: string,
  datasets: readonly DatasetSummary[],
  grouping: Grouping,
  isMany: boolean,
): TreeRow {
  const errors = datasets.filter(({ report }) => report && report.totals.error > 0).length;
  const label = grouping === 'format' ? key : key === '' ? 'Workspace folder' : key;
  const description = [count(datasets.length, 'dataset'), errors > 0 && `${errors} with errors`]
    .filter(Boolean)
    .join(', ');
  return {
    id: `group:${grouping}:${key}`,
    label,
    description,
    icon: grouping === 'folder' ? 'folder' : 'symbol-structure',
    context: 'group',
    children: isMany ? 'collapsed' : 'expanded',
    spoken: `${label}, ${description}`,
  };
}

function formatOf({ report, problem }: DatasetSummary): string {
  if (report) return formatName(report);
  return problem ? 'Could not be read' : 'Not read yet';
}

function statusOf({ report, busy, problem, bytes, tokens, validates }: DatasetSummary): string {
  if (problem) return 'could not be read';
  if (!report) return busy ? 'reading…' : bytes === undefined ? '' : `${sizeText(bytes)}, not linted yet`;
  if (report.format === 'none') return 'not training data';
  const { error, warning } = report.totals;
  return [
    error > 0 && count(error, 'error'),
    count(report.examples, 'example'),
    tokens && `${formatTokens(tokens.total)} tokens`,
    warning > 0 && count(warning, 'warning'),
    validates !== undefined && 'validation',
  ]
    .filter(Boolean)
    .join(' · ');
}

function iconOf({ report, problem, validates }: DatasetSummary): Pick<TreeRow, 'icon' | 'iconColor'> {
  if (problem) return { icon: 'warning', iconColor: 'list.warningForeground' };
  if (!report) return { icon: 'file' };
  if (report.format === 'none') return { icon: 'question' };
  if (report.totals.error > 0 || report.totals.warning > 0) return verdictIcon(report);
  return { icon: validates === undefined ? 'database' : 'checklist' };
}

function verdictIcon({ totals }: ReportSummary): Pick<TreeRow, 'icon' | 'iconColor'> {
  if (totals.error > 0) return { icon: 'error', iconColor: 'list.errorForeground' };
  if (totals.warning > 0) return { icon: 'warning', iconColor: 'list.warningForeground' };
  return { icon: 'pass', iconColor: 'testing.iconPassed' };
}

function tokensText({ total, trained, exact }: DatasetTokens): string {
  const all = `${exact ? '' : 'about '}${total.toLocaleString('en')}`;
  return trained > 0 ? `${all}, ${trained.toLocaleString('en')} of them trained` : all;
}

function lines(...given: (string | false | undefined)[]): string {
  return given.filter(Boolean).join('\n');
}
