import type { AzureOpenAI, OpenAI } from 'openai';
import { Problem } from '../util/problem.ts';
import { abortReason } from './body.ts';
import type { Connection } from './connection.ts';
import { providerProblem } from './providerProblem.ts';
import type { Outgoing, Repeat } from './outgoing.ts';
import type { Transport } from './transport.ts';

/**
 * OpenAI's own client, loaded at the first call, since it takes longer to load than the rest of the extension. It
 * knows the paths and the shapes; sending, keys, repetition and failures are the transport's. It is given no key and
 * nothing of the shell's environment, so neither can travel with it.
 */
export class OpenAiSdk {
  #transport: Transport;
  #connection: Connection;
  #load: () => Promise<SdkModule>;
  #module: Promise<SdkModule> | undefined;
  #clients = new Map<string, OpenAI>();

  constructor(
    transport: Transport,
    connection: Connection,
    load: () => Promise<SdkModule> = () => import('openai'),
  ) {
    this.#transport = transport;
    this.#connection = connection;
    this.#load = load;
  }

  /** Calls the client. What it throws leaves as the transport's problem, an abort as itself. */
  async call<T>(
    repeat: Repeat,
    signal: AbortSignal | undefined,
    use: (client: OpenAI) => PromiseLike<T>,
  ): Promise<T> {
    const client = await this.#client(repeat, 'json');
    return this.#unwrapped(signal, () => use(client));
  }

  /** Calls the client for an answer whose body is still to come. */
  async open(
    repeat: Repeat,
    signal: AbortSignal | undefined,
    use: (client: OpenAI) => PromiseLike<Response>,
  ): Promise<Response> {
    const client = await this.#client(repeat, 'live');
    return this.#unwrapped(signal, () => use(client));
  }

  async #unwrapped<T>(signal: AbortSignal | undefined, step: () => PromiseLike<T>): Promise<T> {
    try {
      return await step();
    } catch (thrown) {
      if (signal?.aborted) throw abortReason(signal);
      throw problemInside(thrown) ?? this.#transport.problemOf(thrown);
    }
  }

  async #client(repeat: Repeat, body: 'json' | 'live'): Promise<OpenAI> {
    const name = `${repeat} ${body}`;
    const known = this.#clients.get(name);
    if (known) return known;
    const { AzureOpenAI: Azure, OpenAI: Plain } = await this.#loaded();
    const options = {
      apiKey: 'kept-by-the-transport',
      baseURL: this.#transport.baseUrl,
      organization: null,
      project: null,
      adminAPIKey: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: aDay,
      logLevel: 'off',
      dangerouslyAllowBrowser: true,
      fetch: (input: string | URL | Request, init?: RequestInit) =>
        this.#fetch(String(input), init ?? {}, repeat, body),
    } as const;
    const { kind, apiVersion } = this.#connection;
    const dated = kind === 'azure' && apiVersion !== undefined;
    const client = dated ? new Azure({ ...options, apiVersion }) : new Plain(options);
    this.#clients.set(name, client);
    return client;
  }

  async #loaded(): Promise<SdkModule> {
    this.#module ??= this.#load();
    try {
      return await this.#module;
    } catch (thrown) {
      this.#module = undefined;
      throw providerProblem(
        'sdk-missing',
        'The OpenAI client could not be loaded.',
        'Run with Node 22 or newer; the extension brings its own.',
        { cause: String(thrown) },
      );
    }
  }

  async #fetch(url: string, init: RequestInit, repeat: Repeat, body: 'json' | 'live'): Promise<Response> {
    const outgoing: Outgoing = {
      method: (init.method ?? 'GET').toUpperCase() as Outgoing['method'],
      url,
      headers: keptHeaders(new Headers(init.headers)),
      repeat,
    };
    const sent = init.body;
    if (sent !== undefined && sent !== null) outgoing.body = () => sent;
    const signal = init.signal ?? undefined;
    if (body === 'live') return this.#transport.open(outgoing, signal);
    const answer = await this.#transport.json(outgoing, signal);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (answer.requestId !== undefined) headers['x-request-id'] = answer.requestId;
    return new Response(JSON.stringify(answer.value ?? null), { status: 200, headers });
  }
}

interface SdkModule {
  OpenAI: typeof OpenAI;
  AzureOpenAI: typeof AzureOpenAI;
}

const aDay = 24 * 60 * 60 * 1000;

/** The client adds headers about the machine, and those that the shell's OPENAI_CUSTOM_HEADERS names; all are dropped. */
function keptHeaders(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['accept', 'content-type', 'content-length']) {
    const value = headers.get(name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

/** The client wraps what its `fetch` throws; ours throws problems. */
function problemInside(thrown: unknown): Problem | undefined {
  let item = thrown;
  for (let depth = 0; item instanceof Error && depth < 8; depth++) {
    if (item instanceof Problem) return item;
    item = item.cause;
  }
  return undefined;
}
