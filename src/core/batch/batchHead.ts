import * as z from 'zod';

const names = z.record(z.string(), z.string());

const headType = z.object({
  /** Path of the template, relative to the project, with `/`. */
  template: z.string().min(1),
  /** The file or folder that the values come from: relative to the project, or absolute when it is elsewhere. */
  source: z.string().min(1),
  /** The connection's id. */
  connection: z.string().min(1),
  model: z.string().min(1),
  /** Columns by variable, for a table. */
  mapping: names.optional(),
  /** The variable that takes the text, for a folder. */
  variable: z.string().optional(),
  /** Values that are the same for all. */
  values: z.record(z.string(), z.unknown()),
  /** Only so many of the first requests; absent: all. */
  limit: z.int().min(1).optional(),
  concurrency: z.int().min(1).max(64),
  /** The most that may be spent, in US dollars. */
  maxPrice: z.number().min(0).optional(),
  /** The most tokens of a chunk of a document; absent: as many as fit. */
  chunkTokens: z.int().min(1).optional(),
  overlapTokens: z.int().min(0).optional(),
  /** Requests that were planned when it began. */
  requests: z.int().min(0),
});

/** What a batch is about: the first line of its journal, from which it can be resumed. */
export type BatchHead = z.infer<typeof headType>;

/** The head of a journal that may have been edited; undefined when it is none. */
export function readBatchHead(value: unknown): BatchHead | undefined {
  const read = headType.safeParse(value);
  return read.success ? read.data : undefined;
}
