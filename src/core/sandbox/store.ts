/**
 * Where the sandbox keeps its state: bytes under keys such as `jobs/ftjob-1/record`. Keys are made by the sandbox of
 * letters, digits and the marks `-_.:/`; a store may hold them in files, in memory or elsewhere.
 *
 * Several processes may use one store. `write` and `update` put whole values in place, so that a reader sees an old
 * or a new value and never half of one; `update` runs alone among all updates of its key, in all processes.
 */
export interface SandboxStore {
  /** The value; undefined when there is none. */
  read(key: string): Promise<Uint8Array | undefined>;
  write(key: string, value: Uint8Array): Promise<void>;
  /** Adds to the end of a value, which begins empty. After a crash the last addition may be torn. */
  append(key: string, addition: Uint8Array): Promise<void>;
  /** Removes a value; nothing happens when there is none. */
  remove(key: string): Promise<void>;
  /** All keys that begin with a prefix ending in `/`, in no particular order. */
  list(prefix: string): Promise<string[]>;
  /**
   * Replaces a value by one that is made from it. `change` may be called while others wait and must be quick;
   * undefined leaves everything as it is. Returns what is stored afterwards.
   */
  update(
    key: string,
    change: (value: Uint8Array | undefined) => Uint8Array | undefined,
  ): Promise<Uint8Array | undefined>;
}
