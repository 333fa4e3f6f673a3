import { Problem } from '../util/problem.ts';
import type {
  FineTuning,
  JobCheckpoint,
  JobEvents,
  JobRef,
  JobSnapshot,
  RemoteFile,
  StartRequest,
  UploadOptions,
  UploadSource,
} from './fineTuning.ts';
import { type FireworksAccount, slug } from './fireworksAccount.ts';
import { uploadDataset } from './fireworksDatasets.ts';
import { renamed, unsupported } from './hyperparameters.ts';
import { readJobState } from './jobState.ts';
import { defined, type JsonObject, number, object, objects, text, time } from './lenient.ts';
import { type Capabilities, noTraining } from './provider.ts';
import { redact } from './redact.ts';
import { startOnce } from './startOnce.ts';

export const fireworksCapabilities: Capabilities = {
  ...noTraining,
  fineTuning: true,
  methods: ['supervised', 'dpo'],
  hyperparameters: [
    'n_epochs',
    'batch_size',
    'learning_rate',
    'lora_rank',
    'max_context_length',
    'warmup_steps',
    'weight_decay',
  ],
  validationFile: true,
  suffix: true,
  cancel: true,
  resume: true,
  files: true,
  deleteModel: true,
};

/** Fireworks' jobs: one collection for each method, in an account. */
export class FireworksFineTuning implements FineTuning {
  #connectionId: string;
  #account: FireworksAccount;

  constructor(connectionId: string, account: FireworksAccount) {
    this.#connectionId = connectionId;
    this.#account = account;
  }

  upload(source: UploadSource, options: UploadOptions = {}, signal?: AbortSignal): Promise<RemoteFile> {
    return uploadDataset(source, options, this.#account, signal);
  }

  async start(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot> {
    const body = await this.#body(request, signal);
    const ways = {
      create: () => this.#create(request, body, signal),
      find: () => this.find(request, signal),
    };
    return startOnce(request, ways, signal);
  }

  /** We choose the job's id, so it is looked up by it. */
  async find(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot | undefined> {
    try {
      return await this.read({ connectionId: this.#connectionId, ...placeOf(request) }, signal);
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'not-found') return undefined;
      throw thrown;
    }
  }

  async list(signal?: AbortSignal): Promise<JobSnapshot[]> {
    const found: JobSnapshot[] = [];
    for (const collection of ['supervisedFineTuningJobs', 'dpoJobs']) {
      const query = { pageSize: 100, orderBy: 'createTime desc' };
      const answer = object(await this.#account.get(`/${collection}`, query, signal));
      found.push(...objects(answer?.[collection]).map(job => this.#snapshot(job, collection)));
    }
    return found.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)).slice(0, 100);
  }

  async read(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    return this.#snapshot(await this.#account.get(pathOf(ref), {}, signal), collectionOf(ref));
  }

  /** Fireworks tells no events; the job's own progress is in `read`. */
  async events(): Promise<JobEvents> {
    return { events: [] };
  }

  async checkpoints(): Promise<JobCheckpoint[]> {
    return [];
  }

  async cancel(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    await this.#account.post(`${pathOf(ref)}:cancel`, {}, {}, 'refused', signal);
    return this.read(ref, signal);
  }

  async resume(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    await this.#account.post(`${pathOf(ref)}:resume`, {}, {}, 'refused', signal);
    return this.read(ref, signal);
  }

  async #create(request: StartRequest, body: JsonObject, signal?: AbortSignal): Promise<JobSnapshot> {
    const { jobId, collection } = placeOf(request);
    const idName = collection === 'dpoJobs' ? 'dpoJobId' : 'supervisedFineTuningJobId';
    try {
      return this.#snapshot(
        await this.#account.post(`/${collection}`, { [idName]: jobId }, body, 'never', signal),
        collection,
      );
    } catch (thrown) {
      // The id is ours alone: when it exists, an earlier attempt got through.
      const exists = thrown instanceof Problem && thrown.data.reason === 'conflict';
      const earlier = exists ? await this.find(request, signal) : undefined;
      if (!earlier) throw thrown;
      return { ...earlier, adopted: true };
    }
  }

  async #body(request: StartRequest, signal?: AbortSignal): Promise<JsonObject> {
    const asked = this.#account.transport.asked();
    if (request.method === 'reinforcement')
      throw unsupported('reinforcement fine-tuning over this connection', asked);
    if (request.seed !== undefined) throw unsupported('"seed"', asked);
    if (request.validationFile !== undefined && request.method === 'dpo')
      throw unsupported('a validation file with DPO', asked);
    const account = await this.#account.path(signal);
    const config = defined({
      baseModel: request.model.includes('/') ? request.model : `accounts/fireworks/models/${request.model}`,
      outputModel: request.suffix && `${account}/models/${slug(`${request.suffix}-${request.clientId}`)}`,
      ...renamed(request.hyperparameters, names, asked),
    });
    const dpo = request.method === 'dpo';
    return defined({
      dataset: request.trainingFile,
      evaluationDataset: request.validationFile,
      ...(dpo ? { trainingConfig: config } : config),
      ...request.extra,
    });
  }

  #snapshot(value: unknown, collection: string): JobSnapshot {
    const source = object(value) ?? {};
    const config = object(source.trainingConfig) ?? source;
    const state = readJobState('fireworks', source.state);
    const told = text(object(source.status)?.message);
    const name = text(source.name) ?? '';
    return defined({
      ref: { connectionId: this.#connectionId, jobId: name.slice(name.lastIndexOf('/') + 1), collection },
      ...state,
      baseModel: text(config.baseModel),
      method: collection === 'dpoJobs' ? 'dpo' : 'supervised',
      tunedModel: state.state === 'succeeded' ? text(config.outputModel) : undefined,
      createdAt: time(source.createTime),
      finishedAt: time(source.completedTime),
      progressPercent: number(object(source.jobProgress)?.percent),
      trainedTokens: number(object(source.jobProgress)?.inputTokens),
      trainingFile: text(source.dataset),
      validationFile: text(source.evaluationDataset),
      hyperparameters: defined({
        n_epochs: number(config.epochs),
        batch_size: number(config.batchSize),
        learning_rate: number(config.learningRate),
        lora_rank: number(config.loraRank),
      }),
      error:
        state.state === 'failed' && told
          ? defined({ code: text(object(source.status)?.code), message: redact(told) })
          : undefined,
      cost: costOf(object(source.estimatedCost)),
    }) as JobSnapshot;
  }
}

const names = {
  n_epochs: 'epochs',
  batch_size: 'batchSize',
  learning_rate: 'learningRate',
  lora_rank: 'loraRank',
  max_context_length: 'maxContextLength',
  warmup_steps: 'learningRateWarmupSteps',
  weight_decay: 'optimizerWeightDecay',
};

function placeOf(request: StartRequest): { jobId: string; collection: string } {
  const collection = request.method === 'dpo' ? 'dpoJobs' : 'supervisedFineTuningJobs';
  return { jobId: slug(`tw-${request.clientId}`), collection };
}

function collectionOf(ref: JobRef): string {
  return ref.collection ?? 'supervisedFineTuningJobs';
}

function pathOf(ref: JobRef): string {
  return `/${collectionOf(ref)}/${encodeURIComponent(ref.jobId)}`;
}

/** Google's `Money`: whole units as a string, and billionths. */
function costOf(money: JsonObject | undefined): number | undefined {
  if (!money || (text(money.currencyCode) ?? 'USD') !== 'USD') return undefined;
  const [units, nanos] = [number(money.units), number(money.nanos)];
  return units === undefined && nanos === undefined ? undefined : (units ?? 0) + (nanos ?? 0) / 1e9;
}
