import type { Connection } from '../../provider/connection.ts';
import type { JobSnapshot } from '../../provider/fineTuning.ts';
import { clientIdField } from '../../provider/openaiJobs.ts';
import type { Provider } from '../../provider/provider.ts';
import { isEnded, type Job } from '../job.ts';
import { isSameRef } from '../reduceJob.ts';

/** What a listed job is to us. */
export type Listed =
  | { kind: 'known'; job: Job; snapshot: JobSnapshot }
  | { kind: 'new'; snapshot: JobSnapshot };

/** Asks a connection for its jobs. Empty where nothing can be trained. */
export async function listJobs(provider: Provider, signal: AbortSignal): Promise<JobSnapshot[]> {
  return (await provider.fineTuning?.list(signal)) ?? [];
}

/** Tells jobs of ours from those that are new. What may be ours without our being sure is left out. */
export function sortListed(
  listed: readonly JobSnapshot[],
  jobs: readonly Job[],
  connection: Connection,
): Listed[] {
  const own = jobs.filter(job => job.connection.id === connection.id);
  return listed.flatMap((snapshot): Listed[] => {
    if (snapshot.ref.jobId === '') return [];
    const job = own.find(one => isOurs(one, snapshot));
    if (job) return [{ kind: 'known', job, snapshot }];
    return own.some(one => mayBeOurs(one, snapshot)) ? [] : [{ kind: 'new', snapshot }];
  });
}

function isOurs(job: Job, snapshot: JobSnapshot): boolean {
  if (job.ref) return isSameRef(job.ref, snapshot.ref);
  // One that was given up and exists all the same is a job of its own: somebody must see that it runs.
  return !isEnded(job) && job.start !== undefined && snapshot.metadata?.[clientIdField] === job.id;
}

/** A create was attempted, its answer is not known yet, and the provider keeps no id of ours: it will be looked for. */
function mayBeOurs(job: Job, { createdAt, baseModel, metadata }: JobSnapshot): boolean {
  if (job.ref || isEnded(job) || !job.start || metadata?.[clientIdField] !== undefined) return false;
  const since = job.start.firstAt - CLOCKS_DIFFER;
  return baseModel === job.model && (createdAt === undefined || createdAt >= since);
}

const CLOCKS_DIFFER = 120_000;
