import type { Clock } from '../../util/clock.ts';
import type { RandomSource } from '../../util/seededRandom.ts';
import { ApiError } from '../http/apiError.ts';
import { newId } from '../ids.ts';
import type { TrainProgress, TrainTask } from '../learner/train.ts';
import { BASE_MODEL, type Models } from '../models.ts';
import type { Records } from '../records.ts';
import type { SandboxStore } from '../store.ts';
import { fileError, type TrainingFileValidator } from '../validation.ts';
import type { JobLog } from './jobLog.ts';
import type { JobCheckpoint, JobRecord } from './jobRecord.ts';
import { resultCsv } from './resultFile.ts';
import type { Trainer } from './trainer.ts';

/** What running a job needs of the sandbox. */
export interface RunContext {
  store: SandboxStore;
  clock: Clock;
  random: RandomSource;
  jobs: Records<JobRecord>;
  models: Models;
  log: JobLog;
  train: Trainer;
  validateTrainingFile: TrainingFileValidator;
  organization: string;
  readFile(id: string): Promise<Uint8Array | undefined>;
  /** Keeps the file of results and returns its id. */
  keepResult(filename: string, content: Uint8Array): Promise<string>;
}

/** The hold of a runner on one job. */
export interface RunHold {
  cancel: AbortController;
  pause: AbortController;
  /** Changes the record; rejects when the job is not this run's any more. */
  change(change: (record: JobRecord) => JobRecord): Promise<JobRecord>;
}

/** Checkpoints that are kept, as OpenAI keeps them. */
const KEPT_CHECKPOINTS = 3;

/** Brings a job to its end, or as far as it is let. Never rejects: what goes wrong is written into the job. */
export async function runJob(id: string, context: RunContext, hold: RunHold): Promise<void> {
  try {
    await new JobRun(id, context, hold).run();
  } catch (error) {
    if (hold.cancel.signal.aborted) return;
    const message =
      error instanceof ApiError ? error.message : 'The server had an error while running the job.';
    const code = (error instanceof ApiError ? error.code : null) ?? 'server_error';
    await fail(id, context, hold, { code, message, param: null }).catch(() => {});
  }
}

class JobRun {
  readonly #id: string;
  readonly #context: RunContext;
  readonly #hold: RunHold;
  /** The last step whose numbers were reported before this run: what is done again gives the same ones. */
  #reportedStep = 0;
  #begin: { at: number; step: number } = { at: 0, step: 0 };

  constructor(id: string, context: RunContext, hold: RunHold) {
    this.#id = id;
    this.#context = context;
    this.#hold = hold;
  }

  async run(): Promise<void> {
    const job = await this.#hold.change(record => record);
    const files = await this.#checkedFiles(job);
    if (files === undefined) return;
    this.#reportedStep = (await this.#context.log.reported(this.#id)).at(-1)?.step ?? 0;
    const task = await this.#task(job, files);
    await this.#hold.change(record => withStatus(record, 'running'));
    const { log, clock } = this.#context;
    if (task.resume !== null)
      await log.message(this.#id, `Fine-tuning goes on after step ${task.resume.step}`);
    else await log.message(this.#id, 'Fine-tuning job started');
    this.#begin = { at: clock.now(), step: task.resume?.step ?? 0 };
    await this.#train(task);
  }

  /** What is told is dealt with in order, while training goes on. */
  async #train(task: TrainTask): Promise<void> {
    let tail: Promise<void> = Promise.resolve();
    const listen = (progress: TrainProgress): void => {
      tail = tail.then(() => this.#hear(progress));
      tail.catch(error => this.#hold.cancel.abort(error));
    };
    const control = { cancel: this.#hold.cancel.signal, pause: this.#hold.pause.signal };
    try {
      await this.#context.train(task, listen, control);
    } finally {
      await tail;
    }
  }

  /** The contents of the job's files when they are sound; undefined when the job failed for them. */
  async #checkedFiles(
    job: JobRecord,
  ): Promise<{ training: Uint8Array; validation: Uint8Array | null } | undefined> {
    const { log, readFile, validateTrainingFile } = this.#context;
    const contents: Uint8Array[] = [];
    for (const param of ['training_file', 'validation_file'] as const) {
      const file = job[param];
      if (file === null) continue;
      const content = await readFile(file);
      const isNew = job.status === 'validating_files';
      if (isNew) await log.message(this.#id, `Validating ${param.replace('_', ' ')}: ${file}`);
      const isBroken = content === undefined || (job.fileFails && isNew);
      const findings = isBroken
        ? [{ line: 0, rule: 'file', message: `The file ${file} cannot be read.` }]
        : isNew
          ? await validateTrainingFile(
              content,
              job.method,
              param === 'training_file' ? 'training' : 'validation',
            )
          : [];
      if (findings.length > 0) {
        await fail(this.#id, this.#context, this.#hold, fileError(findings, param));
        return undefined;
      }
      contents.push(content!);
    }
    if (job.status === 'validating_files') {
      await this.#hold.change(record => withStatus(record, 'queued'));
      await log.message(this.#id, 'Files validated, moving job to queued state');
    }
    return { training: contents[0]!, validation: contents[1] ?? null };
  }

  async #task(
    job: JobRecord,
    files: { training: Uint8Array; validation: Uint8Array | null },
  ): Promise<TrainTask> {
    const { models, store } = this.#context;
    const snapshot = job.resume === null ? undefined : await store.read(job.resume.key);
    return {
      method: job.method,
      ...files,
      start: await models.bytes(job.model),
      resume: snapshot === undefined ? null : { model: snapshot, step: job.resume!.step },
      hyperparameters: job.requested,
      seed: job.seed,
      reinforcement:
        job.grader === null
          ? null
          : { grader: job.grader, schema: job.responseFormat?.json_schema?.schema ?? null },
      failAtStep: job.failAtStep,
    };
  }

  async #hear(progress: TrainProgress): Promise<void> {
    if (progress.kind === 'started') {
      await this.#hold.change(record => ({ ...record, resolved: progress.hyperparameters }));
    } else if (progress.kind === 'metrics') await this.#report(progress);
    else if (progress.kind === 'checkpoint') await this.#keepCheckpoint(progress);
    else if (progress.kind === 'paused') await this.#keepSnapshot(progress);
    else if (progress.kind === 'finished') await this.#finish(progress);
    else if (progress.kind === 'died') await this.#die(progress.step);
  }

  async #report({ totalSteps, trainedTokens, metrics }: TrainProgress & { kind: 'metrics' }): Promise<void> {
    const { log, clock } = this.#context;
    const perStep = (clock.now() - this.#begin.at) / Math.max(1, metrics.step - this.#begin.step);
    const finish = Math.ceil((clock.now() + perStep * (totalSteps - metrics.step)) / 1000);
    await this.#hold.change(record => ({
      ...record,
      trained_tokens: trainedTokens,
      estimated_finish: finish,
    }));
    if (metrics.step > this.#reportedStep) await log.metrics(this.#id, totalSteps, metrics);
  }

  async #keepCheckpoint({ model, metrics }: TrainProgress & { kind: 'checkpoint' }): Promise<void> {
    const { models, log, jobs, clock, random } = this.#context;
    const job = await this.#hold.change(record => record);
    const name = `${modelName(job, this.#context.organization)}:ckpt-step-${metrics.step}`;
    const created = Math.floor(clock.now() / 1000);
    await models.put({ id: name, created, kind: 'checkpoint', owner: this.#context.organization }, model);
    const checkpoint: JobCheckpoint = {
      id: newId('ftckpt_', random),
      created_at: created,
      step: metrics.step,
      model: name,
      metrics,
    };
    const resume = { key: models.records.key(name, 'model'), step: metrics.step };
    let dropped: JobCheckpoint[] = [];
    await this.#hold.change(record => {
      const all = [...record.checkpoints.filter(known => known.model !== name), checkpoint];
      dropped = all.slice(0, -KEPT_CHECKPOINTS);
      return { ...record, resume, checkpoints: all.slice(-KEPT_CHECKPOINTS) };
    });
    for (const old of dropped) await models.remove(old.model);
    await this.#context.store.remove(jobs.key(this.#id, SNAPSHOT));
    if (metrics.step > this.#reportedStep)
      await log.message(this.#id, `Checkpoint created at step ${metrics.step}`);
  }

  async #keepSnapshot({ step, model }: TrainProgress & { kind: 'paused' }): Promise<void> {
    const key = this.#context.jobs.key(this.#id, SNAPSHOT);
    await this.#context.store.write(key, model);
    await this.#hold.change(record => ({ ...record, resume: { key, step }, estimated_finish: null }));
    await this.#context.log.message(this.#id, `Fine-tuning stopped after step ${step}`);
  }

  async #die(step: number): Promise<void> {
    const message = `The job died at step ${step}. (Rehearsed by x-sandbox-fault.)`;
    await fail(this.#id, this.#context, this.#hold, { code: 'server_error', message, param: null });
  }

  async #finish({ model, trainedTokens }: TrainProgress & { kind: 'finished' }): Promise<void> {
    const { models, log, clock, organization } = this.#context;
    const job = await this.#hold.change(record => record);
    const name = modelName(job, organization);
    const now = (): number => Math.floor(clock.now() / 1000);
    const csv = resultCsv(await log.reported(this.#id));
    const result = await this.#context.keepResult('step_metrics.csv', new TextEncoder().encode(csv));
    await models.put({ id: name, created: now(), kind: 'tune', owner: organization }, model);
    await log.message(this.#id, `New fine-tuned model created: ${name}`);
    await log.message(this.#id, 'The job has successfully completed');
    await this.#hold.change(record => ({
      ...record,
      status: 'succeeded',
      finished_at: now(),
      estimated_finish: null,
      fine_tuned_model: name,
      trained_tokens: trainedTokens,
      result_files: [result],
      resume: null,
    }));
  }
}

const SNAPSHOT = 'snapshot';

/** A job that was paused meanwhile stays so. */
function withStatus(record: JobRecord, status: JobRecord['status']): JobRecord {
  return record.status === 'paused' ? record : { ...record, status };
}

async function fail(
  id: string,
  { log, clock }: RunContext,
  hold: RunHold,
  error: { code: string; message: string; param: string | null },
): Promise<void> {
  await log.message(id, error.message, 'error');
  await hold.change(record => ({
    ...record,
    status: 'failed',
    finished_at: Math.floor(clock.now() / 1000),
    estimated_finish: null,
    error,
  }));
}

/** `ft:sandbox-base:<organization>:<suffix>:<id>`, the id being the job's so that it is the same in every run. */
function modelName(job: JobRecord, organization: string): string {
  const suffix = (job.suffix ?? '').toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  return `ft:${BASE_MODEL}:${organization}:${suffix}:${job.id.replace('ftjob-', '').slice(0, 8)}`;
}
