import type { JobState } from './fineTuning.ts';

/**
 * Each provider's own words for the state of a job. The lists are open: a word that is not here is shown as it is,
 * and the job counts as running, so that it is read again.
 */
export const jobStates = {
  openai: {
    validating_files: 'validating',
    queued: 'queued',
    running: 'running',
    pausing: 'running',
    paused: 'paused',
    resuming: 'running',
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'cancelled',
    canceled: 'cancelled',
    // Azure's and Nebius's additions.
    notRunning: 'queued',
    pending: 'queued',
    creating: 'validating',
    canceling: 'running',
    cancelling: 'running',
    deleted: 'cancelled',
  },
  together: {
    pending: 'queued',
    queued: 'queued',
    running: 'running',
    compressing: 'running',
    uploading: 'running',
    cancel_requested: 'running',
    cancelled: 'cancelled',
    user_error: 'failed',
    error: 'failed',
    completed: 'succeeded',
  },
  fireworks: {
    JOB_STATE_CREATING: 'queued',
    JOB_STATE_CREATING_INPUT_DATASET: 'validating',
    JOB_STATE_VALIDATING: 'validating',
    JOB_STATE_PENDING: 'queued',
    JOB_STATE_RE_QUEUEING: 'queued',
    JOB_STATE_IDLE: 'queued',
    JOB_STATE_RUNNING: 'running',
    JOB_STATE_WRITING_RESULTS: 'running',
    JOB_STATE_CANCELLING: 'running',
    JOB_STATE_PAUSED: 'paused',
    JOB_STATE_COMPLETED: 'succeeded',
    JOB_STATE_EARLY_STOPPED: 'succeeded',
    JOB_STATE_FAILED: 'failed',
    JOB_STATE_EXPIRED: 'failed',
    JOB_STATE_CANCELLED: 'cancelled',
    JOB_STATE_DELETING: 'cancelled',
    JOB_STATE_DELETING_CLEANING_UP: 'cancelled',
  },
  localai: {
    queued: 'queued',
    loading_model: 'validating',
    loading_dataset: 'validating',
    training: 'running',
    saving: 'running',
    completed: 'succeeded',
    failed: 'failed',
    stopped: 'cancelled',
  },
} as const satisfies Record<string, Record<string, JobState>>;

export interface ReadState {
  state: JobState;
  rawStatus: string;
  recognised: boolean;
}

export function readJobState(dialect: keyof typeof jobStates, raw: unknown): ReadState {
  const rawStatus = typeof raw === 'string' && raw !== '' ? raw : 'unknown';
  const words: Readonly<Record<string, JobState>> = jobStates[dialect];
  const state = Object.hasOwn(words, rawStatus) ? words[rawStatus] : undefined;
  return { state: state ?? 'running', rawStatus, recognised: state !== undefined };
}

/** True when nothing more can happen to the job. */
export function isFinalState(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}
