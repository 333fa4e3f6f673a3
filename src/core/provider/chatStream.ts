import { Problem } from '../util/problem.ts';
import { abortReason } from './body.ts';
import type { ChatEvent } from './chat.ts';
import { ChatReader } from './chatReader.ts';
import { htmlTitle } from './errorBody.ts';
import { object } from './lenient.ts';
import { htmlProblem } from './problems.ts';
import { providerProblem } from './providerProblem.ts';
import { SseParser } from './sse.ts';
import { requestIdOf } from './answers.ts';
import type { Transport } from './transport.ts';

/**
 * Reads the answer to a chat request. What it is shows in its first character, not in its content type, which
 * gateways get wrong: `{` is a whole answer, `<` is a web page, anything else a stream of events.
 */
export async function* readChat(
  response: Response,
  transport: Transport,
  choices: number,
  signal?: AbortSignal,
): AsyncGenerator<ChatEvent> {
  const reader = new ChatReader(transport.asked(), requestIdOf(response.headers), choices);
  const parser = new SseParser();
  const whole: Uint8Array[] = [];
  let kind: Kind | undefined;
  let failure: Problem | undefined;
  try {
    for await (const chunk of transport.chunks(response, signal)) {
      kind ??= kindOf(chunk);
      if (kind === undefined || kind === 'events') {
        for (const event of parser.push(chunk)) yield* reader.read(event);
        if (reader.done || reader.problem) break;
      } else {
        whole.push(chunk);
      }
    }
    if (!reader.done && !reader.problem) for (const event of parser.end()) yield* reader.read(event);
    if (kind === 'json' || kind === 'page')
      yield* readWhole(await asText(whole), kind, reader, response, transport);
  } catch (thrown) {
    failure = transport.problemOf(thrown, signal);
  }
  if (signal?.aborted) throw abortReason(signal);
  const end = reader.end(failure);
  if (!reader.started) throw transport.redacted(end.problem ? new Problem(end.problem) : reader.cutProblem());
  if (end.problem) end.problem = transport.redacted(new Problem(end.problem)).data;
  yield end;
}

type Kind = 'events' | 'json' | 'page';

function kindOf(chunk: Uint8Array): Kind | undefined {
  for (const byte of chunk) {
    if (byte === 0x7b) return 'json';
    if (byte === 0x3c) return 'page';
    // Blank, or a byte of the mark that some servers begin with.
    if (byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) return 'events';
  }
  return undefined;
}

function* readWhole(
  body: string,
  kind: Kind,
  reader: ChatReader,
  response: Response,
  transport: Transport,
): Generator<ChatEvent> {
  const asked = transport.asked();
  if (kind === 'page') throw htmlProblem(response.status, htmlTitle(body), asked);
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    throw providerProblem(
      'not-json',
      `${asked.host} sent an answer that is cut or no JSON.`,
      'Send the request again.',
      {
        retryable: true,
        cause: body.slice(0, 300),
      },
    );
  }
  yield* reader.readWhole(object(answer) ?? {});
}

function asText(chunks: Uint8Array[]): Promise<string> {
  return new Blob(chunks as BlobPart[]).text();
}
