import type { Job } from '../../../../src/core/jobs/job.ts';
import type { Jobs } from '../../../../src/core/jobs/service/jobs.ts';

/** Resolves when the job is as it should be. */
export function until(jobs: Jobs, id: string, holds: (job: Job) => boolean): Promise<Job> {
  return new Promise(resolve => {
    const look = () => {
      const job = jobs.job(id);
      if (job && holds(job)) resolve(job);
    };
    jobs.onDidChange(look);
    look();
  });
}

/** True when its end was told. */
export const told = (job: Job) => job.told === true;
