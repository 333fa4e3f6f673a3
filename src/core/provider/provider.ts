import type { Batches } from './batches.ts';
import type { ChatEvent, ChatRequest } from './chat.ts';
import type { Connection } from './connection.ts';
import type { FineTuning, RemoteFile, TrainingMethod } from './fineTuning.ts';

/** The code that speaks to one connection. Every failure leaves as a `Problem`; an abort leaves as it is. */
export interface Provider {
  readonly connection: Connection;
  readonly capabilities: Capabilities;
  listModels(signal?: AbortSignal): Promise<ListedModel[]>;
  chat(request: ChatRequest, signal?: AbortSignal): AsyncIterable<ChatEvent>;
  /** Deletes a tuned model; absent where the API has no such call. */
  deleteModel?(model: string, signal?: AbortSignal): Promise<void>;
  /** Absent where files cannot be listed. */
  readonly files?: RemoteFiles;
  /** Absent where there is no Batch API. */
  readonly batches?: Batches;
  /** Absent where nothing can be trained. */
  readonly fineTuning?: FineTuning;
}

export interface RemoteFiles {
  list(signal?: AbortSignal): Promise<RemoteFile[]>;
  delete(id: string, signal?: AbortSignal): Promise<void>;
}

/** What the service can do. Buttons follow these flags, never the name of a provider. */
export interface Capabilities {
  fineTuning: boolean;
  methods: readonly TrainingMethod[];
  /** The names that `StartRequest.hyperparameters` may use here. */
  hyperparameters: readonly string[];
  validationFile: boolean;
  suffix: boolean;
  seed: boolean;
  cancel: boolean;
  pause: boolean;
  resume: boolean;
  events: boolean;
  metrics: boolean;
  checkpoints: boolean;
  /** Whether a checkpoint can be called as a model straight away. */
  checkpointModels: boolean;
  estimate: boolean;
  files: boolean;
  deleteModel: boolean;
  /** Whether a broken upload goes on from where it stopped (files above 512 MB). */
  resumableUpload: boolean;
  /** Whether many requests can be sent as a batch, for less. */
  batch: boolean;
}

export interface ListedModel {
  id: string;
  title?: string;
  ownedBy?: string;
  /** Milliseconds since 1970. */
  createdAt?: number;
  /** In tokens. */
  contextTokens?: number;
  /** US dollars for a million tokens. */
  price?: ModelPrice;
  /** The day on which it stops answering, YYYY-MM-DD. */
  endDate?: string;
  /** The model that an adapter sits on. */
  parent?: string;
  /** Whether it can be trained; absent when not told. */
  tunable?: boolean;
  /** Which of `contextTokens`, `price` and `endDate` come from our dated table and not from the server. */
  fromTable: readonly ('contextTokens' | 'price' | 'endDate')[];
}

export interface ModelPrice {
  input?: number;
  cached?: number;
  output?: number;
  training?: number;
  /** What `training` is charged by; absent: a million tokens. */
  trainingUnit?: 'million-tokens' | 'hour';
}

/** A provider that chats and trains nothing. */
export const noTraining: Capabilities = {
  fineTuning: false,
  methods: [],
  hyperparameters: [],
  validationFile: false,
  suffix: false,
  seed: false,
  cancel: false,
  pause: false,
  resume: false,
  events: false,
  metrics: false,
  checkpoints: false,
  checkpointModels: false,
  estimate: false,
  files: false,
  deleteModel: false,
  resumableUpload: false,
  batch: false,
};
