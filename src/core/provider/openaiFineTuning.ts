import type { OpenAI } from 'openai';
import { redact } from './redact.ts';
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
import { type JsonObject, objects } from './lenient.ts';
import { clientIdField, jobBody, orderedEvents, readCheckpoints, readJob } from './openaiJobs.ts';
import type { OpenAiSdk } from './openaiSdk.ts';
import { type UploadWays, uploadFile } from './openaiUpload.ts';
import { startOnce } from './startOnce.ts';
import type { Transport } from './transport.ts';

export interface OpenAiTraining {
  connectionId: string;
  transport: Transport;
  sdk: OpenAiSdk;
  pausable: boolean;
  /** Whether the Uploads API is there. */
  parts: boolean;
  /** Where `method` is not known, hyperparameters of supervised training go to the top level. */
  topLevelHyperparameters: boolean;
  upload?: Pick<UploadWays, 'simpleLimit' | 'partSize'>;
  /** Adds the nearest names to a failure that is about an unknown model. */
  withNearest: (thrown: unknown, model: string, signal?: AbortSignal) => Promise<unknown>;
}

/** Fine-tuning as OpenAI, Azure, Nebius, gateways and the sandbox offer it. */
export class OpenAiFineTuning implements FineTuning {
  readonly pause?: FineTuning['pause'];
  readonly resume?: FineTuning['resume'];
  #by: OpenAiTraining;

  constructor(by: OpenAiTraining) {
    this.#by = by;
    if (by.pausable) {
      this.pause = (ref, signal) =>
        this.#act(signal, client => client.fineTuning.jobs.pause(ref.jobId, options(signal)));
      this.resume = (ref, signal) =>
        this.#act(signal, client => client.fineTuning.jobs.resume(ref.jobId, options(signal)));
    }
  }

  upload(source: UploadSource, how: UploadOptions = {}, signal?: AbortSignal): Promise<RemoteFile> {
    const { transport, sdk, parts, upload } = this.#by;
    return uploadFile(source, how, { transport, sdk, parts, ...upload }, signal);
  }

  async start(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot> {
    const body = jobBody(request, this.#by.topLevelHyperparameters);
    const create = () =>
      this.#job('never', signal, client => client.fineTuning.jobs.create(body as never, options(signal)));
    try {
      return await startOnce(request, { create, find: () => this.find(request, signal) }, signal);
    } catch (thrown) {
      throw await this.#by.withNearest(thrown, request.model, signal);
    }
  }

  async find(request: StartRequest, signal?: AbortSignal): Promise<JobSnapshot | undefined> {
    // Servers that do not know the filter answer with all jobs, so each is looked at.
    const page = await this.#by.sdk.call('any', signal, client =>
      client.fineTuning.jobs.list({ metadata: { [clientIdField]: request.clientId } }, options(signal)),
    );
    return this.#jobs(page.data).find(job => job.metadata?.[clientIdField] === request.clientId);
  }

  async list(signal?: AbortSignal): Promise<JobSnapshot[]> {
    const page = await this.#by.sdk.call('any', signal, client =>
      client.fineTuning.jobs.list({ limit: 100 }, options(signal)),
    );
    return this.#jobs(page.data);
  }

  read(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    return this.#job('any', signal, client => client.fineTuning.jobs.retrieve(ref.jobId, options(signal)));
  }

  async events(ref: JobRef, cursor?: string, signal?: AbortSignal): Promise<JobEvents> {
    const listed: JsonObject[] = [];
    for (let pages = 0, after: string | undefined; pages < mostPages; pages++) {
      const query = after === undefined ? { limit: 100 } : { limit: 100, after };
      const page = await this.#by.sdk.call('any', signal, client =>
        client.fineTuning.jobs.listEvents(ref.jobId, query, options(signal)),
      );
      const items = objects(page.data);
      listed.push(...items);
      const last = items.at(-1)?.id;
      const known = cursor !== undefined && items.some(item => item.id === cursor);
      if (known || !page.has_more || typeof last !== 'string' || last === after) break;
      after = last;
    }
    const events = orderedEvents(listed);
    const seen = events.findIndex(event => event.id === cursor);
    const fresh = events.slice(seen + 1).map(event => ({ ...event, message: redact(event.message) }));
    const latest = events.at(-1)?.id ?? cursor;
    return latest === undefined ? { events: fresh } : { events: fresh, cursor: latest };
  }

  async checkpoints(ref: JobRef, signal?: AbortSignal): Promise<JobCheckpoint[]> {
    const page = await this.#by.sdk.call('any', signal, client =>
      client.fineTuning.jobs.checkpoints.list(ref.jobId, { limit: 100 }, options(signal)),
    );
    return readCheckpoints(page.data);
  }

  cancel(ref: JobRef, signal?: AbortSignal): Promise<JobSnapshot> {
    return this.#act(signal, client => client.fineTuning.jobs.cancel(ref.jobId, options(signal)));
  }

  #act(signal: AbortSignal | undefined, use: (client: OpenAI) => PromiseLike<unknown>): Promise<JobSnapshot> {
    return this.#job('refused', signal, use);
  }

  async #job(
    repeat: 'any' | 'refused' | 'never',
    signal: AbortSignal | undefined,
    use: (client: OpenAI) => PromiseLike<unknown>,
  ): Promise<JobSnapshot> {
    return readJob(await this.#by.sdk.call(repeat, signal, use), this.#by.connectionId);
  }

  #jobs(listed: unknown): JobSnapshot[] {
    return objects(listed).map(job => readJob(job, this.#by.connectionId));
  }
}

/** A job has an event for each step; this is five thousand of them. */
const mostPages = 50;

function options(signal: AbortSignal | undefined): { signal: AbortSignal | null } {
  return { signal: signal ?? null };
}
