import path from 'node:path';
import type * as vscode from 'vscode';
import type { FetchLike } from '../core/provider/outgoing.ts';
import { dayOfTime } from '../core/targets/models/modelInfo.ts';
import { AnalyseClient } from '../node/analyseClient.ts';
import type { TokensContract } from '../protocol/tokens.ts';
import { WorkerClient } from '../node/workerClient.ts';
import { RenderClient } from '../node/renderClient.ts';
import { systemClock } from '../node/systemClock.ts';
import type { CompareSessions } from './compare/compareSessions.ts';
import { ConnectionService } from './connections/connectionService.ts';
import { ConnectionStore } from './connections/connectionStore.ts';
import { KeyStore } from './connections/keyStore.ts';
import { providerMaker } from './connections/makeProvider.ts';
import { SandboxHost } from './connections/sandboxHost.ts';
import { DatasetIndex } from './datasets/datasetIndex.ts';
import { RemoteFiles } from './datasets/remoteFiles.ts';
import { DatasetSettings } from './lint/datasetSettings.ts';
import { LintService } from './lint/lintService.ts';
import { Pins } from './lint/pins.ts';
import { Log } from './log.ts';
import { Ledgers } from './spending/ledgers.ts';
import { JobHost } from './tune/jobHost.ts';
import { TuneService } from './tune/tuneService.ts';
import { Teller } from './tell.ts';
import { PromptFindings } from './templates/promptFindings.ts';
import { PromptService } from './templates/promptService.ts';
import { PromptValues } from './templates/promptValues.ts';
import { Runs } from './templates/run/runs.ts';
import { TokenizerConfigs } from './templates/tokenizerConfigs.ts';
import { RunTargets } from './templates/run/runTargets.ts';

/** The parts that features share. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: Log;
  readonly tell: Teller;
  readonly pins: Pins;
  readonly settings: DatasetSettings;
  readonly lint: LintService;
  /** The datasets of the workspace; nothing is looked for before somebody wants to see them. */
  readonly datasets: DatasetIndex;
  /** The files that lie on connections. */
  readonly remoteFiles: RemoteFiles;
  readonly connections: ConnectionService;
  /** What was spent, for each folder that is open. */
  readonly ledgers: Ledgers;
  /** The fine-tuning jobs of this machine. */
  readonly jobs: JobHost;
  /** Judges tune files. */
  readonly tunes: TuneService;
  /** The comparisons that somebody looks at. Read late: little of the time anybody compares. */
  comparisons(): Promise<CompareSessions>;
  /** Questions about chat templates, answered by a worker. */
  readonly analyse: AnalyseClient;
  readonly prompts: PromptService;
  readonly promptFindings: PromptFindings;
  readonly promptValues: PromptValues;
  /** Renders templates in a worker that is ended when one takes too long. */
  readonly renderer: RenderClient;
  readonly runs: Runs;
  /** Counts tokens; each tokenizer is loaded when it is first needed. */
  readonly tokens: WorkerClient<TokensContract>;
  readonly tokenizerConfigs: TokenizerConfigs;
  readonly runTargets: RunTargets;
  /** The workbench's `fetch`, which knows the user's proxy and certificates. */
  readonly fetch: FetchLike;
  /** The date, YYYY-MM-DD. */
  today(): string;
}

/** Makes the parts. Nothing here may be slow: worker threads and the sandbox start at their first request. */
export function createServices(context: vscode.ExtensionContext): Services {
  const log = new Log();
  const tell = new Teller(log);
  const pins = new Pins(context.globalState);
  const renderer = new RenderClient(path.join(import.meta.dirname, 'renderWorker.cjs'), systemClock);
  const settings = new DatasetSettings(pins, log, job => renderer.renderPrompt(job));
  const lint = new LintService(path.join(import.meta.dirname, 'lintWorker.cjs'), settings, log);
  const fetch: FetchLike = request => globalThis.fetch(request);
  const sandbox = new SandboxHost({
    dir: path.join(context.globalStorageUri.fsPath, 'sandbox'),
    trainWorker: path.join(import.meta.dirname, 'trainWorker.cjs'),
    validate: (bytes, method, role) => lint.foreground.call('validateTraining', { bytes, method, role }),
  });
  const keys = new KeyStore(context.secrets, context.globalState);
  const connections: ConnectionService = new ConnectionService(
    new ConnectionStore(),
    keys,
    providerMaker({
      fetch,
      sandbox: () => sandbox.fetch(),
      keys,
      clock: systemClock,
      onWait: (connection, wait) => connections.waiting(connection, wait),
      log: line => log.info(line),
    }),
  );
  const datasets = new DatasetIndex(lint, settings);
  const remoteFiles = new RemoteFiles(connections);
  const ledgers = new Ledgers(context.globalStorageUri);
  const jobs = new JobHost({
    folder: path.join(context.globalStorageUri.fsPath, 'jobs'),
    connections: () => connections.connections(),
    provider: connection => connections.provider(connection),
    ledger: ({ folder }) => ledgers.in(folder),
    log: line => log.info(line),
  });
  const analyse = new AnalyseClient(path.join(import.meta.dirname, 'analyseWorker.cjs'), systemClock);
  const prompts = new PromptService();
  const promptFindings = new PromptFindings(prompts, analyse, log);
  const promptValues = new PromptValues(context.workspaceState);
  const runs = new Runs();
  const tokens = new WorkerClient<TokensContract>(path.join(import.meta.dirname, 'tokensWorker.cjs'));
  const tokenizerConfigs = new TokenizerConfigs(context.workspaceState, renderer);
  const runTargets = new RunTargets(context.workspaceState);
  prompts.start();
  context.subscriptions.push(log, settings, lint, sandbox, connections, jobs);
  context.subscriptions.push(analyse, prompts, promptFindings, promptValues, datasets, remoteFiles);
  context.subscriptions.push(renderer, runs, tokens, tokenizerConfigs);
  const today = () => dayOfTime(systemClock.now());
  const tunes = new TuneService({ connections, lint, settings, ledgers, jobs, today });
  context.subscriptions.push(tunes);
  const spine = { context, log, tell, pins, settings, lint, connections, ledgers, jobs, tunes, fetch, today };
  let sessions: Promise<CompareSessions> | undefined;
  const comparisons = () => {
    sessions ??= import('./compare/compareSessions.ts').then(({ CompareSessions: Sessions }) => {
      const made = new Sessions({ connections, jobs, ledgers });
      context.subscriptions.push(made);
      return made;
    });
    return sessions;
  };
  const templates = {
    analyse,
    prompts,
    promptFindings,
    promptValues,
    renderer,
    runs,
    runTargets,
    tokens,
    tokenizerConfigs,
  };
  return { ...spine, ...templates, comparisons, datasets, remoteFiles };
}
