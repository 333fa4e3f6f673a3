import type { Job } from '../../core/jobs/job.ts';
import { jobText } from '../../core/view/jobText.ts';
import type { Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { textTable } from '../terminal/textTable.ts';

/** Jobs as a table, the newest first. */
export function listText(jobs: readonly Job[], io: Io): string {
  if (jobs.length === 0) return '';
  const rows = jobs.map(job => [
    job.origin === 'adopted' ? (job.ref?.jobId ?? job.id) : job.id.slice(0, 8),
    job.name,
    job.connection.id,
    jobText(job),
    job.tunedModel ?? job.model,
  ]);
  return textTable(
    ['job', 'name', 'connection', 'state', 'model'],
    rows.map(row => row.map(neutral)),
    io,
  );
}
