/** The container in the activity bar that holds all our views. */
const CONTAINER = 'tunewright';

/** Views by their ids, in the order of the sidebar. */
export const VIEWS = {
  'tunewright.datasets': { name: 'Datasets', icon: 'media/icons/tunewright.svg' },
  'tunewright.jobs': { name: 'Jobs', icon: 'media/icons/tunewright.svg' },
  'tunewright.connections': { name: 'Connections', icon: 'media/icons/tunewright.svg' },
  'tunewright.datasetChanges': {
    name: 'Dataset Changes',
    icon: 'media/icons/tunewright.svg',
    when: 'tunewright.hasDatasetChanges',
  },
} as const satisfies Record<string, { name: string; icon: string; when?: string }>;

export type ViewId = keyof typeof VIEWS;

/** What a view says when it is known to have no rows: nobody is told so while they are looked for. */
const WELCOME: readonly { view: ViewId; contents: string; when?: string }[] = [
  {
    view: 'tunewright.jobs',
    when: 'tunewright.hasNoJobs',
    contents:
      'A job trains a model with a dataset. What it does is shown here while it does it, with its checkpoints and the model that it makes.\nThe sandbox trains a small model inside the editor in seconds, so you can rehearse without an account.\nJobs that were launched elsewhere are found, too.\n[Find Jobs](command:tunewright.refreshJobs)',
  },
  {
    view: 'tunewright.datasets',
    when: 'workspaceFolderCount != 0 && tunewright.hasNoDatasets',
    contents:
      'Training data is a .jsonl file with one example on each line, and this folder has none yet. Once it has, each dataset is shown here with its examples, tokens and problems.\n[Open Sample Dataset](command:tunewright.openSample)',
  },
  {
    view: 'tunewright.datasets',
    when: 'workspaceFolderCount == 0',
    contents:
      'Open the folder of your training data: .jsonl files with one example on each line. Each is shown here with its examples, tokens and problems.\n[Open Folder](command:vscode.openFolder)\n[Open Sample Dataset](command:tunewright.openSample)',
  },
];

export function viewContributions() {
  return {
    viewsContainers: {
      activitybar: [{ id: CONTAINER, title: 'Tunewright', icon: 'media/icons/tunewright.svg' }],
    },
    viewsWelcome: WELCOME,
    views: {
      [CONTAINER]: Object.entries(VIEWS).map(([id, view]) => ({ id, ...view })),
    },
  };
}
