import type { ChangedRow, DatasetDiff, DiffRow } from '../diff/diffDatasets.ts';
import { count } from '../text/count.ts';
import type { TreeRow } from './treeRow.ts';

/** What a row of the tree stands for. */
export type DiffNode =
  | { kind: 'group'; group: DiffGroup; row: TreeRow }
  | { kind: 'example'; group: DiffGroup; before?: number; after?: number; row: TreeRow }
  | { kind: 'rest'; row: TreeRow };

export type DiffGroup = 'changed' | 'added' | 'removed';

/** More rows below one group than this are counted and not drawn. */
export const MOST_ROWS = 2000;

/** The groups that are not empty. A difference without any is said by the view's message. */
export function diffGroups(diff: DatasetDiff): DiffNode[] {
  return (['changed', 'added', 'removed'] as const)
    .filter(group => diff[group].length > 0)
    .map(group => ({
      kind: 'group',
      group,
      row: {
        id: group,
        label: TITLES[group],
        description: diff[group].length.toLocaleString('en-US'),
        children: 'expanded',
        context: 'group',
        spoken: `${count(diff[group].length, 'example')} ${group}`,
      },
    }));
}

/** The examples of a group, in the order of their file. */
export function diffExamples(diff: DatasetDiff, group: DiffGroup): DiffNode[] {
  const nodes: DiffNode[] =
    group === 'changed'
      ? diff.changed.slice(0, MOST_ROWS).map(changedNode)
      : diff[group].slice(0, MOST_ROWS).map(one => oneSided(group, one));
  const left = diff[group].length - nodes.length;
  if (left === 0) return nodes;
  const row: TreeRow = { id: `${group}:rest`, label: `and ${count(left, 'more example')}`, children: 'none' };
  return [...nodes, { kind: 'rest', row }];
}

/** What the view says above its rows. */
export function diffMessage({
  added,
  removed,
  changed,
  unchanged,
  moved,
  unpaired,
}: DatasetDiff): string | undefined {
  const kept = `${count(unchanged, 'example')} unchanged${moved > 0 ? `, ${moved.toLocaleString('en-US')} of them in another place` : ''}.`;
  if (added.length + removed.length + changed.length === 0) return `Both say the same. ${capitalised(kept)}`;
  return unpaired ? `Too many examples differ to tell which became which. ${capitalised(kept)}` : kept;
}

const TITLES = { changed: 'Changed', added: 'Added', removed: 'Removed' } as const;
const ICONS = { changed: 'diff-modified', added: 'diff-added', removed: 'diff-removed' } as const;
const COLORS = {
  changed: 'gitDecoration.modifiedResourceForeground',
  added: 'gitDecoration.addedResourceForeground',
  removed: 'gitDecoration.deletedResourceForeground',
} as const;

function changedNode({ before, after, changes }: ChangedRow): DiffNode {
  const places = changes.map(({ path }) => path).filter(path => path !== '');
  const [first] = places;
  const where =
    first === undefined ? undefined : places.length > 1 ? `${first} and ${places.length - 1} more` : first;
  const moved =
    before.line === after.line ? `line ${after.line + 1}` : `line ${before.line + 1} → ${after.line + 1}`;
  return {
    kind: 'example',
    group: 'changed',
    before: before.line,
    after: after.line,
    row: {
      ...drawn('changed', after, `${before.line}:${after.line}`),
      description: [where, moved].filter(Boolean).join(' · '),
      tooltip: [after.title, ...places.slice(0, 20)].join('\n'),
    },
  };
}

function oneSided(group: 'added' | 'removed', one: DiffRow): DiffNode {
  const side = group === 'added' ? { after: one.line } : { before: one.line };
  return {
    kind: 'example',
    group,
    ...side,
    row: { ...drawn(group, one, String(one.line)), description: `line ${one.line + 1}`, tooltip: one.title },
  };
}

function drawn(group: DiffGroup, { title, line }: DiffRow, key: string): TreeRow {
  return {
    id: `${group}:${key}`,
    label: title === '' ? 'Example without text' : title,
    icon: ICONS[group],
    iconColor: COLORS[group],
    context: 'example',
    children: 'none',
    spoken: `${group}, line ${line + 1}, ${title}`,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
