/** Time as a parameter. `now` is in milliseconds since 1970; `sleep` rejects with the signal's reason when it aborts. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
