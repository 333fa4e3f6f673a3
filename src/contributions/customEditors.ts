/** What the workbench calls the page of a document, and that of a file that is only read. */
export const DATASET_EDITOR = 'tunewright.dataset';
export const DATASET_READER = 'tunewright.datasetReader';

const DATASETS = ['*.jsonl', '*.ndjson'].map(filenamePattern => ({ filenamePattern }));

/** Editors that *Reopen Editor With…* offers. Text stays what a file opens as. */
export const CUSTOM_EDITORS = [
  { viewType: DATASET_EDITOR, displayName: 'Dataset Page', selector: DATASETS, priority: 'option' },
  {
    viewType: DATASET_READER,
    displayName: 'Dataset Page, Read-Only (Any Size)',
    selector: DATASETS,
    priority: 'option',
  },
];
