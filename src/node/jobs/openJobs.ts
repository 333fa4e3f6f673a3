import { randomUUID } from 'node:crypto';
import { Jobs } from '../../core/jobs/service/jobs.ts';
import type { JobParts } from '../../core/jobs/service/parts.ts';
import { systemClock } from '../systemClock.ts';
import { fileJobStore } from './fileJobStore.ts';
import { openPlanned } from './openDataset.ts';

export type OpenJobs = Pick<JobParts, 'connections' | 'provider' | 'ledger' | 'log'> &
  Partial<Pick<JobParts, 'timings'>> & {
    /** Where the jobs are kept; made when it is not there. */
    folder: string;
  };

/** The job service of this machine over a folder, which other processes may use as well. */
export function openJobs({ folder, ...parts }: OpenJobs): Jobs {
  return new Jobs({
    ...parts,
    store: fileJobStore(folder),
    clock: systemClock,
    random: Math.random,
    newId: randomUUID,
    owner: randomUUID(),
    open: openPlanned,
  });
}
