import { isEnded, type Job } from '../jobs/job.ts';

/** The state of a job and how far it is, in a few words. */
export function jobText(job: Job): string {
  const state =
    job.wanted === 'cancel' || job.asked === 'cancel'
      ? `${STATES[job.state]}, cancelling`
      : STATES[job.state];
  return [
    isEnded(job) ? STATES[job.state] : state,
    progressText(job),
    lossText(job),
    job.unseen && 'cannot be seen',
  ]
    .filter(Boolean)
    .join(', ');
}

/** How far it is; empty when that is not known. */
export function progressText({ state, uploads, metrics, progressPercent }: Job): string {
  if (state === 'uploading') {
    const open = [uploads.training, uploads.validation].find(upload => upload && !upload.file);
    return open && open.total > 0 && open.sent > 0 ? `${Math.floor((open.sent / open.total) * 100)} %` : '';
  }
  if (state !== 'running' && state !== 'paused') return '';
  const parts = [
    metrics &&
      (metrics.totalSteps === undefined
        ? `step ${metrics.step}`
        : `step ${metrics.step} of ${metrics.totalSteps}`),
    metrics?.epoch !== undefined && `epoch ${Math.ceil(metrics.epoch)}`,
    !metrics && progressPercent !== undefined && `${Math.round(progressPercent)} %`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** The last loss or reward. */
export function lossText({ metrics }: Job): string {
  const { train_loss: loss, train_reward_mean: reward, train_mean_reward: mean } = metrics?.values ?? {};
  if (loss !== undefined) return `loss ${Number(loss.toPrecision(3))}`;
  const gained = reward ?? mean;
  return gained === undefined ? '' : `reward ${Number(gained.toPrecision(3))}`;
}

const STATES = {
  uploading: 'uploading',
  validating: 'files are checked',
  queued: 'waiting',
  running: 'running',
  paused: 'paused',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<Job['state'], string>;
