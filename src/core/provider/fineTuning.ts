import type { JsonObject } from './lenient.ts';

export type TrainingMethod = 'supervised' | 'dpo' | 'reinforcement';

/** The states of a job, the same for every provider. */
export type JobState =
  | 'uploading'
  | 'validating'
  | 'queued'
  | 'running'
  | 'paused'
  | 'succeeded'
  | 'failed'
  | 'cancelled';

/** A file as the caller can read it. The core opens nothing itself. */
export interface UploadSource {
  /** The file's name without its folder. */
  name: string;
  /** In bytes. */
  size: number;
  /** The bytes from `start` up to but not including `end`. */
  slice(start: number, end: number): Promise<Uint8Array | Blob> | Uint8Array | Blob;
  /** The whole content, from the first byte, each time it is called. */
  stream(): ReadableStream<Uint8Array>;
}

/** An upload in parts that was begun: plain data, to be kept so that it can go on after a restart. */
export interface UploadSession {
  uploadId: string;
  /** In bytes; every part but the last has this size. */
  partSize: number;
  /** The ids of the parts that the server has, in order. */
  partIds: string[];
}

export interface UploadOptions {
  /** Called with bytes sent and bytes in all; a repeated part may make `sent` go back. */
  onProgress?: (sent: number, total: number) => void;
  /** Go on with this upload instead of starting one. */
  resume?: UploadSession;
  /** Called whenever there is more to go on from. */
  onSession?: (session: UploadSession) => void;
}

export interface RemoteFile {
  /** What `StartRequest.trainingFile` takes. */
  id: string;
  name?: string;
  bytes?: number;
  /** Milliseconds since 1970. */
  createdAt?: number;
  purpose?: string;
  /** The provider's own word for how far its checks are. */
  rawStatus?: string;
}

export interface StartRequest {
  /** Our job's id. It travels with the job, so a job whose creation was not answered is found again. */
  clientId: string;
  /** True when this start was attempted before: then the job is looked for first. */
  again?: boolean;
  /** When the first attempt began, in milliseconds since 1970; tells our job from older ones where no id travels. */
  attemptedAt?: number;
  model: string;
  trainingFile: string;
  validationFile?: string;
  /** Absent: the provider's default, which is supervised everywhere. */
  method?: TrainingMethod;
  /** Wanted in the name of the resulting model. */
  suffix?: string;
  seed?: number;
  /** `n_epochs`, `batch_size`, `learning_rate_multiplier`, `beta` ...: see `Capabilities.hyperparameters`. */
  hyperparameters?: Readonly<Record<string, string | number | boolean>>;
  /** How reinforcement judges an output: a grader object as OpenAI describes it. */
  grader?: JsonObject;
  responseFormat?: JsonObject;
  metadata?: Readonly<Record<string, string>>;
  integrations?: readonly JsonObject[];
  /** Fields of the provider's own that are sent as they are, at the top level of the request. */
  extra?: Readonly<JsonObject>;
}

/** All that is needed to find a job again after a restart: plain data. */
export interface JobRef {
  connectionId: string;
  /** The provider's id. */
  jobId: string;
  /** Where the provider keeps it, when it has several places (Fireworks: `dpoJobs`); absent otherwise. */
  collection?: string;
}

/** What a provider says of a job at one moment. Absent fields were not told. */
export interface JobSnapshot {
  ref: JobRef;
  state: JobState;
  /** The provider's own word, to be shown as it is. */
  rawStatus: string;
  /** False when `rawStatus` is a word we do not know; `state` is then `running`. */
  recognised: boolean;
  /** True when a start found a job that had been created before. */
  adopted?: boolean;
  baseModel?: string;
  method?: TrainingMethod;
  /** The resulting model's id. */
  tunedModel?: string;
  /** Milliseconds since 1970. */
  createdAt?: number;
  finishedAt?: number;
  estimatedFinishAt?: number;
  /** 0 to 100. */
  progressPercent?: number;
  trainedTokens?: number;
  trainingFile?: string;
  validationFile?: string;
  suffix?: string;
  hyperparameters?: Readonly<Record<string, unknown>>;
  metadata?: Readonly<Record<string, string>>;
  /** Why it failed, in the provider's words. */
  error?: { code?: string; message: string; param?: string };
  /** In US dollars, where the provider says. */
  cost?: number;
}

export interface JobEvent {
  /** Stable: the same event read twice has the same id. */
  id: string;
  /** Milliseconds since 1970. */
  at?: number;
  level: 'info' | 'warning' | 'error';
  message: string;
  /** The provider's own word for the kind of event. */
  rawType?: string;
  /** Absent when the event carries no numbers. */
  metrics?: JobMetrics;
}

export interface JobMetrics {
  step: number;
  totalSteps?: number;
  epoch?: number;
  /** By OpenAI's names: `train_loss`, `train_mean_token_accuracy`, `valid_loss`, `full_valid_loss`, `train_reward_mean` ... */
  values: Readonly<Record<string, number>>;
}

export interface JobEvents {
  /** Oldest first, only those after the cursor. */
  events: JobEvent[];
  /** Give it back next time; absent when there has been no event yet. */
  cursor?: string;
}

export interface JobCheckpoint {
  id: string;
  step: number;
  /** The checkpoint's model id where it can be called at once; absent where it is a path or must be exported. */
  model?: string;
  path?: string;
  createdAt?: number;
  values: Readonly<Record<string, number>>;
}

export interface CostEstimate {
  /** In US dollars. */
  price?: number;
  trainTokens?: number;
  validationTokens?: number;
  /** False when the account may not start it, for lack of credit. */
  allowed?: boolean;
}

/** The part of a provider that trains. Every method takes the signal last; everything that fails is a `Problem`. */
export interface FineTuning {
  upload(source: UploadSource, options?: UploadOptions, signal?: AbortSignal): Promise<RemoteFile>;
  start(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot>;
  /** The job that carries our id, or undefined. */
  find(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot | undefined>;
  /** The newest jobs of the account first, at most 100. */
  list(signal?: AbortSignal): Promise<JobSnapshot[]>;
  read(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot>;
  events(ref: JobRef, cursor?: string, signal?: AbortSignal): Promise<JobEvents>;
  checkpoints(ref: JobRef, signal?: AbortSignal): Promise<JobCheckpoint[]>;
  cancel(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot>;
  pause?(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot>;
  resume?(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot>;
  estimate?(request: StartRequest, signal?: AbortSignal): Promise<CostEstimate>;
}
