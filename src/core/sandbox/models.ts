import { BASE_MODEL } from './baseModel.ts';
import { ApiError } from './http/apiError.ts';
import { type AnsweringModel, openTrainedModel, untrainedModel } from './learner/answering.ts';
import type { Records } from './records.ts';
import type { SandboxStore } from './store.ts';

/** A model that came out of a job, or a checkpoint of one. */
export interface ModelRecord {
  /** The name by which it is asked for. */
  id: string;
  /** Seconds since 1970. */
  created: number;
  kind: 'tune' | 'checkpoint';
  owner: string;
}

export { BASE_MODEL };

/** Decoded models that are kept at hand. */
const MAX_DECODED = 4;

/** The models of the sandbox: their records, their bytes, and the few that answered last, decoded. */
export class Models {
  readonly records: Records<ModelRecord>;
  readonly #store: SandboxStore;
  readonly #rest: () => Promise<void>;
  #decoded = new Map<string, AnsweringModel>();

  /** @param rest lets others use the thread between the steps of reading a large model. */
  constructor(records: Records<ModelRecord>, store: SandboxStore, rest: () => Promise<void>) {
    this.records = records;
    this.#store = store;
    this.#rest = rest;
  }

  /** Whether a model can be used. */
  async has(id: string): Promise<boolean> {
    return id === BASE_MODEL || (await this.records.get(id)) !== undefined;
  }

  /** The bytes of a trained model; null for the base. Rejects with an `ApiError` 404 when there is no such model. */
  async bytes(id: string): Promise<Uint8Array | null> {
    if (id === BASE_MODEL) return null;
    const isKnown = (await this.records.get(id)) !== undefined;
    const bytes = isKnown ? await this.#store.read(this.#key(id)) : undefined;
    if (bytes === undefined) throw modelNotFound(id);
    return bytes;
  }

  /** A model to answer with. Rejects with an `ApiError` 404 when there is no such model. */
  async open(id: string): Promise<AnsweringModel> {
    if (id === BASE_MODEL) return untrainedModel;
    const known = this.#decoded.get(id);
    if (known !== undefined && (await this.has(id))) {
      // Moved to the end: what was not used for longest goes first.
      this.#decoded.delete(id);
      this.#decoded.set(id, known);
      return known;
    }
    const model = await this.#read((await this.bytes(id))!);
    this.#decoded.set(id, model);
    if (this.#decoded.size > MAX_DECODED) this.#decoded.delete(this.#decoded.keys().next().value!);
    return model;
  }

  async #read(bytes: Uint8Array): Promise<AnsweringModel> {
    const steps = openTrainedModel(bytes);
    for (;;) {
      const next = steps.next();
      if (next.done) return next.value;
      await this.#rest();
    }
  }

  /** The bytes first: a record must never name a model that is not there. */
  async put(record: ModelRecord, bytes: Uint8Array): Promise<void> {
    await this.#store.write(this.#key(record.id), bytes);
    await this.records.put(record.id, record);
    this.#decoded.delete(record.id);
  }

  async remove(id: string): Promise<void> {
    this.#decoded.delete(id);
    await this.records.remove(id);
  }

  #key(id: string): string {
    return this.records.key(id, 'model');
  }
}

export function modelNotFound(id: string): ApiError {
  return new ApiError(404, `The model \`${id}\` does not exist or you do not have access to it.`, {
    code: 'model_not_found',
    param: 'model',
  });
}
