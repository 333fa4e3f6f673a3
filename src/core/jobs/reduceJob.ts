import type {
  JobCheckpoint,
  JobEvent,
  JobRef,
  JobSnapshot,
  RemoteFile,
  UploadSession,
} from '../provider/fineTuning.ts';
import { isFinalState } from '../provider/jobState.ts';
import { defined } from '../provider/lenient.ts';
import type { Capabilities } from '../provider/provider.ts';
import type { ProblemData } from '../util/problem.ts';
import { type FileRole, isEnded, type Job, type JobAction, type JobUpload } from './job.ts';

/** What can happen to a job. `at` is in milliseconds since 1970. */
export type JobHappening =
  | { kind: 'upload-attempt'; role: FileRole; remoteName: string; total: number }
  | { kind: 'upload-progress'; role: FileRole; sent: number; session?: UploadSession }
  | { kind: 'uploaded'; role: FileRole; file: RemoteFile; reused: boolean; strays: readonly string[] }
  | { kind: 'start-attempt' }
  | { kind: 'snapshot'; snapshot: JobSnapshot; capabilities?: Capabilities }
  | { kind: 'log'; events: readonly JobEvent[]; cursor?: string }
  | { kind: 'checkpoints'; checkpoints: readonly JobCheckpoint[] }
  /** Its end, log, checkpoints and cost are known: nothing more will come. */
  | { kind: 'settled' }
  | { kind: 'wanted'; action: JobAction }
  /** The provider was told. */
  | { kind: 'heard'; action: JobAction }
  | { kind: 'refused'; action: JobAction; problem: ProblemData }
  /** It ended before the provider had it: it cannot be launched, or the user does not want it any more. */
  | { kind: 'given-up'; problem?: ProblemData }
  | { kind: 'unseen'; problem: ProblemData }
  | { kind: 'told' }
  /** A model or a file of the connection was deleted. */
  | { kind: 'deleted'; id: string }
  | { kind: 'removed' };

/**
 * The job after something happened; the very same object when nothing changed. A job that has ended stays as it
 * ended: only what its log still had to tell, and what the user did to the entry in the list, is added.
 */
export function reduceJob(job: Job, happening: JobHappening, at: number): Job {
  const changed = changedJob(job, happening, at);
  if (changed === job || isSame(job, changed)) return job;
  return { ...changed, changedAt: Math.max(at, job.changedAt), revision: job.revision + 1 };
}

function changedJob(job: Job, happening: JobHappening, at: number): Job {
  const ended = isEnded(job);
  switch (happening.kind) {
    case 'snapshot':
      return afterSnapshot(job, happening.snapshot, happening.capabilities, at);
    case 'log':
      return afterLog(job, happening.events, happening.cursor);
    case 'checkpoints':
      return { ...job, checkpoints: [...happening.checkpoints] };
    case 'settled':
      return ended ? { ...job, settled: true } : job;
    case 'told':
      return ended ? { ...job, told: true } : job;
    case 'removed':
      return { ...job, removed: true };
    case 'deleted':
      return afterDeletion(job, happening.id);
    default:
      return ended ? job : afterStep(job, happening, at);
  }
}

type Step = Exclude<
  JobHappening,
  { kind: 'snapshot' | 'log' | 'checkpoints' | 'settled' | 'told' | 'removed' | 'deleted' }
>;

function afterStep(job: Job, happening: Step, at: number): Job {
  switch (happening.kind) {
    case 'upload-attempt': {
      const { role, remoteName, total } = happening;
      const before = job.uploads[role];
      if (before?.file) return job;
      const upload = { ...before, remoteName, total, sent: 0, attempts: (before?.attempts ?? 0) + 1 };
      return withUpload(job, role, upload);
    }
    case 'upload-progress': {
      const before = job.uploads[happening.role];
      if (!before || before.file) return job;
      const { sent, session } = happening;
      return withUpload(job, happening.role, { ...before, sent, ...(session && { session }) });
    }
    case 'uploaded':
      return afterUpload(job, happening);
    case 'start-attempt': {
      if (job.ref) return job;
      const { attempts = 0, firstAt = at } = job.start ?? {};
      return { ...job, start: { attempts: attempts + 1, firstAt, lastAt: at } };
    }
    case 'wanted': {
      const { refusal: _, ...rest } = job;
      return { ...rest, wanted: happening.action };
    }
    case 'heard': {
      if (job.wanted !== happening.action) return job;
      const { wanted: _, ...rest } = job;
      return isDone(happening.action, job.state) ? rest : { ...rest, asked: happening.action };
    }
    case 'refused': {
      const { wanted: _, ...rest } = job;
      return { ...rest, refusal: { action: happening.action, problem: happening.problem } };
    }
    case 'unseen':
      return { ...job, unseen: { since: job.unseen?.since ?? at, problem: happening.problem } };
    case 'given-up':
      return afterGivingUp(job, happening.problem, at);
  }
}

function afterUpload(job: Job, { role, file, reused, strays }: Extract<Step, { kind: 'uploaded' }>): Job {
  const before = job.uploads[role];
  if (!before || before.file) return job;
  const { session: _, ...rest } = before;
  const upload: JobUpload = { ...rest, sent: before.total, file };
  if (reused) upload.reused = true;
  if (strays.length > 0) upload.strays = [...strays];
  return withUpload(seen(job), role, upload);
}

function afterGivingUp(job: Job, problem: ProblemData | undefined, at: number): Job {
  const { wanted: _, asked: __, refusal: ___, unseen: ____, ...rest } = job;
  const ended: Job = { ...rest, state: problem ? 'failed' : 'cancelled', finishedAt: at };
  if (!problem) return ended;
  const { code, reason, message, remedy } = problem;
  return { ...ended, error: { code: reason ?? code, message, remedy } };
}

/** What the provider says. Fields that it leaves out keep what they were. */
function afterSnapshot(
  job: Job,
  snapshot: JobSnapshot,
  capabilities: Capabilities | undefined,
  at: number,
): Job {
  const known = job.ref === undefined || isSameRef(job.ref, snapshot.ref);
  if (!known) return job;
  const ended = isEnded(job);
  // Late answers about a job that has ended may still tell its cost, never another end.
  if (ended && (!job.ref || job.state !== snapshot.state)) return seen(job, at);
  const {
    ref,
    state,
    rawStatus,
    createdAt,
    baseModel,
    adopted: _,
    recognised: __,
    metadata: ___,
    ...rest
  } = snapshot;
  const next: Job = {
    ...seen(job, at),
    ...defined(rest),
    ref,
    state,
    rawStatus,
    model: job.plan ? job.model : (baseModel ?? job.model),
  };
  if (capabilities) next.capabilities = capabilities;
  if (createdAt !== undefined) next.submittedAt = createdAt;
  // Providers still name a model that is gone.
  if (next.tunedModel !== undefined && next.tunedModel === next.deletedModel) delete next.tunedModel;
  return withoutWishes(next);
}

/** True when what the user asked for has come about, or cannot any more. */
function isDone(wanted: JobAction | undefined, state: Job['state']): boolean {
  if (wanted === undefined) return false;
  if (isFinalState(state)) return true;
  if (wanted === 'pause') return state === 'paused';
  return wanted === 'resume' && state !== 'paused';
}

/** Drops what has come about; a refusal says nothing any more when the job has ended. */
function withoutWishes(job: Job): Job {
  const { wanted, asked, refusal, ...rest } = job;
  return {
    ...rest,
    ...(wanted && !isDone(wanted, job.state) && { wanted }),
    ...(asked && !isDone(asked, job.state) && { asked }),
    ...(refusal && !isEnded(job) && { refusal }),
  };
}

function afterLog(job: Job, events: readonly JobEvent[], cursor: string | undefined): Job {
  const next: Job = cursor === undefined ? { ...job } : { ...job, cursor };
  const last = events.findLast(event => event.metrics)?.metrics;
  if (!last || last.step < (job.metrics?.step ?? 0)) return next;
  const at = events.findLast(event => event.metrics)?.at;
  // An event may carry only some of the numbers: the others are still the latest known.
  const values = { ...job.metrics?.values };
  for (const event of events) Object.assign(values, event.metrics?.values);
  const totalSteps = last.totalSteps ?? job.metrics?.totalSteps;
  const epoch = last.epoch ?? job.metrics?.epoch;
  return {
    ...next,
    metrics: defined({ ...last, totalSteps, epoch, values, at }) as NonNullable<Job['metrics']>,
  };
}

/** What is deleted is not offered any more: neither the model nor files that no job used. */
function afterDeletion(job: Job, id: string): Job {
  const next: Job = { ...job };
  if (job.tunedModel === id) {
    next.deletedModel = id;
    delete next.tunedModel;
  }
  for (const role of ['training', 'validation'] as const) {
    const upload = next.uploads[role];
    if (!upload) continue;
    const { strays, file, ...rest } = upload;
    const others = strays?.filter(one => one !== id) ?? [];
    // A file that a job was created with stays in its record.
    const isGone = file?.id === id && isEnded(job) && !job.ref;
    const kept = { ...rest, ...(file && !isGone && { file }), ...(others.length > 0 && { strays: others }) };
    if (isGone || others.length !== (strays?.length ?? 0)) next.uploads = { ...next.uploads, [role]: kept };
  }
  return next;
}

function withUpload(job: Job, role: FileRole, upload: JobUpload): Job {
  return { ...job, uploads: { ...job.uploads, [role]: upload } };
}

/** The provider answered. */
function seen(job: Job, at = job.seenAt): Job {
  const { unseen: _, ...rest } = job;
  return at === undefined ? rest : { ...rest, seenAt: at };
}

export function isSameRef(one: JobRef, other: JobRef): boolean {
  return (
    one.connectionId === other.connectionId &&
    one.jobId === other.jobId &&
    one.collection === other.collection
  );
}

/** True when two jobs say the same. When the provider was last asked is no news. */
function isSame(one: Job, other: Job): boolean {
  return JSON.stringify({ ...one, seenAt: 0 }) === JSON.stringify({ ...other, seenAt: 0 });
}
