/** The pages of media/ that open in an editor tab. Those that were open are made again after a reload. */
export const PAGES = ['preview', 'chat', 'job', 'launch', 'compare'] as const;

export type PageId = (typeof PAGES)[number];

/** What the workbench calls a page. */
export function viewTypeOf<Id extends PageId>(page: Id): `tunewright.${Id}` {
  return `tunewright.${page}`;
}
