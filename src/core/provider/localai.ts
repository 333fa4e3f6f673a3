import { abortReason, startTimer } from './body.ts';
import type {
  FineTuning,
  JobCheckpoint,
  JobEvent,
  JobEvents,
  JobRef,
  JobSnapshot,
  RemoteFile,
  StartRequest,
  TrainingMethod,
  UploadOptions,
  UploadSource,
} from './fineTuning.ts';
import { renamed, unsupported } from './hyperparameters.ts';
import { isFinalState, readJobState } from './jobState.ts';
import { defined, type JsonObject, number, object, objects, text, time } from './lenient.ts';
import { boundaryFor, multipart } from './multipart.ts';
import { type Capabilities, noTraining } from './provider.ts';
import { redact } from './redact.ts';
import { readCursor, readLocalCheckpoint, readProgress } from './localaiReaders.ts';
import { readSse } from './sse.ts';
import { startOnce } from './startOnce.ts';
import type { Outgoing } from './outgoing.ts';
import type { Transport } from './transport.ts';

export const localAiCapabilities: Capabilities = {
  ...noTraining,
  fineTuning: true,
  methods: ['supervised', 'dpo'],
  hyperparameters: [
    'n_epochs',
    'batch_size',
    'learning_rate',
    'warmup_steps',
    'weight_decay',
    'gradient_accumulation_steps',
    'lora_r',
    'lora_alpha',
    'lora_dropout',
    'beta',
    'max_seq_length',
  ],
  seed: true,
  cancel: true,
  events: true,
  metrics: true,
  checkpoints: true,
};

/** How long the progress stream may be silent before what has come is taken for all there is, in milliseconds. */
const quietMs = 1500;

/** LocalAI's own fine-tuning API, `/api/fine-tuning`, beside its OpenAI-shaped `/v1`. */
export class LocalAiFineTuning implements FineTuning {
  #connectionId: string;
  #transport: Transport;
  #root: string;

  constructor(connectionId: string, transport: Transport) {
    this.#connectionId = connectionId;
    this.#transport = transport;
    this.#root = `${transport.baseUrl.replace(/\/v1$/, '')}/api/fine-tuning`;
  }

  /** The id is the path on the server under which the dataset was kept. */
  async upload(source: UploadSource, options: UploadOptions = {}, signal?: AbortSignal): Promise<RemoteFile> {
    const file = { field: 'file', name: source.name, size: source.size, stream: () => source.stream() };
    const form = multipart({}, file, boundaryFor(source.name, source.size));
    const body = () => form.body(sent => options.onProgress?.(sent, source.size));
    const answer = await this.#ask(
      { method: 'POST', url: '/datasets', headers: form.headers, body, repeat: 'never' },
      signal,
    );
    return { id: text(object(answer)?.path) ?? '', name: source.name, bytes: source.size };
  }

  async start(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot> {
    const body = JSON.stringify(this.#body(request));
    const attempted = { ...request, attemptedAt: request.attemptedAt ?? this.#transport.clock.now() };
    const headers = { 'content-type': 'application/json' };
    const create = async () =>
      this.#snapshot(
        await this.#ask({ method: 'POST', url: '/jobs', headers, body: () => body, repeat: 'never' }, signal),
      );
    return startOnce(attempted, { create, find: () => this.find(attempted, signal) }, signal);
  }

  /** Each upload has a path of its own, so the job on our dataset, made since our first attempt, is ours. */
  async find(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot | undefined> {
    const { attemptedAt } = request;
    if (attemptedAt === undefined) return undefined;
    const jobs = await this.list(signal);
    return jobs.find(
      job =>
        job.trainingFile === request.trainingFile &&
        job.baseModel === request.model &&
        (job.createdAt ?? 0) >= attemptedAt - 120_000,
    );
  }

  async list(signal?: AbortSignal): Promise<JobSnapshot[]> {
    const answer = await this.#ask({ method: 'GET', url: '/jobs', repeat: 'any' }, signal);
    return objects(answer)
      .map(job => this.#snapshot(job))
      .slice(0, 100);
  }

  async read(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    return this.#snapshot(await this.#ask({ method: 'GET', url: pathOf(ref), repeat: 'any' }, signal));
  }

  /**
   * Listens to the progress stream until it ends or falls silent. The stream of a job that is over is not asked for:
   * LocalAI would load the training back end again to answer.
   */
  async events(ref: JobRef, cursor?: string, signal?: AbortSignal): Promise<JobEvents> {
    const job = await this.read(ref, signal);
    const listened = isFinalState(job.state) ? [] : await this.#listen(ref, signal);
    const seen = readCursor(cursor);
    const fresh = new Map<string, JobEvent>();
    let latest = seen;
    for (const { step, event } of listened) {
      if (step < seen.step || (step === seen.step && event.rawType === seen.status)) continue;
      fresh.set(event.id, event);
      if (step >= latest.step) latest = { step, status: event.rawType ?? '' };
    }
    const next = latest === seen ? cursor : `${latest.step} ${latest.status}`;
    return defined({ events: [...fresh.values()], cursor: next }) as JobEvents;
  }

  async checkpoints(ref: JobRef, signal?: AbortSignal): Promise<JobCheckpoint[]> {
    const answer = object(
      await this.#ask({ method: 'GET', url: `${pathOf(ref)}/checkpoints`, repeat: 'any' }, signal),
    );
    return objects(answer?.checkpoints)
      .map(readLocalCheckpoint)
      .sort((a, b) => a.step - b.step);
  }

  async cancel(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    await this.#ask({ method: 'POST', url: `${pathOf(ref)}/stop`, repeat: 'refused' }, signal);
    return this.read(ref, signal);
  }

  async #listen(ref: JobRef, signal?: AbortSignal): Promise<{ step: number; event: JobEvent }[]> {
    const quiet = new AbortController();
    const onAbort = () => quiet.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const begin = () => startTimer(this.#transport.clock, quietMs, () => quiet.abort());
    let stop = () => {};
    const events: { step: number; event: JobEvent }[] = [];
    try {
      const url = `${this.#root}${pathOf(ref)}/progress`;
      const response = await this.#transport.open({ method: 'GET', url, repeat: 'any' }, signal);
      stop = begin();
      for await (const event of readSse(this.#transport.chunks(response, quiet.signal))) {
        stop();
        const read = readProgress(event.data);
        if (read) events.push(read);
        stop = begin();
      }
      return events;
    } catch (thrown) {
      if (signal?.aborted) throw abortReason(signal);
      if (quiet.signal.aborted) return events;
      throw this.#transport.problemOf(thrown, signal);
    } finally {
      stop();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  #body(request: StartRequest): JsonObject {
    const asked = this.#transport.asked();
    if (request.method === 'reinforcement')
      throw unsupported('reinforcement fine-tuning with OpenAI’s graders', asked);
    if (request.validationFile !== undefined) throw unsupported('a validation file', asked);
    if (request.suffix !== undefined) throw unsupported('"suffix"', asked);
    const { beta, max_seq_length, ...plain } = renamed(request.hyperparameters, names, asked);
    const options = defined({
      beta: beta === undefined ? undefined : String(beta),
      max_seq_length: max_seq_length === undefined ? undefined : String(max_seq_length),
    });
    return defined({
      model: request.model,
      dataset_source: request.trainingFile,
      training_method: request.method && (request.method === 'dpo' ? 'dpo' : 'sft'),
      seed: request.seed,
      ...plain,
      extra_options: Object.keys(options).length > 0 ? options : undefined,
      ...request.extra,
    });
  }

  #snapshot(value: unknown): JobSnapshot {
    const source = object(value) ?? {};
    const config = object(source.config) ?? {};
    const state = readJobState('localai', source.status);
    const message = text(source.message);
    return defined({
      ref: { connectionId: this.#connectionId, jobId: text(source.id) ?? '' },
      ...state,
      baseModel: text(source.model),
      method: methods[String(source.training_method)],
      // A tune can be called only after it was exported.
      tunedModel: source.export_status === 'completed' ? text(source.export_model_name) : undefined,
      createdAt: time(source.created_at),
      trainingFile: text(config.dataset_source),
      hyperparameters: defined({
        n_epochs: number(config.num_epochs),
        batch_size: number(config.batch_size),
        learning_rate: number(config.learning_rate),
      }),
      error:
        state.state === 'failed' ? { message: redact(message ?? 'The server does not say why.') } : undefined,
    }) as JobSnapshot;
  }

  async #ask(outgoing: Outgoing, signal?: AbortSignal): Promise<unknown> {
    return (await this.#transport.json({ ...outgoing, url: this.#root + outgoing.url }, signal)).value;
  }
}

const names = {
  n_epochs: 'num_epochs',
  batch_size: 'batch_size',
  learning_rate: 'learning_rate',
  warmup_steps: 'warmup_steps',
  weight_decay: 'weight_decay',
  gradient_accumulation_steps: 'gradient_accumulation_steps',
  lora_r: 'adapter_rank',
  lora_alpha: 'adapter_alpha',
  lora_dropout: 'adapter_dropout',
  beta: 'beta',
  max_seq_length: 'max_seq_length',
};

const methods: Readonly<Record<string, TrainingMethod>> = {
  sft: 'supervised',
  dpo: 'dpo',
  grpo: 'reinforcement',
};

function pathOf(ref: JobRef): string {
  return `/jobs/${encodeURIComponent(ref.jobId)}`;
}
