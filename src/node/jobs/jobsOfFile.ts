import { realpath } from 'node:fs/promises';
import type { Job } from '../../core/jobs/job.ts';

/** The jobs that were launched with a tune file, by its absolute path: whichever way a link to its folder was gone. */
export async function jobsOfFile(jobs: readonly Job[], file: string): Promise<Job[]> {
  const wanted = await trueName(file);
  const names = await Promise.all(
    jobs.map(({ plan }) => (plan?.tune ? trueName(plan.tune.path) : Promise.resolve(undefined))),
  );
  return jobs.filter((_, index) => names[index] === wanted);
}

/** A file that is gone by now has the name that it had. */
function trueName(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}
