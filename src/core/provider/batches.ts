import type { ChatRequest, CollectedChat } from './chat.ts';
import type { ProblemData } from '../util/problem.ts';

/** Many requests that are answered within a day, for less. All are for one model. */
export interface Batches {
  /** The part of the usual price that is charged. */
  readonly priceShare: number;
  /** The most requests of one batch. */
  readonly most: number;
  /** Uploads the requests and begins. Returns the id by which the batch is found again after a restart. */
  start(requests: readonly BatchRequest[], signal?: AbortSignal): Promise<string>;
  read(id: string, signal?: AbortSignal): Promise<BatchState>;
  /** What was answered, in any order; also of a batch that was cancelled or ran out of time. */
  answers(id: string, signal?: AbortSignal): Promise<BatchAnswer[]>;
  cancel(id: string, signal?: AbortSignal): Promise<void>;
}

export interface BatchRequest {
  /** Unique in the batch. */
  id: string;
  request: ChatRequest;
}

export interface BatchState {
  /** `ended`: nothing more will come; its answers can be fetched. */
  state: 'waiting' | 'running' | 'ended';
  /** The provider's own word. */
  rawStatus: string;
  done: number;
  failed: number;
  total: number;
  /** Why it ended without answering everything; absent when it did, and before its end. */
  problem?: ProblemData;
}

export interface BatchAnswer {
  /** As in the request. */
  id: string;
  chat: CollectedChat;
  /** Why there is no whole answer; absent when there is. */
  problem?: ProblemData;
}
