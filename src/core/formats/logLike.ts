import { isObject, own } from '../jsonl/shape.ts';

/**
 * True when a line tells of something that happened, such as a request to a model, rather than of something to learn.
 * Logs of chats hold messages too; what gives them away is that they say when, how long, how much or for whom. One
 * such hint may be metadata of an example; two of different kinds are a log, and so is a request with its response.
 * No source says so: it is a guess that keeps logs from being drowned in errors.
 */
export function isLogLike(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (isObject(own(value, 'request')) && isObject(own(value, 'response'))) return true;
  const kinds = new Set<string>();
  for (const key of Object.keys(value)) {
    const kind = KIND_BY_KEY.get(key.trim().toLowerCase().replaceAll('-', '_'));
    if (kind) kinds.add(kind);
  }
  return kinds.size >= 2;
}

const HINTS: Readonly<Record<string, readonly string[]>> = {
  when: [
    'timestamp',
    '@timestamp',
    'ts',
    'time',
    'datetime',
    'created',
    'start_time',
    'end_time',
    'logged_at',
  ],
  howLong: [
    'latency',
    'latency_ms',
    'duration',
    'duration_ms',
    'elapsed',
    'elapsed_ms',
    'response_time',
    'ms',
  ],
  howMuch: ['usage', 'token_usage', 'prompt_tokens', 'completion_tokens', 'total_tokens', 'cost', 'cost_usd'],
  forWhom: ['trace_id', 'span_id', 'request_id', 'session_id', 'run_id', 'parent_run_id', 'correlation_id'],
  outcome: ['status', 'status_code', 'http_status', 'exit_code', 'finish_reason', 'error'],
  severity: ['level', 'log_level', 'loglevel', 'severity', 'logger'],
  exchange: ['request', 'response', 'choices', 'headers', 'endpoint'],
};

const KIND_BY_KEY = new Map(
  Object.entries(HINTS).flatMap(([kind, keys]) => keys.map(key => [key, kind] as const)),
);
