import { Problem } from '../util/problem.ts';
import { dayOfTime } from '../targets/models/modelInfo.ts';
import type { Batches } from './batches.ts';
import type { ChatEvent, ChatRequest } from './chat.ts';
import { readChat } from './chatStream.ts';
import type { Connection } from './connection.ts';
import { connectionKindInfo } from './connectionKinds.ts';
import type { FineTuning, RemoteFile } from './fineTuning.ts';
import { defined, type JsonObject, objects } from './lenient.ts';
import { readModels } from './models.ts';
import { OpenAiBatches } from './openaiBatches.ts';
import { OpenAiFineTuning } from './openaiFineTuning.ts';
import { OpenAiSdk } from './openaiSdk.ts';
import { readFile, type UploadWays } from './openaiUpload.ts';
import {
  type Capabilities,
  type ListedModel,
  noTraining,
  type Provider,
  type RemoteFiles,
} from './provider.ts';
import { withNearestModels } from './problems.ts';
import type { ProviderContext } from './outgoing.ts';
import { Transport } from './transport.ts';

/** What differs between services of OpenAI's shape, beyond what the kind tells. */
export interface OpenAiOptions {
  /** For tests: how the client is loaded, and smaller uploads. */
  load?: ConstructorParameters<typeof OpenAiSdk>[2];
  upload?: Pick<UploadWays, 'simpleLimit' | 'partSize'>;
}

/** A provider that speaks OpenAI's API. The dialects use its chat and its models, and bring their own training. */
export class OpenAiCompatible implements Provider {
  readonly connection: Connection;
  readonly capabilities: Capabilities;
  readonly fineTuning?: FineTuning;
  readonly batches?: Batches;
  readonly files?: RemoteFiles;
  readonly deleteModel?: Provider['deleteModel'];
  readonly transport: Transport;
  readonly sdk: OpenAiSdk;
  #modelNames: string[] | undefined;

  constructor(connection: Connection, context: ProviderContext, options: OpenAiOptions = {}) {
    this.connection = connection;
    this.transport = new Transport(connection, context);
    this.sdk = new OpenAiSdk(this.transport, connection, options.load);
    this.capabilities = openAiCapabilities(connection);
    if (!this.capabilities.fineTuning) return;
    if (this.capabilities.batch) this.batches = new OpenAiBatches(this.transport, this.sdk);
    this.files = {
      list: signal => this.#listFiles(signal),
      delete: (id, signal) => this.#deleteFile(id, signal),
    };
    this.deleteModel = (model, signal) => this.#deleteModel(model, signal);
    this.fineTuning = new OpenAiFineTuning({
      connectionId: connection.id,
      transport: this.transport,
      sdk: this.sdk,
      pausable: this.capabilities.pause,
      parts: this.capabilities.resumableUpload,
      withNearest: (thrown, model, signal) => this.withNearest(thrown, model, signal),
      topLevelHyperparameters: connection.kind === 'nebius' || connection.kind === 'openai-compatible',
      ...(options.upload ? { upload: options.upload } : {}),
    });
  }

  async listModels(signal?: AbortSignal): Promise<ListedModel[]> {
    const answer = await this.transport.json({ method: 'GET', url: '/models', repeat: 'any' }, signal);
    const models = readModels(answer.value, this.connection.kind, dayOfTime(this.transport.clock.now()));
    this.#modelNames = models.map(model => model.id);
    return models;
  }

  async *chat(request: ChatRequest, signal?: AbortSignal): AsyncGenerator<ChatEvent> {
    const choices = Number(request.parameters?.n ?? 1);
    try {
      yield* readChat(await this.#openChat(request, signal), this.transport, choices, signal);
    } catch (thrown) {
      throw await this.withNearest(thrown, request.model, signal);
    }
  }

  /** The failure, with the nearest names when it is about an unknown model. */
  async withNearest(thrown: unknown, model: string, signal?: AbortSignal): Promise<unknown> {
    if (!(thrown instanceof Problem) || thrown.data.reason !== 'model-unknown') return thrown;
    if (!this.#modelNames) await this.listModels(signal).catch(() => []);
    return withNearestModels(thrown, model, this.#modelNames ?? []);
  }

  async #openChat(request: ChatRequest, signal?: AbortSignal): Promise<Response> {
    const { streamUsage = connectionKindInfo[this.connection.kind].streamUsage } = this.connection;
    const asksUsage = streamUsage && request.parameters?.stream_options === undefined;
    const body: JsonObject = {
      ...defined({ ...request.parameters }),
      model: request.model,
      messages: [...request.messages],
      // Always: an answer whose headers take longer than 300 s is given up by Node's fetch.
      stream: true,
    };
    try {
      return await this.#postChat(
        asksUsage ? { ...body, stream_options: { include_usage: true } } : body,
        signal,
      );
    } catch (thrown) {
      const refusedUsage =
        thrown instanceof Problem && /stream_options|include_usage/.test(thrown.data.cause ?? '');
      if (!asksUsage || !refusedUsage) throw thrown;
      return this.#postChat(body, signal);
    }
  }

  #postChat(body: JsonObject, signal?: AbortSignal): Promise<Response> {
    return this.sdk.open('refused', signal, client =>
      client.chat.completions.create(body as never, { signal: signal ?? null }).asResponse(),
    );
  }

  async #listFiles(signal?: AbortSignal): Promise<RemoteFile[]> {
    const page = await this.sdk.call('any', signal, client =>
      client.files.list({}, { signal: signal ?? null }),
    );
    return objects(page.data).map(readFile);
  }

  async #deleteFile(id: string, signal?: AbortSignal): Promise<void> {
    await this.sdk.call('refused', signal, client => client.files.delete(id, { signal: signal ?? null }));
  }

  async #deleteModel(model: string, signal?: AbortSignal): Promise<void> {
    await this.sdk.call('refused', signal, client => client.models.delete(model, { signal: signal ?? null }));
  }
}

function openAiCapabilities(connection: Connection): Capabilities {
  const { kind } = connection;
  if (kind === 'nebius' || kind === 'openai-compatible') return { ...training, methods: ['supervised'] };
  if (kind === 'openai' || kind === 'azure' || kind === 'sandbox') {
    return {
      ...training,
      methods: ['supervised', 'dpo', 'reinforcement'],
      hyperparameters: [...training.hyperparameters, 'beta', ...reinforcementNames],
      pause: true,
      resume: true,
      resumableUpload: true,
      batch: kind !== 'azure',
    };
  }
  return noTraining;
}

const reinforcementNames = ['reasoning_effort', 'compute_multiplier', 'eval_interval', 'eval_samples'];

const training: Capabilities = {
  ...noTraining,
  fineTuning: true,
  hyperparameters: ['n_epochs', 'batch_size', 'learning_rate_multiplier'],
  validationFile: true,
  suffix: true,
  seed: true,
  cancel: true,
  events: true,
  metrics: true,
  checkpoints: true,
  checkpointModels: true,
  files: true,
  deleteModel: true,
};
