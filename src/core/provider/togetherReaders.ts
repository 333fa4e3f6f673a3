import type { JobCheckpoint, JobEvent, JobRef, JobSnapshot, RemoteFile } from './fineTuning.ts';
import { defined, type JsonObject, number, objects, text, time } from './lenient.ts';
import { readLevel } from './openaiJobs.ts';
import { readFile } from './openaiUpload.ts';
import { redact } from './redact.ts';

export function readTogetherFile(source: JsonObject): RemoteFile {
  const processed = source.Processed;
  const rawStatus = typeof processed === 'boolean' ? (processed ? 'processed' : 'processing') : undefined;
  return { ...readFile(source), ...defined({ rawStatus }) };
}

export function readTogetherEvent(source: JsonObject): JobEvent {
  const rawType = text(source.type);
  const message = redact(text(source.message) ?? rawType ?? '');
  return defined({
    id: [source.created_at, rawType, source.step].join(' '),
    at: time(source.created_at),
    level: rawType === 'job_error' ? 'error' : rawType === 'warning' ? 'warning' : readLevel(source.level),
    message,
    rawType,
  }) as JobEvent;
}

/** `train/loss` -> `train_loss`, `eval/loss` -> `valid_loss`. */
export function readTogetherMetrics(source: JsonObject): JobEvent[] {
  const step = number(source['train/global_step']) ?? number(source.global_step);
  if (step === undefined) return [];
  const values: Record<string, number> = {};
  for (const [name, value] of Object.entries(source)) {
    const measured = number(value);
    if (measured === undefined || name.endsWith('global_step')) continue;
    values[name.replace(/^eval\//, 'valid/').replaceAll('/', '_')] = measured;
  }
  const message = `Step ${step}`;
  return [{ id: `metrics ${step}`, level: 'info', message, rawType: 'metrics', metrics: { step, values } }];
}

export function readTogetherCheckpoint(ref: JobRef, source: JsonObject): JobCheckpoint {
  const step = number(source.step) ?? 0;
  return defined({
    id: `${ref.jobId}:${step}`,
    step,
    path: text(source.path),
    createdAt: time(source.created_at),
    values: {},
  }) as JobCheckpoint;
}

/** The words of the last event that says that the job failed. */
export function lastError(events: unknown): JobSnapshot['error'] {
  const found = objects(events).findLast(event => event.type === 'job_error');
  const message = text(found?.message);
  return message ? { message: redact(message) } : undefined;
}
