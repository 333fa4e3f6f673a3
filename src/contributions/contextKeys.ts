/** What `when` clauses may ask, with the type of the answer. */
export interface ContextKeys {
  /** The active editor shows a dataset that is linted. */
  'tunewright.inDataset': boolean;
  /** Two datasets were compared, and what differs is shown. */
  'tunewright.hasDatasetChanges': boolean;
  /** Whether the workspace is known to hold no dataset: not before it was searched. */
  'tunewright.hasNoDatasets': boolean;
  /** Whether no job is known, after those on disk were read. */
  'tunewright.hasNoJobs': boolean;
  /** How the Datasets view is grouped. */
  'tunewright.datasetGrouping': 'folder' | 'format';
}
