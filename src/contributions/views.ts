/** The container in the activity bar that holds all our views. */
const CONTAINER = 'tunewright';

/** Views by their ids, in the order of the sidebar. */
export const VIEWS = {
  'tunewright.connections': { name: 'Connections', icon: 'media/icons/tunewright.svg' },
  'tunewright.datasetChanges': {
    name: 'Dataset Changes',
    icon: 'media/icons/tunewright.svg',
    when: 'tunewright.hasDatasetChanges',
  },
} as const satisfies Record<string, { name: string; icon: string; when?: string }>;

export type ViewId = keyof typeof VIEWS;

export function viewContributions() {
  return {
    viewsContainers: {
      activitybar: [{ id: CONTAINER, title: 'Tunewright', icon: 'media/icons/tunewright.svg' }],
    },
    views: {
      [CONTAINER]: Object.entries(VIEWS).map(([id, view]) => ({ id, ...view })),
    },
  };
}
