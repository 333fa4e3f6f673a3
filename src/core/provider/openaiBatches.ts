import { addToCollected, type CollectedChat } from './chat.ts';
import { ChatReader } from './chatReader.ts';
import type { BatchAnswer, Batches, BatchRequest, BatchState } from './batches.ts';
import { defined, type JsonObject, number, object, objects, text } from './lenient.ts';
import type { OpenAiSdk } from './openaiSdk.ts';
import { uploadWhole } from './openaiUpload.ts';
import { providerProblem } from './providerProblem.ts';
import type { Transport } from './transport.ts';

const ENDPOINT = '/v1/chat/completions';

/** OpenAI's Batch API. Source: its guide of 2026-07: half the price, 50,000 requests and 200 MB at most, within 24 hours. */
export class OpenAiBatches implements Batches {
  readonly priceShare = 0.5;
  readonly most = 50_000;
  readonly #transport: Transport;
  readonly #sdk: OpenAiSdk;

  constructor(transport: Transport, sdk: OpenAiSdk) {
    this.#transport = transport;
    this.#sdk = sdk;
  }

  async start(requests: readonly BatchRequest[], signal?: AbortSignal): Promise<string> {
    const lines = requests.map(({ id, request: { model, messages, parameters } }) =>
      JSON.stringify({
        ...{ custom_id: id, method: 'POST', url: ENDPOINT },
        body: { ...defined({ ...parameters }), model, messages },
      }),
    );
    const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
    const source = { name: 'comparison.jsonl', size: bytes.length, stream: () => streamOf(bytes) };
    const file = await uploadWhole(source, {}, this.#transport, signal, 'batch');
    const answer = await this.#transport.json(
      {
        method: 'POST',
        url: '/batches',
        headers: { 'content-type': 'application/json' },
        body: () => JSON.stringify({ input_file_id: file.id, endpoint: ENDPOINT, completion_window: '24h' }),
        repeat: 'refused',
      },
      signal,
    );
    const id = text(object(answer.value)?.id);
    if (id !== undefined) return id;
    throw providerProblem(
      'odd-answer',
      `${this.#transport.asked().host} did not say which batch it began.`,
      'Look at the batches in its own pages before you begin another.',
    );
  }

  async read(id: string, signal?: AbortSignal): Promise<BatchState> {
    return stateOf(await this.#batch(id, signal), this.#transport);
  }

  async answers(id: string, signal?: AbortSignal): Promise<BatchAnswer[]> {
    const batch = await this.#batch(id, signal);
    const found: BatchAnswer[] = [];
    for (const file of [text(batch.output_file_id), text(batch.error_file_id)]) {
      if (file === undefined) continue;
      const response = await this.#sdk.open('any', signal, client => client.files.content(file));
      for (const line of (await response.text()).split('\n')) {
        const answer = this.#answerOf(line);
        if (answer) found.push(answer);
      }
    }
    return found;
  }

  async cancel(id: string, signal?: AbortSignal): Promise<void> {
    const url = `/batches/${encodeURIComponent(id)}/cancel`;
    await this.#transport.json({ method: 'POST', url, repeat: 'refused' }, signal);
  }

  async #batch(id: string, signal: AbortSignal | undefined): Promise<JsonObject> {
    const url = `/batches/${encodeURIComponent(id)}`;
    const answer = await this.#transport.json({ method: 'GET', url, repeat: 'any' }, signal);
    return object(answer.value) ?? {};
  }

  /** Undefined for a line that says nothing. */
  #answerOf(line: string): BatchAnswer | undefined {
    const value = object(parsed(line));
    const id = text(value?.custom_id);
    if (!value || id === undefined) return undefined;
    const response = object(value.response);
    const body = object(response?.body) ?? {};
    const error = object(value.error) ?? object(body.error);
    const reader = new ChatReader(this.#transport.asked(), text(response?.request_id), 1);
    const chat: CollectedChat = { choices: [], truncated: false };
    for (const event of reader.readWhole(error ? { error } : body)) addToCollected(chat, event);
    addToCollected(chat, reader.end());
    return { id, chat, ...(chat.problem && { problem: chat.problem }) };
  }
}

function stateOf(batch: JsonObject, transport: Transport): BatchState {
  const rawStatus = text(batch.status) ?? '';
  const counts = object(batch.request_counts) ?? {};
  const state = ENDED.includes(rawStatus) ? 'ended' : rawStatus === 'validating' ? 'waiting' : 'running';
  const [error] = objects(object(batch.errors)?.data);
  const said = text(error?.message);
  const { host } = transport.asked();
  const problem =
    state !== 'ended' || rawStatus === 'completed'
      ? undefined
      : providerProblem(
          'batch-ended',
          rawStatus === 'failed'
            ? `${host} refused the batch${said === undefined ? '' : `: ${said}`}`
            : `The batch of ${host} was ${rawStatus} before everything was answered.`,
          'What was answered is kept. Run the comparison again for the rest.',
        ).data;
  return {
    ...{ state, rawStatus },
    ...{ done: number(counts.completed) ?? 0, failed: number(counts.failed) ?? 0 },
    total: number(counts.total) ?? 0,
    ...(problem && { problem }),
  };
}

const ENDED = ['failed', 'completed', 'expired', 'cancelled'];

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
