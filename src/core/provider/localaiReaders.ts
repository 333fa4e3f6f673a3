import type { JobCheckpoint, JobEvent } from './fineTuning.ts';
import { defined, type JsonObject, number, object, text, time } from './lenient.ts';
import { redact } from './redact.ts';

/** How far the progress had been told: `STEP STATUS`. */
export function readCursor(cursor: string | undefined): { step: number; status: string } {
  const [step, status] = (cursor ?? '').split(' ');
  return { step: number(step) ?? -1, status: status ?? '' };
}

/** One event of the progress stream, and the step that it is about; undefined when it cannot be read. */
export function readProgress(data: string): { step: number; event: JobEvent } | undefined {
  let source: JsonObject | undefined;
  try {
    source = object(JSON.parse(data));
  } catch {
    return undefined;
  }
  const status = text(source?.status);
  if (!source || !status) return undefined;
  const step = number(source.current_step) ?? 0;
  const measured = {
    train_loss: 'loss',
    valid_loss: 'eval_loss',
    learning_rate: 'learning_rate',
    grad_norm: 'grad_norm',
  };
  const values: Record<string, number> = {};
  for (const [name, field] of Object.entries(measured)) {
    const value = number(source[field]);
    // Go writes a number that was never set as zero.
    if (value !== undefined && value !== 0) values[name] = value;
  }
  const metrics = {
    step,
    totalSteps: number(source.total_steps),
    epoch: number(source.current_epoch),
    values,
  };
  const event = defined({
    id: `${status} ${step}`,
    level: status === 'failed' || status === 'error' ? 'error' : 'info',
    message: redact(text(source.message) ?? status),
    rawType: status,
    metrics: Object.keys(values).length > 0 ? (defined(metrics) as JobEvent['metrics']) : undefined,
  }) as JobEvent;
  return { step, event };
}

export function readLocalCheckpoint(source: JsonObject): JobCheckpoint {
  const loss = number(source.loss);
  const path = text(source.path);
  return defined({
    id: path ?? String(source.step),
    step: number(source.step) ?? 0,
    path,
    createdAt: time(source.created_at),
    values: loss === undefined || loss === 0 ? {} : { train_loss: loss },
  }) as JobCheckpoint;
}
