import { ApiError } from '../http/apiError.ts';
import { pageOf } from '../http/pages.ts';
import type { RouteRequest } from '../http/routes.ts';
import { isFinished, type JobRecord, jobObject } from '../jobs/jobRecord.ts';
import { nowInSeconds, type Services } from '../services.ts';

/** `GET /fine_tuning/jobs`, newest first, filtered by `metadata[key]=value`. */
export async function listJobs({ query, services }: RouteRequest<Services>): Promise<Response> {
  const jobs = (await services.jobs.all()).filter(job => hasMetadata(job, query));
  jobs.sort((left, right) => right.created_at - left.created_at || (left.id < right.id ? -1 : 1));
  const { data, has_more } = pageOf(jobs, query, { usual: 20, most: 100 });
  return Response.json({
    object: 'list',
    data: data.map(job => jobObject(job, services.organization)),
    has_more,
  });
}

/** `GET /fine_tuning/jobs/:id` */
export async function getJob({ params, services }: RouteRequest<Services>): Promise<Response> {
  return Response.json(jobObject(await findJob(services, params.id!), services.organization));
}

/** `GET /fine_tuning/jobs/:id/events`, newest first. */
export async function listJobEvents({ params, query, services }: RouteRequest<Services>): Promise<Response> {
  const job = await findJob(services, params.id!);
  const events = (await services.log.events(job.id)).reverse();
  const { data, has_more } = pageOf(events, query, { usual: 20, most: 100 });
  return Response.json({ object: 'list', data, has_more });
}

/** `GET /fine_tuning/jobs/:id/checkpoints`, newest first. */
export async function listJobCheckpoints({
  params,
  query,
  services,
}: RouteRequest<Services>): Promise<Response> {
  const job = await findJob(services, params.id!);
  const page = pageOf([...job.checkpoints].reverse(), query, { usual: 10, most: 100 });
  const data = page.data.map(checkpoint => ({
    object: 'fine_tuning.job.checkpoint',
    id: checkpoint.id,
    created_at: checkpoint.created_at,
    fine_tuned_model_checkpoint: checkpoint.model,
    fine_tuning_job_id: job.id,
    step_number: checkpoint.step,
    metrics: checkpoint.metrics,
  }));
  return Response.json({ ...page, data });
}

/** `POST /fine_tuning/jobs/:id/cancel` */
export async function cancelJob(route: RouteRequest<Services>): Promise<Response> {
  return control(route, 'cancelled', isFinished, 'cancel', job => ({
    ...job,
    status: 'cancelled',
    finished_at: nowInSeconds(route.services.clock),
    estimated_finish: null,
  }));
}

/** `POST /fine_tuning/jobs/:id/pause` */
export async function pauseJob(route: RouteRequest<Services>): Promise<Response> {
  const isRefused = (job: JobRecord): boolean => isFinished(job) || job.status === 'paused';
  return control(route, 'paused', isRefused, 'pause', job => ({
    ...job,
    status: 'paused',
    estimated_finish: null,
  }));
}

/** `POST /fine_tuning/jobs/:id/resume` */
export async function resumeJob(route: RouteRequest<Services>): Promise<Response> {
  const isRefused = (job: JobRecord): boolean => job.status !== 'paused';
  const response = await control(route, 'resumed', isRefused, undefined, job => ({
    ...job,
    status: statusBefore(job),
  }));
  route.services.runner.enqueue(route.params.id!);
  return response;
}

/** `DELETE /fine_tuning/jobs/:id`: not in OpenAI's API, but in Azure's. Its model stays, its checkpoints go. */
export async function deleteJob({ params, services }: RouteRequest<Services>): Promise<Response> {
  const job = await findJob(services, params.id!);
  if (!isFinished(job)) throw refused(job, 'deleted');
  for (const checkpoint of job.checkpoints) await services.models.remove(checkpoint.model);
  await services.jobs.remove(job.id);
  return Response.json({ id: job.id, object: 'fine_tuning.job', deleted: true });
}

/** A job; when it should run and nobody works on it, it is taken up. Rejects with an `ApiError` 404 without one. */
async function findJob(services: Services, id: string): Promise<JobRecord> {
  const job = await services.jobs.get(id);
  if (job === undefined) throw jobNotFound(id);
  if (services.runner.isStranded(job)) services.runner.enqueue(id);
  return job;
}

async function control(
  { params, services }: RouteRequest<Services>,
  word: string,
  isRefused: (job: JobRecord) => boolean,
  stop: 'cancel' | 'pause' | undefined,
  change: (job: JobRecord) => JobRecord,
): Promise<Response> {
  const id = params.id!;
  let isDone = false;
  const job = await services.jobs.update(id, current => {
    isDone = !isRefused(current);
    return isDone ? change(current) : undefined;
  });
  if (job === undefined) throw jobNotFound(id);
  if (!isDone) throw refused(job, word);
  await services.log.message(id, `The job was ${word}`);
  if (stop !== undefined) services.runner.stop(id, stop);
  return Response.json(jobObject(job, services.organization));
}

/** A job that was paused before its files were checked has them checked when it goes on. */
function statusBefore(job: JobRecord): JobRecord['status'] {
  return job.resume === null ? 'validating_files' : 'queued';
}

function hasMetadata(job: JobRecord, query: URLSearchParams): boolean {
  for (const [name, value] of query) {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    if (key !== undefined && (job.metadata === null || job.metadata[key] !== value)) return false;
    if (name === 'metadata' && value === 'null' && job.metadata !== null) return false;
  }
  return true;
}

function jobNotFound(id: string): ApiError {
  return new ApiError(404, `Could not find fine tune: ${id}`, {
    code: 'fine_tune_not_found',
    param: 'fine_tuning_job_id',
  });
}

function refused(job: JobRecord, word: string): ApiError {
  return new ApiError(400, `Job with ID ${job.id} is ${job.status} and cannot be ${word}.`, {
    code: 'invalid_job_status',
  });
}
