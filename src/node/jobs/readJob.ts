import { isJobState, type Job } from '../../core/jobs/job.ts';

/** The job in a file's text, or undefined when that holds none: it was torn, or written by somebody else. */
export function readJob(text: string): Job | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const job = value as Partial<Job> | null;
  if (typeof job !== 'object' || job === null || job.version !== 1) return undefined;
  const texts = [job.id, job.name, job.model, job.connection?.id, job.connection?.kind, job.connection?.name];
  const numbers = [job.createdAt, job.changedAt, job.revision];
  const isSound =
    texts.every(text => typeof text === 'string') &&
    numbers.every(number => typeof number === 'number') &&
    isJobState(job.state) &&
    typeof job.uploads === 'object' &&
    job.uploads !== null &&
    Array.isArray(job.checkpoints);
  return isSound ? (job as Job) : undefined;
}
