import { isEnded, type Job } from '../jobs/job.ts';

/** How far a job is. Absent parts are not known. */
export interface JobProgress {
  /** 0 to 1. */
  fraction?: number;
  /** Such as `epoch 2, step 120 of 300`; empty when nothing is known. */
  text: string;
  /** Milliseconds until it is done, estimated. */
  leftMs?: number;
}

/** `now` in milliseconds since 1970. */
export function jobProgress(job: Job, now: number): JobProgress {
  if (job.state === 'uploading') return uploadProgress(job);
  const { metrics, progressPercent } = job;
  const { step, totalSteps, epoch } = metrics ?? {};
  const text = [
    epoch !== undefined && `epoch ${Number(epoch.toFixed(1)).toLocaleString('en')}`,
    step !== undefined && `step ${step}${totalSteps === undefined ? '' : ` of ${totalSteps}`}`,
  ]
    .filter(Boolean)
    .join(', ');
  const bySteps = step !== undefined && totalSteps ? Math.min(step / totalSteps, 1) : undefined;
  const fraction = bySteps ?? (progressPercent === undefined ? undefined : progressPercent / 100);
  const leftMs = isEnded(job) ? undefined : timeLeft(job, fraction, now);
  return {
    text,
    ...(fraction !== undefined && { fraction }),
    ...(leftMs !== undefined && { leftMs }),
  };
}

function uploadProgress({ uploads }: Job): JobProgress {
  const all = Object.values(uploads);
  const total = all.reduce((sum, upload) => sum + upload.total, 0);
  const sent = all.reduce((sum, upload) => sum + (upload.file ? upload.total : upload.sent), 0);
  return total > 0 ? { fraction: sent / total, text: '' } : { text: '' };
}

/** What the provider says; else as much longer for the rest as what is done took, once that says something. */
function timeLeft(job: Job, fraction: number | undefined, now: number): number | undefined {
  const { estimatedFinishAt, submittedAt, createdAt, metrics } = job;
  if (estimatedFinishAt !== undefined) return Math.max(estimatedFinishAt - now, 0);
  if (job.state !== 'running' || fraction === undefined || fraction < 0.05) return undefined;
  const elapsed = (metrics?.at ?? now) - (submittedAt ?? createdAt);
  if (elapsed <= 0) return undefined;
  const sinceMeasured = Math.max(now - (metrics?.at ?? now), 0);
  return Math.max((elapsed * (1 - fraction)) / fraction - sinceMeasured, 0);
}
