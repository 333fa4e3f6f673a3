import type { Clock } from '../util/clock.ts';
import type { RandomSource } from '../util/seededRandom.ts';
import { errorResponse } from './http/apiError.ts';
import { cutResponse, FaultPlan, failRequest, incorrectKey } from './http/faults.ts';
import { findRoute } from './http/routes.ts';
import { newId } from './ids.ts';
import { JobLog } from './jobs/jobLog.ts';
import type { JobRecord } from './jobs/jobRecord.ts';
import { JobRunner } from './jobs/runner.ts';
import type { Trainer } from './jobs/trainer.ts';
import { Models } from './models.ts';
import { Records } from './records.ts';
import { type FileRecord, fileContent, keepOutput } from './resources/fileObject.ts';
import { ROUTES } from './routeTable.ts';
import type { Services } from './services.ts';
import type { SandboxStore } from './store.ts';
import type { TrainingFileValidator } from './validation.ts';

/** What a sandbox is made of. */
export interface SandboxOptions {
  store: SandboxStore;
  train: Trainer;
  clock: Clock;
  /** Ids, seeds that were not given, and answers without a seed. In the product it must not be guessable. */
  random: RandomSource;
  validateTrainingFile: TrainingFileValidator;
  /** The bearer token that every request must carry; none is asked for when absent. */
  token?: string;
  /** Appears in the names of tunes. */
  organization?: string;
  /** Most bytes of an uploaded file; 512 MB when absent. */
  maxFileBytes?: number;
  /** Lets others use the thread during longer work, such as reading a large model; nothing when absent. */
  rest?: () => Promise<void>;
  /** MD5 as hexadecimal digits, for uploads that name theirs; such uploads are refused when absent. */
  md5?: (bytes: Uint8Array) => string;
}

/** An OpenAI-compatible service in process. */
export interface Sandbox {
  /**
   * Answers a request to any host; takes what the global `fetch` takes. Rejects only when the request's signal
   * aborts, or where a fault breaks the connection.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Faults to rehearse, beside those that requests ask for by a header. */
  faults: FaultPlan;
  /** Takes up jobs that were running when an earlier process ended. */
  start(): Promise<void>;
  /** Resolves when no job runs or waits here. */
  idle(): Promise<void>;
  /** Stops running jobs where they are; the next sandbox on the same store goes on with them. */
  close(): Promise<void>;
}

/** Makes a sandbox. Nothing runs and nothing is read before its first request or `start`. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const services = makeServices(options);
  const faults = new FaultPlan();

  async function answer(request: Request): Promise<Response> {
    if (options.token !== undefined && !hasToken(request, options.token)) throw incorrectKey(request);
    const url = new URL(request.url);
    const { route, params } = findRoute(ROUTES, request.method, url.pathname);
    const fault = faults.take(request);
    if (fault !== undefined) await failRequest(fault, request, options.clock);
    const response = await route.handle({
      request,
      params,
      query: url.searchParams,
      services: { ...services, fault },
    });
    return fault?.kind === 'cut-stream' ? cutResponse(response, fault.after) : response;
  }

  return {
    faults,
    async fetch(input, init) {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const response = await answer(request).catch((error: unknown) => {
        request.signal.throwIfAborted();
        return errorResponse(error);
      });
      response.headers.set('x-request-id', newId('req_', options.random));
      return endingWith(request.signal, response);
    },
    start: () => services.runner.takeUp(),
    idle: () => services.runner.idle(),
    close: () => services.runner.close(),
  };
}

function makeServices(options: SandboxOptions): Services {
  const { store, clock, random, train, validateTrainingFile, organization = 'tunewright' } = options;
  const files = new Records<FileRecord>(store, 'files');
  const jobs = new Records<JobRecord>(store, 'jobs');
  const models = new Models(new Records(store, 'models'), store, options.rest ?? (async () => {}));
  const log = new JobLog(store, jobs, clock, random);
  const services: Services = {
    store,
    clock,
    random,
    files,
    jobs,
    models,
    log,
    uploads: new Records(store, 'uploads'),
    batches: new Records(store, 'batches'),
    organization,
    maxFileBytes: options.maxFileBytes ?? 512 * 1024 * 1024,
    md5: options.md5,
    fault: undefined,
    runner: new JobRunner(jobs, clock, random, () => ({
      store,
      clock,
      random,
      jobs,
      models,
      log,
      train,
      validateTrainingFile,
      organization,
      readFile: id => fileContent(services, id),
      keepResult: (filename, content) => keepOutput(services, filename, 'fine-tune-results', content),
    })),
  };
  return services;
}

/** Compares all of the token whatever differs, so that the time taken tells nothing. */
function hasToken(request: Request, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  let difference = given.length ^ token.length;
  for (let index = 0; index < token.length; index++) {
    difference |= token.charCodeAt(index) ^ given.charCodeAt(index % Math.max(1, given.length));
  }
  return difference === 0;
}

/** The response, whose body fails as soon as the signal aborts, as that of a real `fetch` does. */
function endingWith(signal: AbortSignal, response: Response): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  let stop = (): void => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stop = () => {
          controller.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
        };
        signal.addEventListener('abort', stop, { once: true });
      },
      async pull(controller) {
        const { done, value } = await reader.read();
        if (signal.aborted) return;
        if (!done) return controller.enqueue(value);
        signal.removeEventListener('abort', stop);
        controller.close();
      },
      cancel(reason) {
        signal.removeEventListener('abort', stop);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}
