import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SANDBOX } from '../../core/connections/connectionList.ts';
import type { LaunchPlan } from '../../core/jobs/plan.ts';
import type { LintSettings } from '../../core/lint/settings.ts';
import type { Jobs } from '../../core/jobs/service/jobs.ts';
import { capabilitiesOf } from '../../core/provider/capabilitiesOf.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { connectionKindInfo, connectionKinds } from '../../core/provider/connectionKinds.ts';
import type { Provider } from '../../core/provider/provider.ts';
import { dayOfTime } from '../../core/targets/models/modelInfo.ts';
import { DEFAULT_TARGET } from '../../core/targets/registry.ts';
import { type PreflightResult, preflightTune } from '../../core/tune/preflight/preflightTune.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { openJobs } from '../../node/jobs/openJobs.ts';
import type { LedgerFile } from '../../node/ledgerFile.ts';
import { ProjectFiles, settingsForFile } from '../../node/projectFiles.ts';
import { systemClock } from '../../node/systemClock.ts';
import { surveyFile } from '../../node/tune/surveyFile.ts';
import type { Arguments } from '../arguments.ts';
import { ownConnections } from '../connection/chooseConnection.ts';
import { type OpenProvider, openProvider } from '../connection/openProvider.ts';
import { jobsFolder } from '../connection/userFolder.ts';
import type { Io } from '../io.ts';
import { progressOf } from '../progress.ts';
import { capOf, ledgerIn, projectAbove } from '../spending/projectLedger.ts';
import { neutral } from '../terminal/neutral.ts';

/** A tune file that was read and looked into. */
export interface OpenTune {
  /** As the user wrote it. */
  shown: string;
  /** Absolute. */
  file: string;
  text: string;
  result: PreflightResult;
}

/** The connections, jobs and ledgers that the commands of `tunewright tune` share. To be closed at the end. */
export class CliTunes {
  readonly #io: Io;
  readonly #connections: readonly Connection[];
  readonly #cap: number | undefined;
  readonly #providers = new Map<string, Promise<OpenProvider>>();
  readonly #projects = new ProjectFiles();
  #jobs: Jobs | undefined;

  private constructor(io: Io, connections: readonly Connection[], cap: number | undefined) {
    this.#io = io;
    this.#connections = connections;
    this.#cap = cap;
  }

  static async open(given: Arguments, io: Io): Promise<CliTunes> {
    const own = await ownConnections(io);
    const usual = connectionKinds
      .filter(kind => connectionKindInfo[kind].baseUrl !== undefined && kind !== 'sandbox')
      .map(kind => ({ id: kind, kind, name: connectionKindInfo[kind].title }));
    const named = [SANDBOX, ...own.filter(({ id }) => id !== SANDBOX.id)];
    const connections = [...named, ...usual.filter(({ id }) => !named.some(one => one.id === id))];
    return new CliTunes(io, connections, capOf(given, io));
  }

  get connections(): readonly Connection[] {
    return this.#connections;
  }

  /** The jobs that were launched from this user's command lines. */
  jobs(): Jobs {
    this.#jobs ??= openJobs({
      folder: jobsFolder(this.#io),
      connections: () => this.#connections,
      provider: connection => this.#provider(connection),
      ledger: ({ folder }) => this.#ledger(folder ?? this.#io.cwd),
      log: () => {},
    });
    return this.#jobs;
  }

  /** Reads a tune and everything that it names. */
  async read(shown: string): Promise<OpenTune> {
    const { cwd, signal } = this.#io;
    const file = path.resolve(cwd, shown);
    const text = await readFile(file, 'utf8').catch(error => {
      throw fileProblem(error, shown);
    });
    const folder = path.dirname(file);
    const jobs = this.jobs();
    await jobs.ready;
    const result = await preflightTune(text, {
      connections: this.#connections,
      capabilities: capabilitiesOf,
      models: () => undefined,
      isFile: name => statSync(path.resolve(folder, name), { throwIfNoEntry: false })?.isFile() ?? false,
      today: dayOfTime(systemClock.now()),
      resolve: name => path.resolve(folder, name),
      settingsOf: name => this.settingsOf(name),
      survey: async question => {
        const total = statSync(question.path, { throwIfNoEntry: false })?.size ?? 0;
        const progress = progressOf(this.#io, `Reading ${neutral(path.basename(question.path))}:`, total * 2);
        try {
          return await surveyFile(question, { signal, onProgress: bytes => progress.update(bytes) });
        } finally {
          await progress.end();
        }
      },
      jobs: () => jobs.jobs(),
      allows: usd => this.#ledger(projectAbove(folder, this.#io) ?? folder).allows(usd),
    });
    return { shown, file, text, result };
  }

  /** How a dataset is judged where its project says something about it. */
  async settingsOf(file: string): Promise<LintSettings> {
    const project = await this.#projects.nearest(path.dirname(file));
    return settingsForFile(project, file, { target: DEFAULT_TARGET, rules: {} });
  }

  /** Where a launch of a tune is entered. */
  project(file: string): LaunchPlan['project'] {
    const own = path.dirname(file);
    const folder = projectAbove(own, this.#io) ?? own;
    return { folder, name: path.basename(folder) };
  }

  async close(): Promise<void> {
    await this.#jobs?.close();
    for (const opened of this.#providers.values()) await (await opened.catch(() => undefined))?.close();
  }

  async #provider(connection: Connection): Promise<Provider> {
    const key = connection.id;
    const opening = this.#providers.get(key) ?? openProvider(connection, this.#io);
    this.#providers.set(key, opening);
    // A key that is missing now may be there in the next try of a long watch.
    opening.catch(() => this.#providers.delete(key));
    return (await opening).provider;
  }

  #ledger(folder: string): LedgerFile {
    return ledgerIn(folder, this.#cap);
  }
}
