/** What `when` clauses may ask, with the type of the answer. */
export interface ContextKeys {
  /** The active editor shows a dataset that is linted. */
  'tunewright.inDataset': boolean;
  /** Two datasets were compared, and what differs is shown. */
  'tunewright.hasDatasetChanges': boolean;
  /** How the Datasets view is grouped. */
  'tunewright.datasetGrouping': 'folder' | 'format';
}
