import type { Clock } from '../util/clock.ts';
import type { Limits, Wait } from './waits.ts';

/** The one way out. The global `fetch` is one; the sandbox's handler is another. */
export type FetchLike = (request: Request) => Promise<Response>;

/** What a provider is given to work with. */
export interface ProviderContext {
  fetch: FetchLike;
  /** Asked before each request, so that a new key counts at once. Undefined: there is none. */
  key: () => Promise<string | undefined>;
  clock: Clock;
  /** Told of each wait before it begins. Absent: waits are not shown. */
  onWait?: (wait: Wait) => void;
  /** One line for each answer, redacted. Absent: nothing is logged. */
  log?: (line: string) => void;
  limits?: Partial<Limits>;
}

/**
 * When a request may be sent again.
 * - `any`: whatever failed and may succeed later; for requests that change nothing when they are repeated.
 * - `refused`: only when the server limits the rate, which says that nothing was done.
 * - `never`: for what creates something; the caller looks whether it was created after all.
 */
export type Repeat = 'any' | 'refused' | 'never';

export interface Outgoing {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute, or a path under the connection's base URL. */
  url: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  headers?: Readonly<Record<string, string>>;
  /** Built anew for each attempt, since a stream can be sent only once. */
  body?: () => BodyInit;
  repeat: Repeat;
}

export interface Answer {
  /** The parsed JSON; undefined for an empty body. */
  value: unknown;
  status: number;
  headers: Headers;
  requestId?: string;
}
