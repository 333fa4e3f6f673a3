import type { ConnectionKind } from '../provider/connectionKinds.ts';
import type {
  JobCheckpoint,
  JobMetrics,
  JobRef,
  JobState,
  RemoteFile,
  TrainingMethod,
  UploadSession,
} from '../provider/fineTuning.ts';
import type { Capabilities } from '../provider/provider.ts';
import type { ProblemData } from '../util/problem.ts';
import type { LaunchPlan } from './plan.ts';

/**
 * One launched tune, as it is kept on disk: plain data. Only `reduceJob` makes a new one out of an old one. Times are
 * in milliseconds since 1970.
 */
export interface Job {
  version: 1;
  /** Ours. It travels in the provider's metadata. */
  id: string;
  /** `adopted`: found on the connection and not launched from here. */
  origin: 'launched' | 'adopted';
  /** What the views show. */
  name: string;
  connection: { id: string; kind: ConnectionKind; name: string };
  /** What the provider can do, as last seen; absent until it was. */
  capabilities?: Capabilities;
  createdAt: number;
  /** When anything of this last changed. */
  changedAt: number;
  /** Counts the changes: of two copies of a job, the one with the larger number is the newer. */
  revision: number;
  state: JobState;
  /** The provider's own word for the state; absent before it has said one. */
  rawStatus?: string;
  /** Where the provider keeps it; absent until it was created there. */
  ref?: JobRef;
  /** What was decided at the launch; absent for an adopted job. */
  plan?: LaunchPlan;
  model: string;
  method?: TrainingMethod;
  /** Uploads of a launched job. */
  uploads: Partial<Record<FileRole, JobUpload>>;
  /** Attempts to create it, written before each; absent before the first. */
  start?: { attempts: number; firstAt: number; lastAt: number };
  /** What the user asked for and the provider has not been told yet. */
  wanted?: JobAction;
  /** What the provider was told and has not done yet: it stops at its own time. */
  asked?: JobAction;
  /** The last action that the provider refused, and why; gone with the next action. */
  refusal?: { action: JobAction; problem: ProblemData };
  /** Why the provider cannot be asked at the moment. A flag, never a state: the job goes on without us. */
  unseen?: { since: number; problem: ProblemData };
  /** When the provider last answered; absent before. */
  seenAt?: number;
  /** The provider's time for its creation, end and expected end. */
  submittedAt?: number;
  finishedAt?: number;
  estimatedFinishAt?: number;
  /** 0 to 100, where the provider says. */
  progressPercent?: number;
  /** The latest measurement. */
  metrics?: JobMetrics & { at?: number };
  trainedTokens?: number;
  checkpoints: JobCheckpoint[];
  /** The cursor of the events that were read. */
  cursor?: string;
  /** Ids of the provider's files. */
  trainingFile?: string;
  validationFile?: string;
  suffix?: string;
  hyperparameters?: Readonly<Record<string, unknown>>;
  /** The resulting model's id. */
  tunedModel?: string;
  /** The id of the resulting model, when that was deleted from here. */
  deletedModel?: string;
  /** Why it failed. */
  error?: { code?: string; message: string; remedy?: string; param?: string };
  /** US dollars, as the provider says. */
  cost?: number;
  /** True when it has ended and its last events, checkpoints and cost were read: nothing more will come. */
  settled?: true;
  /** True when its end was told to the user. */
  told?: true;
  /** True when the user removed it from the list. It is kept so that it is not adopted again. */
  removed?: true;
}

export type FileRole = 'training' | 'validation';

export type JobAction = 'cancel' | 'pause' | 'resume';

/** How far the upload of a file is. */
export interface JobUpload {
  /** The name that it has on the connection: with the hash of its content, so that it is found again. */
  remoteName: string;
  /** Attempts, written before each. */
  attempts: number;
  /** Bytes sent of `total`. */
  sent: number;
  total: number;
  /** An upload in parts that can be gone on with. */
  session?: UploadSession;
  /** There when it is done. */
  file?: RemoteFile;
  /** True when the file was there already. */
  reused?: true;
  /** Other files with the same content that lie on the connection because an answer was lost; named so that they can be deleted. */
  strays?: string[];
}

/** True when nothing more can happen to the training itself. */
export function isEnded(job: Pick<Job, 'state'>): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled';
}

/** Files of a job on the connection that no job uses: it ended before it was created, or an answer was lost. */
export function unusedFiles(job: Job, all: readonly Job[]): string[] {
  const uploads = Object.values(job.uploads);
  const strays = uploads.flatMap(({ strays = [] }) => strays);
  const own = uploads.flatMap(({ file, reused }) => (file && !reused ? [file.id] : []));
  const used = new Set(
    all
      .filter(one => one.connection.id === job.connection.id && (one.ref || !isEnded(one)))
      .flatMap(one => [
        ...Object.values(one.uploads).flatMap(({ file }) => (file ? [file.id] : [])),
        ...[one.trainingFile, one.validationFile].filter(id => id !== undefined),
      ]),
  );
  return [...(isEnded(job) && !job.ref ? own : []), ...strays].filter(id => !used.has(id));
}

/** What a button may offer for the job now. */
export function actionsFor(job: Job): JobAction[] {
  if (isEnded(job) || job.wanted) return [];
  // What was not created yet is simply not created.
  if (!job.ref) return ['cancel'];
  const { capabilities } = job;
  const actions: JobAction[] = [];
  if (job.state === 'running' && capabilities?.pause) actions.push('pause');
  if (job.state === 'paused' && capabilities?.resume) actions.push('resume');
  if (capabilities?.cancel) actions.push('cancel');
  return actions.filter(action => action !== job.asked);
}

const STATES: readonly JobState[] = [
  ...([
    'uploading',
    'validating',
    'queued',
    'running',
    'paused',
    'succeeded',
    'failed',
    'cancelled',
  ] as const),
];

export function isJobState(value: unknown): value is JobState {
  return STATES.includes(value as JobState);
}
