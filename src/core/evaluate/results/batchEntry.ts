/** A batch that a provider works on, or has worked on. Plain data: a line of the results. */
export interface BatchEntry {
  /** The provider's. */
  id: string;
  /** Id of the connection. */
  connection: string;
  model: string;
  /** Of the requests in it, as cells name them. */
  hashes: string[];
  /** When it was begun, in milliseconds since 1970. */
  at: number;
  /** True when its answers were fetched. */
  ended?: true;
}
