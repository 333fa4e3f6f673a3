import type {
  JobCheckpoint,
  JobEvent,
  JobMetrics,
  JobRef,
  JobSnapshot,
  StartRequest,
  TrainingMethod,
} from './fineTuning.ts';
import { redact } from './redact.ts';
import { readJobState } from './jobState.ts';
import { defined, type JsonObject, number, object, objects, text, time } from './lenient.ts';

/** The name under which our job's id travels in a job's metadata. */
export const clientIdField = 'tunewright_job';

/** The body of `POST /fine_tuning/jobs`. Nothing is in it that the request does not carry. */
export function jobBody(request: StartRequest, topLevelHyperparameters: boolean): JsonObject {
  const hyperparameters = request.hyperparameters && { ...request.hyperparameters };
  const plain = topLevelHyperparameters && (request.method ?? 'supervised') === 'supervised';
  const type = request.method ?? (hyperparameters ? 'supervised' : undefined);
  const inner = defined({ hyperparameters, grader: request.grader, response_format: request.responseFormat });
  const method = type && { type, ...(Object.keys(inner).length > 0 ? { [type]: inner } : {}) };
  return defined({
    model: request.model,
    training_file: request.trainingFile,
    validation_file: request.validationFile,
    suffix: request.suffix,
    seed: request.seed,
    method: plain ? undefined : method,
    hyperparameters: plain ? hyperparameters : undefined,
    integrations: request.integrations && [...request.integrations],
    metadata: { ...request.metadata, [clientIdField]: request.clientId },
    ...request.extra,
  });
}

export function readJob(value: unknown, connectionId: string): JobSnapshot {
  const source = object(value) ?? {};
  const method = object(source.method);
  const type = text(method?.type);
  const inner = type ? object(method?.[type]) : undefined;
  const error = object(source.error);
  return defined({
    ref: { connectionId, jobId: text(source.id) ?? '' } satisfies JobRef,
    ...readJobState('openai', source.status),
    baseModel: text(source.model),
    method: type as TrainingMethod | undefined,
    tunedModel: text(source.fine_tuned_model),
    createdAt: time(source.created_at),
    finishedAt: time(source.finished_at),
    estimatedFinishAt: time(source.estimated_finish),
    trainedTokens: number(source.trained_tokens),
    trainingFile: text(source.training_file),
    validationFile: text(source.validation_file),
    suffix: text(source.user_provided_suffix) ?? text(source.suffix),
    hyperparameters: object(inner?.hyperparameters) ?? object(source.hyperparameters),
    metadata: readMetadata(source.metadata),
    error: readJobError(error),
  }) as JobSnapshot;
}

export function readEvent(source: JsonObject): JobEvent {
  const rawType = text(source.type);
  const message = text(source.message) ?? rawType ?? '';
  const created = number(source.created_at);
  const data = object(source.data);
  return defined({
    id: text(source.id) ?? `${created ?? ''} ${message}`,
    at: time(source.created_at),
    level: readLevel(source.level),
    message,
    rawType,
    metrics: data && readMetrics(data),
  }) as JobEvent;
}

export function readCheckpoint(source: JsonObject): JobCheckpoint {
  const metrics = object(source.metrics) ?? {};
  return defined({
    id: text(source.id) ?? '',
    step: number(source.step_number) ?? number(metrics.step) ?? 0,
    model: text(source.fine_tuned_model_checkpoint),
    createdAt: time(source.created_at),
    values: numbersOf(metrics),
  }) as JobCheckpoint;
}

/** The numbers of a metrics event; undefined when it has no step or nothing was measured. */
export function readMetrics(data: JsonObject): JobMetrics | undefined {
  const step = number(data.step) ?? number(data.global_step);
  const values = { ...numbersOf(object(data.scores) ?? {}), ...numbersOf(data) };
  if (step === undefined || Object.keys(values).length === 0) return undefined;
  return defined({
    step,
    totalSteps: number(data.total_steps),
    epoch: number(data.epoch),
    values,
  }) as JobMetrics;
}

export function readLevel(value: unknown): JobEvent['level'] {
  const word = String(value ?? '');
  if (/err/i.test(word)) return 'error';
  return /warn/i.test(word) ? 'warning' : 'info';
}

const notMeasured = new Set(['step', 'global_step', 'total_steps', 'epoch']);

function numbersOf(source: JsonObject): Record<string, number> {
  const values: Record<string, number> = {};
  for (const [name, value] of Object.entries(source)) {
    if (typeof value === 'number' && Number.isFinite(value) && !notMeasured.has(name)) values[name] = value;
  }
  return values;
}

function readMetadata(value: unknown): Record<string, string> | undefined {
  const pairs = Object.entries(object(value) ?? {}).filter(pair => typeof pair[1] === 'string');
  return pairs.length > 0 ? (Object.fromEntries(pairs) as Record<string, string>) : undefined;
}

function readJobError(error: JsonObject | undefined): JobSnapshot['error'] {
  const message = text(error?.message);
  if (!error || (!message && !text(error.code))) return undefined;
  return defined({
    code: text(error.code),
    message: redact(message ?? text(error.code) ?? ''),
    param: text(error.param),
  }) as NonNullable<JobSnapshot['error']>;
}

/**
 * Events oldest first, each once. OpenAI lists the newest first; when all times are equal, that is assumed.
 */
export function orderedEvents(listed: readonly JsonObject[]): JobEvent[] {
  const events = new Map<string, JobEvent>();
  const read = listed.map(readEvent);
  const first = read[0]?.at ?? 0;
  const last = read.at(-1)?.at ?? 0;
  if (first >= last) read.reverse();
  for (const event of read) if (!events.has(event.id)) events.set(event.id, event);
  return [...events.values()].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

export function readCheckpoints(listed: unknown): JobCheckpoint[] {
  return objects(listed)
    .map(readCheckpoint)
    .sort((a, b) => a.step - b.step);
}
