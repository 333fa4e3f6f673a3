import type { MenuItem } from './menus.ts';

const VIEW = 'view == tunewright.datasets';
const DATASET = `${VIEW} && viewItem =~ /^dataset\\b/`;
const REMOTE_FILE = `${VIEW} && viewItem == remoteFile`;

/** The buttons of the Datasets view. */
export const DATASETS_TITLE: readonly MenuItem[] = [
  { command: 'tunewright.refreshDatasets', when: VIEW, group: 'navigation@3' },
  {
    command: 'tunewright.groupByFormat',
    when: `${VIEW} && tunewright.datasetGrouping != format`,
    group: '1_group@1',
  },
  {
    command: 'tunewright.groupByFolder',
    when: `${VIEW} && tunewright.datasetGrouping == format`,
    group: '1_group@1',
  },
];

/** What can be done to a row of it. */
export const DATASETS_ROWS: readonly MenuItem[] = [
  { command: 'tunewright.lintSelected', when: DATASET, group: 'inline@1' },
  { command: 'tunewright.openDatasetPage', when: DATASET, group: '0_read@1' },
  { command: 'tunewright.lintSelected', when: DATASET, group: '1_check@1' },
  { command: 'tunewright.prepareSelected', when: DATASET, group: '1_check@2' },
  { command: 'tunewright.splitSelected', when: DATASET, group: '1_check@3' },
  { command: 'tunewright.pairSelected', when: DATASET, group: '2_pair@1' },
  {
    command: 'tunewright.unpairSelected',
    when: `${DATASET} && viewItem =~ /\\bpaired\\b/`,
    group: '2_pair@2',
  },
  { command: 'tunewright.uploadSelected', when: DATASET, group: '3_use@1' },
  { command: 'tunewright.launchSelected', when: DATASET, group: '3_use@2' },
  { command: 'tunewright.newComparison', when: DATASET, group: '3_use@3' },
  { command: 'tunewright.refreshFiles', when: `${VIEW} && viewItem == remote`, group: 'inline@1' },
  { command: 'tunewright.refreshFiles', when: `${VIEW} && viewItem == remote`, group: '1_use@1' },
  { command: 'tunewright.copyFileId', when: REMOTE_FILE, group: 'inline@1' },
  { command: 'tunewright.copyFileId', when: REMOTE_FILE, group: '1_use@1' },
  { command: 'tunewright.deleteFile', when: REMOTE_FILE, group: '2_remove@1' },
];
