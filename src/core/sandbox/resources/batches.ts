import * as z from 'zod';
import { ApiError, errorResponse, invalidValue } from '../http/apiError.ts';
import { readJson } from '../http/body.ts';
import { pageOf } from '../http/pages.ts';
import type { RouteRequest } from '../http/routes.ts';
import { newId } from '../ids.ts';
import { appendedLines, parsedLines } from '../records.ts';
import { nowInSeconds, type Services } from '../services.ts';
import { type BatchLine, readBatchLines } from './batchLines.ts';
import { createChatCompletion } from './chat.ts';
import { createCompletion } from './completions.ts';
import { fileContent, findFile, keepOutput } from './fileObject.ts';

/** A batch as the API shows it, and as it is kept. Times are seconds since 1970. */
export interface BatchRecord {
  id: string;
  object: 'batch';
  endpoint: string;
  input_file_id: string;
  completion_window: '24h';
  status: 'validating' | 'failed' | 'in_progress' | 'finalizing' | 'completed' | 'cancelling' | 'cancelled';
  created_at: number;
  in_progress_at?: number;
  expires_at: number;
  finalizing_at?: number;
  completed_at?: number;
  failed_at?: number;
  cancelling_at?: number;
  cancelled_at?: number;
  output_file_id?: string;
  error_file_id?: string;
  errors?: {
    object: 'list';
    data: { code: string; message: string; param: string | null; line: number | null }[];
  };
  request_counts: { total: number; completed: number; failed: number };
  metadata: Record<string, string> | null;
}

const ENDPOINTS = ['/v1/chat/completions', '/v1/completions'] as const;

const createSchema = z.object({
  input_file_id: z.string().min(1),
  endpoint: z.enum(ENDPOINTS),
  completion_window: z.literal('24h'),
  metadata: z.record(z.string(), z.string()).nullish(),
  output_expires_after: z.unknown().optional(),
});

/** Requests that are answered at each look: a batch goes on while somebody waits for it, and rests with the program. */
const ANSWERED_AT_A_LOOK = 100;

/** `POST /batches` */
export async function createBatch({ request, services }: RouteRequest<Services>): Promise<Response> {
  const { input_file_id, endpoint, metadata } = await readJson(request, createSchema);
  const file = await findFile(services, input_file_id);
  if (file.purpose !== 'batch') {
    throw invalidValue('input_file_id', `Invalid file purpose: expected 'batch', got '${file.purpose}'.`);
  }
  const now = nowInSeconds(services.clock);
  const record: BatchRecord = {
    ...{ id: newId('batch_', services.random), object: 'batch', endpoint, input_file_id },
    ...{ completion_window: '24h', status: 'validating', created_at: now, expires_at: now + DAY },
    ...{ request_counts: { total: 0, completed: 0, failed: 0 }, metadata: metadata ?? null },
  };
  await services.batches.put(record.id, record);
  return Response.json(record);
}

const DAY = 24 * 60 * 60;

/** `GET /batches`, newest first. */
export async function listBatches({ query, services }: RouteRequest<Services>): Promise<Response> {
  const all = await services.batches.all();
  all.sort((left, right) => right.created_at - left.created_at || (left.id < right.id ? -1 : 1));
  const page = pageOf(all, query, { usual: 20, most: 100 });
  return Response.json({ ...page, first_id: page.first_id ?? '', last_id: page.last_id ?? '' });
}

/** `GET /batches/:id`: who looks moves it on. */
export async function getBatch({ params, services }: RouteRequest<Services>): Promise<Response> {
  const batch = await findBatch(services, params.id!);
  const next = await advance(batch, services);
  if (next !== batch) await services.batches.put(batch.id, next);
  return Response.json(next);
}

/** `POST /batches/:id/cancel` */
export async function cancelBatch({ params, services }: RouteRequest<Services>): Promise<Response> {
  const batch = await findBatch(services, params.id!);
  if (!['validating', 'in_progress', 'finalizing'].includes(batch.status)) {
    throw new ApiError(400, `Cannot cancel a batch with status '${batch.status}'.`, {
      code: 'invalid_batch_status',
    });
  }
  const next: BatchRecord = { ...batch, status: 'cancelling', cancelling_at: nowInSeconds(services.clock) };
  await services.batches.put(batch.id, next);
  return Response.json(next);
}

async function findBatch(services: Services, id: string): Promise<BatchRecord> {
  const batch = await services.batches.get(id);
  if (batch) return batch;
  throw new ApiError(404, `No batch found with id '${id}'.`, { param: 'id', code: 'batch_not_found' });
}

/** One step further: checked, some requests answered, files written. */
async function advance(batch: BatchRecord, services: Services): Promise<BatchRecord> {
  const now = nowInSeconds(services.clock);
  if (batch.status === 'validating') {
    const content = (await fileContent(services, batch.input_file_id)) ?? new Uint8Array(0);
    const { lines, errors } = readBatchLines(content, batch.endpoint);
    if (errors.length > 0)
      return { ...batch, status: 'failed', failed_at: now, errors: { object: 'list', data: errors } };
    const counts = { ...batch.request_counts, total: lines.length };
    return { ...batch, status: 'in_progress', in_progress_at: now, request_counts: counts };
  }
  if (batch.status === 'in_progress') return answerSome(batch, services);
  if (batch.status !== 'finalizing' && batch.status !== 'cancelling') return batch;
  const [good, bad] = await Promise.all(
    (['output', 'errors'] as const).map(part => keepAnswers(batch, part, services)),
  );
  return {
    ...batch,
    ...(batch.status === 'finalizing'
      ? { status: 'completed', completed_at: now }
      : { status: 'cancelled', cancelled_at: now }),
    ...(good !== undefined && { output_file_id: good }),
    ...(bad !== undefined && { error_file_id: bad }),
  };
}

/** Answers the next requests. What was answered before the program ended is in the store and not answered again. */
async function answerSome(batch: BatchRecord, services: Services): Promise<BatchRecord> {
  const { batches, store } = services;
  const content = (await fileContent(services, batch.input_file_id)) ?? new Uint8Array(0);
  const { lines } = readBatchLines(content, batch.endpoint);
  const answered = new Set<string>();
  for (const part of ['output', 'errors'])
    for (const { custom_id } of parsedLines<{ custom_id: string }>(
      await store.read(batches.key(batch.id, part)),
    ))
      answered.add(custom_id);
  const open = lines.filter(({ custom_id }) => !answered.has(custom_id)).slice(0, ANSWERED_AT_A_LOOK);
  const [good, bad]: [object[], object[]] = [[], []];
  for (const line of open) {
    const response = await answerLine(line, batch.endpoint, services);
    const told = {
      id: newId('batch_req_', services.random),
      custom_id: line.custom_id,
      response: {
        ...{ status_code: response.status, request_id: newId('req_', services.random) },
        body: (await response.json()) as object,
      },
      error: null,
    };
    (response.ok ? good : bad).push(told);
  }
  if (good.length > 0) await store.append(batches.key(batch.id, 'output'), appendedLines(good));
  if (bad.length > 0) await store.append(batches.key(batch.id, 'errors'), appendedLines(bad));
  const done = answered.size + open.length;
  const failed = batch.request_counts.failed + bad.length;
  const counts = { total: lines.length, completed: done - failed, failed };
  const isDone = done >= lines.length;
  return {
    ...batch,
    request_counts: counts,
    ...(isDone && { status: 'finalizing', finalizing_at: nowInSeconds(services.clock) }),
  };
}

async function answerLine({ body }: BatchLine, endpoint: string, services: Services): Promise<Response> {
  const { stream: _, ...rest } = body;
  const request = new Request(`http://sandbox.invalid${endpoint}`, {
    method: 'POST',
    body: JSON.stringify(rest),
  });
  const handle = endpoint === '/v1/chat/completions' ? createChatCompletion : createCompletion;
  try {
    return await handle({ request, params: {}, query: new URLSearchParams(), services });
  } catch (error) {
    return errorResponse(error);
  }
}

/** The id of the file with the answers; undefined when there are none. */
async function keepAnswers(
  { id }: BatchRecord,
  part: 'output' | 'errors',
  services: Services,
): Promise<string | undefined> {
  const lines = parsedLines<object>(await services.store.read(services.batches.key(id, part)));
  if (lines.length === 0) return undefined;
  const text = lines.map(line => `${JSON.stringify(line)}\n`).join('');
  const name = part === 'output' ? `${id}_output.jsonl` : `${id}_error.jsonl`;
  return keepOutput(services, name, 'batch_output', new TextEncoder().encode(text));
}
