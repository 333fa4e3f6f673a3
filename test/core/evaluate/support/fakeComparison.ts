import type { OpenHost } from '../../../../src/core/evaluate/compare/compareHost.ts';
import { openComparison } from '../../../../src/core/evaluate/compare/openComparison.ts';
import { runComparison, type RunHost } from '../../../../src/core/evaluate/compare/runComparison.ts';
import { readResults, resultLine } from '../../../../src/core/evaluate/results/readResults.ts';
import type { Job } from '../../../../src/core/jobs/job.ts';
import type {
  BatchAnswer,
  Batches,
  BatchRequest,
  BatchState,
} from '../../../../src/core/provider/batches.ts';
import type { ChatEvent, ChatRequest } from '../../../../src/core/provider/chat.ts';
import type { ConnectionPrices } from '../../../../src/core/provider/connectionPrices.ts';
import { noTraining, type Provider } from '../../../../src/core/provider/provider.ts';
import { createRenderers } from '../../../../src/core/template/renderers.ts';
import { runPromptJob } from '../../../../src/core/template/promptFile/renderPrompt.ts';
import type { Problem } from '../../../../src/core/util/problem.ts';
import { patternMatcher } from '../../../../src/node/matchPattern.ts';
import type { Clock } from '../../../../src/core/util/clock.ts';

/** What a model of a test says: a text, and perhaps that another model said it, that it was cut or that it failed. */
export interface Said {
  text?: string;
  model?: string;
  cut?: boolean;
  problem?: Problem;
}

/** A comparison over files in memory, and models that are functions. */
export class FakeComparison {
  readonly files: Record<string, string>;
  readonly answer: (request: ChatRequest) => Said | string;
  /** The results file. */
  journal = '';
  requests: ChatRequest[] = [];
  /** Jobs by the tune that they were launched with. */
  readonly jobs: Record<string, Job[]> = {};
  /** Where the models offer batches; absent: they do not. */
  batches: FakeBatches | undefined;
  /** What the user says of its models' prices. */
  prices: ConnectionPrices | undefined;
  /** Nobody waits here. */
  readonly clock: Clock = { now: () => 0, sleep: async () => {} };

  constructor(files: Record<string, unknown>, answer: (request: ChatRequest) => Said | string) {
    this.files = Object.fromEntries(
      Object.entries(files).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    );
    this.answer = answer;
  }

  get results() {
    return readResults(this.journal);
  }

  host(more: Partial<RunHost> = {}): RunHost & OpenHost {
    const rendererOf = createRenderers({
      now: () => 0,
      today: () => new Date(0),
      readWasm: () => Promise.reject(new Error('no MiniJinja here')),
    });
    return {
      read: async path => this.files[path],
      renderPrompt: job => runPromptJob(job, rendererOf),
      provider: async () => this.#provider(),
      jobsOfTune: async path => this.jobs[path] ?? [],
      match: patternMatcher(),
      clock: this.clock,
      append: async line => {
        this.journal += resultLine(line);
      },
      countTokens: text => text.split(/\s+/).length,
      ...more,
    };
  }

  async open(path = 'test.compare.json') {
    return openComparison(this.files[path]!, path, this.host(), new AbortController().signal);
  }

  /** Runs it over what the journal has by now. */
  async run(
    more: Partial<RunHost> = {},
    signal = new AbortController().signal,
    batch: 'start' | 'wait' | undefined = undefined,
  ) {
    const open = await this.open();
    const { results } = this;
    const outcome = await runComparison(open, results, this.host(more), signal, { batch });
    return { open, results, outcome };
  }

  #provider(): Provider {
    return {
      connection: {
        ...{ id: 'fake', kind: 'openai-compatible', name: 'Fake' },
        ...(this.prices && { prices: this.prices }),
      },
      capabilities: noTraining,
      listModels: async () => [],
      chat: request => this.#chat(request),
      ...(this.batches && { batches: this.batches }),
    };
  }

  async *#chat(request: ChatRequest): AsyncGenerator<ChatEvent> {
    this.requests.push(request);
    const answer = this.answer(request);
    const {
      text = '',
      model = request.model,
      cut = false,
      problem,
    } = typeof answer === 'string' ? { text: answer } : answer;
    if (problem) throw problem;
    yield { type: 'start', model };
    yield { type: 'text', choice: 0, text };
    if (!cut) yield { type: 'finish', choice: 0, reason: 'stop', rawReason: 'stop' };
    yield { type: 'end', truncated: cut, duplicates: 0, disordered: false };
  }
}

/** A Batch API whose batches end when the test says so. It outlives the comparisons that use it. */
export class FakeBatches implements Batches {
  readonly priceShare = 0.5;
  readonly most = 50_000;
  readonly answer: (request: ChatRequest) => string;
  readonly begun: BatchRequest[][] = [];
  /** Looks until a batch ends. */
  looks = 0;

  constructor(answer: (request: ChatRequest) => string) {
    this.answer = answer;
  }

  async start(requests: readonly BatchRequest[]): Promise<string> {
    this.begun.push([...requests]);
    return `batch-${this.begun.length - 1}`;
  }

  async read(): Promise<BatchState> {
    this.looks -= 1;
    const state = this.looks < 0 ? 'ended' : 'running';
    return { state, rawStatus: state, done: 0, failed: 0, total: 0 };
  }

  async answers(id: string): Promise<BatchAnswer[]> {
    return this.begun[Number(id.split('-')[1])]!.map(({ id: hash, request }) => ({
      id: hash,
      chat: {
        choices: [{ text: this.answer(request), reasoning: '', refusal: '', toolCalls: [], finish: 'stop' }],
        ...{ truncated: false, model: request.model, usage: { promptTokens: 10, completionTokens: 1 } },
      },
    }));
  }

  async cancel(): Promise<void> {}
}
