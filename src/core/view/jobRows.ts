import { problemText } from '../util/problemText.ts';
import { actionsFor, isEnded, type Job } from '../jobs/job.ts';
import type { JobCheckpoint } from '../provider/fineTuning.ts';
import { count } from '../text/count.ts';
import { jobProgress } from './jobProgress.ts';
import { money } from './spending.ts';
import { dayText, durationText } from './timeText.ts';
import type { TreeRow } from './treeRow.ts';

/** Where a job stands among the others. */
export type JobGroup = 'running' | 'waiting' | 'done' | 'failed';

export const JOB_GROUPS: readonly { id: JobGroup; title: string }[] = [
  { id: 'running', title: 'Running' },
  { id: 'waiting', title: 'Waiting' },
  { id: 'done', title: 'Done' },
  { id: 'failed', title: 'Failed' },
];

const GROUP_OF: Readonly<Record<Job['state'], JobGroup>> = {
  uploading: 'waiting',
  validating: 'waiting',
  queued: 'waiting',
  paused: 'waiting',
  running: 'running',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'failed',
};

export function groupOf({ state }: Pick<Job, 'state'>): JobGroup {
  return GROUP_OF[state];
}

/** The heading above the jobs of a group. */
export function jobGroupRow(group: JobGroup, jobs: readonly Job[]): TreeRow {
  const title = JOB_GROUPS.find(({ id }) => id === group)!.title;
  return {
    id: `jobs:${group}`,
    label: title,
    description: String(jobs.length),
    context: 'jobGroup',
    children: 'expanded',
    spoken: `${title}, ${count(jobs.length, 'job')}`,
  };
}

/**
 * The row of a job. `now` in milliseconds since 1970; `strays` are the ids of files on the connection that it left
 * behind and no job uses.
 */
export function jobRow(job: Job, now: number, strays: readonly string[] = []): TreeRow {
  const description = statusText(job, now);
  return {
    id: `job:${job.id}`,
    label: job.name,
    description,
    tooltip: tooltipOf(job, now, strays),
    ...iconOf(job),
    context: [
      'job',
      job.state,
      isEnded(job) ? 'ended' : 'active',
      ...actionsFor(job).map(action => `can-${action}`),
      job.tunedModel !== undefined && 'tuned',
      job.plan && 'planned',
      strays.length > 0 && 'strays',
    ]
      .filter(Boolean)
      .join(' '),
    children: job.tunedModel !== undefined || job.checkpoints.length > 0 ? 'collapsed' : 'none',
    spoken: `${job.name} on ${job.connection.name}, ${stateText(job)}, ${description}`,
  };
}

/** The row of the model that a job made. */
export function resultRow(job: Job): TreeRow {
  return {
    id: `result:${job.id}`,
    label: job.tunedModel ?? '',
    description: 'the resulting model',
    icon: 'chip',
    iconColor: 'testing.iconPassed',
    context: ['result', job.capabilities?.deleteModel && 'deletable'].filter(Boolean).join(' '),
    children: 'none',
    spoken: `The resulting model, ${job.tunedModel}`,
  };
}

/** The row of a checkpoint. */
export function checkpointRow(job: Job, checkpoint: JobCheckpoint): TreeRow {
  const { step, values, model } = checkpoint;
  const loss = values.full_valid_loss ?? values.valid_loss ?? values.train_loss;
  const kind = (values.full_valid_loss ?? values.valid_loss) === undefined ? 'loss' : 'validation loss';
  return {
    id: `checkpoint:${job.id}:${checkpoint.id}`,
    label: `Checkpoint at step ${step}`,
    description: [loss !== undefined && `${kind} ${loss.toFixed(3)}`, model].filter(Boolean).join(' · '),
    tooltip: [
      model ?? checkpoint.path ?? checkpoint.id,
      ...Object.entries(values).map(([name, value]) => `${name}: ${value}`),
    ].join('\n'),
    icon: 'bookmark',
    context: model === undefined ? 'checkpoint' : 'checkpoint usable',
    children: 'none',
  };
}

/** The state as people say it; what was asked for and has not happened yet comes first. */
export function stateText({ state, wanted }: Pick<Job, 'state' | 'wanted'>): string {
  if (wanted === 'cancel') return 'cancelling';
  if (wanted === 'pause') return 'pausing';
  if (wanted === 'resume') return 'resuming';
  return STATES[state];
}

const STATES: Readonly<Record<Job['state'], string>> = {
  uploading: 'uploading',
  validating: 'being checked by the provider',
  queued: 'queued',
  running: 'running',
  paused: 'paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** What the job does now, in few words. */
export function statusText(job: Job, now: number): string {
  const { unseen, error, finishedAt, cost } = job;
  if (unseen && !isEnded(job)) return `${stateText(job)}, not seen since ${timeText(unseen.since)}`;
  const parts: (string | false | undefined)[] = [];
  if (isEnded(job)) {
    if (job.state === 'failed') parts.push(error?.message ?? 'failed');
    else if (job.state === 'cancelled') parts.push('cancelled');
    parts.push(dayText(finishedAt ?? job.changedAt, now), cost !== undefined && money(cost));
    return parts.filter(Boolean).join(' · ');
  }
  const { fraction, text, leftMs } = jobProgress(job, now);
  if (job.state !== 'running' || job.wanted) parts.push(stateText(job));
  if (fraction !== undefined) parts.push(`${Math.floor(fraction * 100)} %`);
  parts.push(text, leftMs !== undefined && `${durationText(leftMs)} left`, lossText(job));
  return parts.filter(Boolean).join(' · ') || stateText(job);
}

/** The latest loss, that of the training where both are known. */
export function lossText({ metrics }: Pick<Job, 'metrics'>): string | undefined {
  const loss = metrics?.values.train_loss ?? metrics?.values.full_valid_loss ?? metrics?.values.valid_loss;
  return loss === undefined ? undefined : `loss ${loss.toFixed(3)}`;
}

function tooltipOf(job: Job, now: number, strays: readonly string[]): string {
  const { connection, model, method, rawStatus, ref, error, unseen, refusal, plan, cost } = job;
  return [
    `${job.name} on ${connection.name}${job.origin === 'adopted' ? ', launched elsewhere' : ''}`,
    [stateText(job), rawStatus && rawStatus !== job.state && `(${rawStatus})`].filter(Boolean).join(' '),
    `Base: ${model || 'not told'}${method ? `, ${method}` : ''}`,
    plan && `Training file: ${plan.training.name}`,
    job.tunedModel && `Model: ${job.tunedModel}`,
    job.deletedModel && `Its model was deleted: ${job.deletedModel}`,
    `Begun ${dayText(job.createdAt, now)}`,
    cost !== undefined && `Cost: ${money(cost)}`,
    error && [error.message, error.remedy].filter(Boolean).join(' '),
    unseen && problemText(unseen.problem),
    refusal && `To ${refusal.action} it was refused: ${refusal.problem.message}`,
    strays.length > 0 && `Files on the connection that no job uses: ${strays.join(', ')}`,
    ref && `Id: ${ref.jobId}`,
  ]
    .filter(Boolean)
    .join('\n');
}

function iconOf(job: Job): Pick<TreeRow, 'icon' | 'iconColor'> {
  if (job.unseen && !isEnded(job)) return { icon: 'debug-disconnect', iconColor: 'list.warningForeground' };
  switch (job.state) {
    case 'running':
      return { icon: 'sync~spin' };
    case 'uploading':
      return { icon: 'cloud-upload' };
    case 'validating':
    case 'queued':
      return { icon: 'watch' };
    case 'paused':
      return { icon: 'debug-pause' };
    case 'succeeded':
      return { icon: 'pass', iconColor: 'testing.iconPassed' };
    case 'failed':
      return { icon: 'error', iconColor: 'list.errorForeground' };
    case 'cancelled':
      return { icon: 'circle-slash' };
  }
}

/** The hour and minute of a moment, on this machine's clock. */
function timeText(at: number): string {
  return new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
