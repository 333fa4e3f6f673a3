import type { OpenaiGrader } from '../../evaluate/graders/openaiGrader.ts';
import type { Method } from '../../formats/format.ts';
import type { JsonSchema } from '../json/jsonSchema.ts';
import type { Hyperparameters, RequestedHyperparameters } from '../learner/hyperparameters.ts';
import type { TrainMetrics } from '../learner/train.ts';

/** The states of a job. `paused` is OpenAI's word in examples and answers, though its schema lacks it. */
export type JobStatus =
  | 'validating_files'
  | 'queued'
  | 'running'
  | 'paused'
  | 'succeeded'
  | 'failed'
  | 'cancelled';

/** A job as it is kept. Times are in seconds since 1970 unless they say otherwise. */
export interface JobRecord {
  id: string;
  created_at: number;
  finished_at: number | null;
  status: JobStatus;
  error: { code: string; message: string; param: string | null } | null;
  model: string;
  fine_tuned_model: string | null;
  training_file: string;
  validation_file: string | null;
  suffix: string | null;
  seed: number;
  metadata: Record<string, string> | null;
  integrations: unknown[] | null;
  method: Method;
  requested: RequestedHyperparameters;
  /** Known from the moment that training begins. */
  resolved: Hyperparameters | null;
  grader: OpenaiGrader | null;
  responseFormat: { json_schema?: { schema?: JsonSchema } } | null;
  trained_tokens: number | null;
  estimated_finish: number | null;
  result_files: string[];
  checkpoints: JobCheckpoint[];
  /** Where training goes on when it was interrupted: the key of a model in the store; null at the beginning. */
  resume: { key: string; step: number } | null;
  /** For rehearsing: the step at which the job dies. */
  failAtStep: number | null;
  /** For rehearsing: the training file counts as broken. */
  fileFails: boolean;
  /** Who works on the job and until when (milliseconds) others leave it alone; null when nobody does. */
  owner: { id: string; until: number } | null;
}

export interface JobCheckpoint {
  id: string;
  created_at: number;
  step: number;
  /** The model that it can be used as. */
  model: string;
  metrics: TrainMetrics;
}

/** An event of a job, as the API shows it. */
export interface JobEvent {
  id: string;
  object: 'fine_tuning.job.event';
  created_at: number;
  level: 'info' | 'warn' | 'error';
  type: 'message' | 'metrics';
  message: string;
  data: Record<string, unknown>;
}

export function isFinished(job: JobRecord): boolean {
  return job.status === 'succeeded' || job.status === 'failed' || job.status === 'cancelled';
}

/** The job as the API shows it. */
export function jobObject(job: JobRecord, organization: string): object {
  const hyperparameters = shownHyperparameters(job);
  const grading = job.grader === null ? {} : { grader: job.grader };
  const format = job.responseFormat === null ? {} : { response_format: job.responseFormat };
  return {
    object: 'fine_tuning.job',
    id: job.id,
    created_at: job.created_at,
    finished_at: job.finished_at,
    estimated_finish: job.estimated_finish,
    status: job.status,
    error: job.error,
    model: job.model,
    fine_tuned_model: job.fine_tuned_model,
    organization_id: organization,
    training_file: job.training_file,
    validation_file: job.validation_file,
    result_files: job.result_files,
    trained_tokens: job.trained_tokens,
    hyperparameters,
    method: { type: job.method, [job.method]: { ...grading, ...format, hyperparameters } },
    seed: job.seed,
    user_provided_suffix: job.suffix,
    metadata: job.metadata,
    integrations: job.integrations ?? [],
    shared_with_openai: false,
    eval_id: null,
    usage_metrics: null,
  };
}

/** What was asked for, and what was chosen where the choice was left open. */
function shownHyperparameters({ method, requested, resolved }: JobRecord): Record<string, unknown> {
  return {
    n_epochs: resolved?.epochs ?? requested.n_epochs ?? 'auto',
    batch_size: resolved?.batchSize ?? requested.batch_size ?? 'auto',
    learning_rate_multiplier:
      resolved?.learningRateMultiplier ?? requested.learning_rate_multiplier ?? 'auto',
    ...(method === 'dpo' ? { beta: resolved?.beta ?? requested.beta ?? 'auto' } : {}),
    ...(method === 'reinforcement'
      ? { compute_multiplier: resolved?.computeMultiplier ?? requested.compute_multiplier ?? 'auto' }
      : {}),
  };
}
