import type { ChatRequest } from '../provider/chat.ts';
import { textHash } from '../util/textHash.ts';

/**
 * The hash of all that an answer depends on. Equal requests to the same connection have equal hashes, whatever the
 * order of their keys. `sample` tells apart several answers that are wanted for one request.
 */
export function requestHash(connection: string, request: ChatRequest, sample = 0): Promise<string> {
  const { model, messages, parameters = {} } = request;
  return textHash(JSON.stringify(sorted([connection, model, messages, parameters, sample])));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return entries.map(([key, each]) => [key, sorted(each)]).concat([['{}', null]]);
}
