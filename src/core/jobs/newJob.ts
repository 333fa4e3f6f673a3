import type { Connection } from '../provider/connection.ts';
import type { JobSnapshot } from '../provider/fineTuning.ts';
import type { Capabilities } from '../provider/provider.ts';
import { isEnded, type Job } from './job.ts';
import type { LaunchPlan } from './plan.ts';
import { reduceJob } from './reduceJob.ts';

/** A job that was just decided on: nothing was sent yet. `at` in milliseconds since 1970. */
export function launchedJob(id: string, plan: LaunchPlan, connection: Connection, at: number): Job {
  const { name, model, method, suffix, hyperparameters } = plan;
  return {
    ...emptyJob(id, 'launched', name, connection, at),
    plan,
    model,
    ...(method && { method }),
    ...(suffix !== undefined && { suffix }),
    ...(hyperparameters && { hyperparameters }),
  };
}

/** A job that was found on a connection. Its id is made of the provider's, so nobody can take it up twice. */
export function adoptedJob(
  snapshot: JobSnapshot,
  connection: Connection,
  capabilities: Capabilities,
  at: number,
): Job {
  const { jobId, collection } = snapshot.ref;
  const id = ['found', connection.id, collection, jobId].filter(Boolean).join('-');
  const name = snapshot.suffix ?? jobId;
  const empty = { ...emptyJob(id, 'adopted', name, connection, snapshot.createdAt ?? at), model: '' };
  const job = reduceJob(empty, { kind: 'snapshot', snapshot, capabilities }, at);
  // What ended before we knew of it is no news.
  return isEnded(job) ? { ...job, told: true } : job;
}

function emptyJob(
  id: string,
  origin: Job['origin'],
  name: string,
  { id: connectionId, kind, name: connectionName }: Connection,
  at: number,
): Omit<Job, 'model'> {
  return {
    version: 1,
    id,
    origin,
    name,
    connection: { id: connectionId, kind, name: connectionName },
    createdAt: at,
    changedAt: at,
    revision: 0,
    state: 'uploading',
    uploads: {},
    checkpoints: [],
  };
}
