import type {
  CostEstimate,
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
import { Problem } from '../util/problem.ts';
import { renamed, unsupported } from './hyperparameters.ts';
import { isFinalState, readJobState } from './jobState.ts';
import { defined, type JsonObject, number, object, objects, text, time } from './lenient.ts';
import { boundaryFor, multipart } from './multipart.ts';
import { type Capabilities, noTraining, type RemoteFiles } from './provider.ts';
import { startOnce } from './startOnce.ts';
import {
  lastError,
  readTogetherCheckpoint,
  readTogetherEvent,
  readTogetherFile,
  readTogetherMetrics,
} from './togetherReaders.ts';
import type { Transport } from './transport.ts';

export const togetherCapabilities: Capabilities = {
  ...noTraining,
  fineTuning: true,
  methods: ['supervised', 'dpo'],
  hyperparameters: [
    'n_epochs',
    'batch_size',
    'learning_rate',
    'warmup_ratio',
    'weight_decay',
    'max_grad_norm',
    'n_checkpoints',
    'n_evals',
    'lora_r',
    'lora_alpha',
    'lora_dropout',
    'beta',
  ],
  validationFile: true,
  suffix: true,
  seed: true,
  cancel: true,
  events: true,
  metrics: true,
  checkpoints: true,
  estimate: true,
  files: true,
};

/** Together's files: OpenAI's list and delete. */
export function togetherFiles(transport: Transport): RemoteFiles {
  return {
    list: async signal => {
      const answer = await transport.json({ method: 'GET', url: '/files', repeat: 'any' }, signal);
      return objects(object(answer.value)?.data ?? answer.value).map(readTogetherFile);
    },
    delete: async (id, signal) => {
      await transport.json(
        { method: 'DELETE', url: `/files/${encodeURIComponent(id)}`, repeat: 'refused' },
        signal,
      );
    },
  };
}

/** Together's own fine-tuning API, `/fine-tunes`. */
export class TogetherFineTuning implements FineTuning {
  #connectionId: string;
  #transport: Transport;

  constructor(connectionId: string, transport: Transport) {
    this.#connectionId = connectionId;
    this.#transport = transport;
  }

  async upload(source: UploadSource, options: UploadOptions = {}, signal?: AbortSignal): Promise<RemoteFile> {
    const type = source.name.match(/\.(csv|parquet)$/i)?.[1]?.toLowerCase() ?? 'jsonl';
    const form = multipart(
      { purpose: 'fine-tune', file_name: source.name, file_type: type },
      { field: 'file', name: source.name, size: source.size, stream: () => source.stream() },
      boundaryFor(source.name, source.size),
    );
    const body = () => form.body(sent => options.onProgress?.(sent, source.size));
    const answer = await this.#transport.json(
      { method: 'POST', url: '/files/upload', headers: form.headers, body, repeat: 'never' },
      signal,
    );
    return readTogetherFile(object(answer.value) ?? {});
  }

  async start(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot> {
    const body = this.#body(request);
    const attempted = { ...request, attemptedAt: request.attemptedAt ?? this.#transport.clock.now() };
    const create = async () => this.#snapshot(await this.#post('/fine-tunes', body, 'never', signal));
    return startOnce(attempted, { create, find: () => this.find(attempted, signal) }, signal);
  }

  /**
   * Together's jobs carry no metadata. Ours is the one that trains the same file with the same model and suffix, and
   * was made since our first attempt (two minutes are allowed for clocks that differ).
   */
  async find(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot | undefined> {
    const { attemptedAt } = request;
    if (attemptedAt === undefined) return undefined;
    const jobs = await this.list(signal);
    return jobs.find(
      job =>
        job.trainingFile === request.trainingFile &&
        job.baseModel === request.model &&
        job.suffix === request.suffix &&
        (job.createdAt ?? 0) >= attemptedAt - 120_000,
    );
  }

  async list(signal?: AbortSignal): Promise<JobSnapshot[]> {
    const answer = await this.#get('/fine-tunes', signal);
    return objects(object(answer)?.data ?? answer)
      .map(job => this.#snapshot(job))
      .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
      .slice(0, 100);
  }

  async read(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    return this.#snapshot(await this.#get(pathOf(ref), signal));
  }

  async events(ref: JobRef, cursor?: string, signal?: AbortSignal): Promise<JobEvents> {
    const answer = await this.#get(`${pathOf(ref)}/events`, signal);
    const events = objects(object(answer)?.data).map(readTogetherEvent);
    events.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
    events.push(...(await this.#metrics(ref, signal)));
    const seen = new Set<string>((cursor ?? '').split('\n'));
    const fresh = events.filter((event, index) => {
      const repeated = events.findIndex(other => other.id === event.id) < index;
      return !repeated && !seen.has(event.id);
    });
    const ids = [...new Set(events.map(event => event.id))].join('\n');
    return ids === '' ? { events: fresh } : { events: fresh, cursor: ids };
  }

  async checkpoints(ref: JobRef, signal?: AbortSignal): Promise<JobCheckpoint[]> {
    const answer = await this.#get(`${pathOf(ref)}/checkpoints`, signal);
    return objects(object(answer)?.data)
      .map(item => readTogetherCheckpoint(ref, item))
      .sort((a, b) => a.step - b.step);
  }

  async cancel(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    return this.#snapshot(await this.#post(`${pathOf(ref)}/cancel`, undefined, 'refused', signal));
  }

  async estimate(request: StartRequest, signal?: AbortSignal): Promise<CostEstimate> {
    const { training_file, validation_file, model, n_epochs, n_evals, training_method, training_type } =
      this.#body(request);
    const body = { training_file, validation_file, model, n_epochs, n_evals, training_method, training_type };
    const answer = object(await this.#post('/fine-tunes/estimate-price', defined(body), 'any', signal)) ?? {};
    return defined({
      price: number(answer.estimated_total_price),
      trainTokens: number(answer.estimated_train_token_count),
      validationTokens: number(answer.estimated_eval_token_count),
      allowed: typeof answer.allowed_to_proceed === 'boolean' ? answer.allowed_to_proceed : undefined,
    }) as CostEstimate;
  }

  #body(request: StartRequest): JsonObject {
    const asked = this.#transport.asked();
    if (request.method === 'reinforcement') throw unsupported('reinforcement fine-tuning', asked);
    const names = Object.fromEntries(togetherCapabilities.hyperparameters.map(name => [name, name]));
    const { lora_r, lora_alpha, lora_dropout, beta, ...plain } = renamed(
      request.hyperparameters,
      names,
      asked,
    );
    const lora = defined({ lora_r, lora_alpha, lora_dropout });
    if (beta !== undefined && request.method !== 'dpo')
      throw unsupported('"beta" without the method "dpo"', asked);
    return defined({
      model: request.model,
      training_file: request.trainingFile,
      validation_file: request.validationFile,
      suffix: request.suffix,
      random_seed: request.seed,
      ...plain,
      training_type: Object.keys(lora).length > 0 ? { type: 'Lora', ...lora } : undefined,
      training_method: request.method === 'dpo' ? defined({ method: 'dpo', dpo_beta: beta }) : undefined,
      ...request.extra,
    });
  }

  /** Absent on older deployments of the API: then there are none. */
  async #metrics(ref: JobRef, signal?: AbortSignal): Promise<JobEvent[]> {
    try {
      return objects(object(await this.#get(`${pathOf(ref)}/metrics`, signal))?.metrics).flatMap(
        readTogetherMetrics,
      );
    } catch (thrown) {
      if (thrown instanceof Problem && (thrown.code === 'not-found' || thrown.code === 'not-supported'))
        return [];
      throw thrown;
    }
  }

  #snapshot(value: unknown): JobSnapshot {
    const source = object(value) ?? {};
    const state = readJobState('together', source.status);
    const price = number(source.total_price);
    const remaining = number(object(source.progress)?.seconds_remaining);
    return defined({
      ref: { connectionId: this.#connectionId, jobId: text(source.id) ?? '' },
      ...state,
      baseModel: text(source.model),
      method: methods[String(object(source.training_method)?.method)],
      tunedModel: state.state === 'succeeded' ? text(source.model_output_name) : undefined,
      createdAt: time(source.created_at),
      finishedAt: isFinalState(state.state) ? time(source.updated_at) : undefined,
      estimatedFinishAt:
        remaining && !isFinalState(state.state) ? this.#transport.clock.now() + remaining * 1000 : undefined,
      trainedTokens: number(source.token_count),
      trainingFile: text(source.training_file),
      validationFile: text(source.validation_file),
      suffix: text(source.suffix),
      hyperparameters: defined({
        n_epochs: number(source.n_epochs),
        batch_size: source.batch_size,
        learning_rate: number(source.learning_rate),
      }),
      // In billionths of a dollar.
      cost: price === undefined ? undefined : price / 1e9,
      error: state.state === 'failed' ? lastError(source.events) : undefined,
    }) as JobSnapshot;
  }

  async #get(url: string, signal?: AbortSignal): Promise<unknown> {
    return (await this.#transport.json({ method: 'GET', url, repeat: 'any' }, signal)).value;
  }

  async #post(
    url: string,
    body: JsonObject | undefined,
    repeat: 'any' | 'refused' | 'never',
    signal?: AbortSignal,
  ) {
    const sent =
      body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: () => JSON.stringify(body) };
    return (await this.#transport.json({ method: 'POST', url, repeat, ...sent }, signal)).value;
  }
}

const methods: Readonly<Record<string, TrainingMethod>> = { sft: 'supervised', dpo: 'dpo' };

function pathOf(ref: JobRef): string {
  return `/fine-tunes/${encodeURIComponent(ref.jobId)}`;
}
