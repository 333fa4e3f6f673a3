import { leavesOf } from './leaves.ts';

/** A place in which two versions of an example differ. */
export interface ChangedLeaf {
  /** As people write it: `messages[2].content`. */
  path: string;
  /** Absent where the place is new. */
  before?: string;
  /** Absent where the place is gone. */
  after?: string;
}

/** What differs between two lines, in the order of the second, then what only the first had. */
export function changedLeaves(before: string, after: string): ChangedLeaf[] {
  const old = new Map(leavesOf(before).map(({ path, text }) => [path, text]));
  const changes: ChangedLeaf[] = [];
  for (const { path, text } of leavesOf(after)) {
    const was = old.get(path);
    old.delete(path);
    if (was !== text) changes.push({ path, ...(was !== undefined && { before: was }), after: text });
  }
  return [...changes, ...[...old].map(([path, text]) => ({ path, before: text }))];
}
