import type { Job } from '../../core/jobs/job.ts';
import { jobText } from '../../core/view/jobText.ts';
import type { Io } from '../io.ts';
import { width } from '../terminal/cells.ts';
import { neutral } from '../terminal/neutral.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';

/** Jobs as a table, the newest first. */
export function listText(jobs: readonly Job[], io: Io): string {
  if (jobs.length === 0) return '';
  const style = styleFor(wantsColour(io.stdout, io.env));
  const heads = ['job', 'name', 'connection', 'state', 'model'];
  const rows = [
    heads,
    ...jobs.map(job => [
      job.origin === 'adopted' ? (job.ref?.jobId ?? job.id) : job.id.slice(0, 8),
      job.name,
      job.connection.id,
      jobText(job),
      job.tunedModel ?? job.model,
    ]),
  ].map(row => row.map(neutral));
  const widths = heads.map((_, column) => Math.max(...rows.map(row => width(row[column]!))));
  return rows
    .map((row, index) => {
      const line = row
        .map((cell, column) => cell + ' '.repeat(widths[column]! - width(cell)))
        .join('  ')
        .trimEnd();
      return `${index === 0 ? style.dim(line) : line}\n`;
    })
    .join('');
}
