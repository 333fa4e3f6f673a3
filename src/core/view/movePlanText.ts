import { conversionSums, describeConversion } from '../convert/report.ts';
import { formatTitle } from '../formats/registry.ts';
import type { FindingTotals } from '../lint/finding.ts';
import { folderFiles } from '../move/folder/folder.ts';
import { outputName, OWN_SERVER } from '../move/folder/outputName.ts';
import type { MovedDataset, MovePlan } from '../move/movePlan.ts';
import type { MovedSetting } from '../move/settings.ts';
import { count } from '../text/count.ts';
import { METHOD_NAMES } from '../tune/methodNames.ts';

/** A part of what is shown of a move: a heading and sentences. A sentence that tells of a loss is marked. */
export interface PlanSection {
  title: string;
  lines: { text: string; mark: 'same' | 'change' | 'loss' }[];
}

/** The heading over the files of a move. */
export const WRITTEN = 'What is written';

/** What a move changes, what is lost, and what is written, for a page and for a terminal. */
export function movePlanSections(plan: MovePlan): PlanSection[] {
  const sections: PlanSection[] = [
    { title: 'Model', lines: modelLines(plan) },
    ...plan.datasets.map(dataset => ({ title: titleOf(dataset), lines: datasetLines(dataset, plan) })),
    { title: 'Settings', lines: plan.settings.map(settingLine) },
    { title: 'Comparisons', lines: comparisonLines(plan) },
    { title: 'To know', lines: plan.notes.map(text => ({ text, mark: 'loss' as const })) },
    { title: WRITTEN, lines: writtenLines(plan) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

/** The whole plan as a heading. */
export function movePlanTitle({ name, method, from, to }: MovePlan): string {
  return `Move ${name} from ${from.connection} to ${to.title} (${METHOD_NAMES[method]})`;
}

/** How many things are lost, for a question. Settings, examples and what examples hold count alike. */
export function lossesOf({ settings, datasets }: MovePlan): number {
  return (
    settings.filter(({ outcome }) => outcome === 'lost').length +
    datasets.reduce((sum, { lost, refused }) => sum + lost.length + refused.length, 0)
  );
}

function modelLines({ model, from }: MovePlan): PlanSection['lines'] {
  return [
    {
      text: `${from.model} becomes ${model.id}. ${model.why}`,
      mark: model.id === from.model ? 'same' : 'change',
    },
    ...(model.others.length > 0
      ? [{ text: `Others there: ${model.others.join(', ')}.`, mark: 'same' as const }]
      : []),
  ];
}

function titleOf({ role, given }: MovedDataset): string {
  return `${role === 'training' ? 'Training' : 'Validation'} data: ${given}`;
}

function datasetLines(dataset: MovedDataset, { to }: MovePlan): PlanSection['lines'] {
  const { kept, format, to: there, fixes, file } = dataset;
  const what = kept
    ? `${to.title} reads it as it is (${titleOfFormat(format)})${fixes > 0 ? `; ${count(fixes, 'safe fix', 'safe fixes')} mend it` : ''}.`
    : `${titleOfFormat(format)} is written as ${there ? formatTitle(there) : 'it is'}: ${conversionSums(dataset)}`;
  const lines: PlanSection['lines'] = [
    {
      text: file === undefined ? what : `${what} New file: ${file}.`,
      mark: file === undefined ? 'same' : 'change',
    },
    ...describeConversion(dataset).map(text => ({ text, mark: 'loss' as const })),
    {
      text: `Linted for ${to.target}: ${totalsText(dataset.after)}${wasText(dataset)}.`,
      mark: markOf(dataset.after),
    },
  ];
  for (const { rule, message, range } of dataset.worst) {
    lines.push({ text: `line ${range.start.line + 1}: ${message} (${rule})`, mark: markOf(dataset.after) });
  }
  return lines;
}

function titleOfFormat(format: MovedDataset['format']): string {
  return format === 'none' || format === 'unknown' ? 'a format that is not known' : formatTitle(format);
}

function totalsText({ error, warning, info }: FindingTotals): string {
  if (error + warning + info === 0) return 'nothing to find';
  return [count(error, 'error'), count(warning, 'warning'), count(info, 'note')].join(', ');
}

function wasText({ before, after }: MovedDataset): string {
  return before.error === after.error && before.warning === after.warning
    ? ''
    : `; as it is now it would have ${count(before.error, 'error')} and ${count(before.warning, 'warning')} there`;
}

function markOf({ error }: FindingTotals): 'same' | 'loss' {
  return error > 0 ? 'loss' : 'same';
}

function settingLine({ name, value, outcome, becomes, note }: MovedSetting): PlanSection['lines'][number] {
  const to = becomes
    ? ` becomes ${becomes.name}: ${becomes.value}`
    : outcome === 'lost'
      ? ' is lost'
      : ' stays';
  const text = `${name} (${value})${to}.${note === undefined ? '' : ` ${note}`}`;
  return { text, mark: outcome === 'lost' ? 'loss' : outcome === 'kept' ? 'same' : 'change' };
}

function comparisonLines({ comparisons, to: { tool }, stem, tune }: MovePlan): PlanSection['lines'] {
  return comparisons.map(({ from, to, beside, variant }) => ({
    text: `${from} is copied to ${to}: "${variant}" stands beside "${beside}" over the same cases. ${
      tool === undefined
        ? `It asks the model that the new tune’s latest job made, so it can be run once one has succeeded.`
        : `It asks ${outputName({ tune, stem })} at the connection ${OWN_SERVER}: the README says how that server is started.`
    }`,
    mark: 'change' as const,
  }));
}

function writtenLines(plan: MovePlan): PlanSection['lines'] {
  const { to, stem, datasets, comparisons, trainer } = plan;
  const data = datasets.flatMap(({ file }) => file ?? []);
  const copies = comparisons.map(one => one.to);
  const files =
    to.tool !== undefined && trainer
      ? [...folderFiles({ ...plan, trainer }, to.tool).map(({ path }) => path), ...data].map(
          file => `${stem}/${file}`,
        )
      : [`${stem}.tune.json`, ...data];
  return [...files, ...copies].map(text => ({ text, mark: 'change' as const }));
}
