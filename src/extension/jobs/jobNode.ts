import type { JobCheckpoint } from '../../core/provider/fineTuning.ts';
import type { JobGroup } from '../../core/view/jobRows.ts';

/** A row of the Jobs view. Jobs stand in it by their ids, so that a row is never older than the job. */
export type JobNode =
  | { kind: 'group'; group: JobGroup }
  | { kind: 'job'; id: string }
  | { kind: 'result'; id: string }
  | { kind: 'checkpoint'; id: string; checkpoint: JobCheckpoint };
