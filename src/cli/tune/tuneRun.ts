import { planOfTune } from '../../core/tune/preflight/planOfTune.ts';
import type { Job } from '../../core/jobs/job.ts';
import { isEnded } from '../../core/jobs/job.ts';
import { Problem } from '../../core/util/problem.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { EXIT, type Io } from '../io.ts';
import { neutral } from '../terminal/neutral.ts';
import { CliTunes, type OpenTune } from './cliTunes.ts';
import { findJob } from './findJob.ts';
import { listText } from './listText.ts';
import { issuesText, truthText } from './tuneText.ts';
import { comeBack, shortJob, watchJob } from './watchJob.ts';

/** One run of `tunewright tune`. */
export class TuneRun {
  readonly #given: Arguments;
  readonly #io: Io;
  readonly #json: boolean;
  readonly #tunes: CliTunes;

  constructor(given: Arguments, io: Io, tunes: CliTunes) {
    this.#given = given;
    this.#io = io;
    this.#json = textOption(given, 'output') === 'json';
    this.#tunes = tunes;
  }

  static async run(given: Arguments, io: Io): Promise<number> {
    const [action, ...words] = given.words;
    const tunes = await CliTunes.open(given, io);
    try {
      const run = new TuneRun(given, io, tunes);
      switch (action) {
        case 'check':
          return await run.#check(words);
        case 'estimate':
          return await run.#estimate(oneFile(words, action));
        case 'launch':
          return await run.#launch(oneFile(words, action));
        case 'watch':
          return await run.#watch(words[0]);
        case 'cancel':
          return await run.#cancel(words[0]);
        case 'list':
          return await run.#list();
        default:
          throw usageProblem(
            action === undefined ? 'It is not said what to do.' : `tune cannot "${action}".`,
            'Write tunewright tune check, estimate, launch, watch, cancel or list.',
          );
      }
    } finally {
      await tunes.close();
    }
  }

  async #check(files: readonly string[]): Promise<number> {
    if (files.length === 0) throw usageProblem('No file is named.', 'Write tunewright tune check FILE.');
    let code: number = EXIT.clean;
    const all: object[] = [];
    for (const name of files) {
      const tune = await this.#tunes.read(name);
      if (isBlocked(tune)) code = EXIT.findings;
      all.push(toJson(tune));
      if (!this.#json) await this.#io.stdout.write(issuesText(tune, this.#io));
    }
    if (this.#json) await this.#io.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    else if (code === EXIT.clean) await this.#io.stderr.write('Nothing keeps it from being launched.\n');
    return code;
  }

  async #estimate(name: string): Promise<number> {
    const tune = await this.#tunes.read(name);
    await this.#tell(tune);
    return isBlocked(tune) ? EXIT.findings : EXIT.clean;
  }

  async #launch(name: string): Promise<number> {
    const io = this.#io;
    const opened = await this.#tunes.read(name);
    const { file, text, result } = opened;
    if (!this.#json) await this.#tell(opened, io.stderr);
    if (!result.preflight || !this.#isConsented(opened)) {
      if (this.#json) await io.stdout.write(`${JSON.stringify(toJson(opened))}\n`);
      await io.stderr.write(`${neutral(refusal(opened))}\n`);
      return EXIT.findings;
    }
    const jobs = this.#tunes.jobs();
    const project = this.#tunes.project(file);
    const job = await jobs.start(
      planOfTune(result.tune, result.preflight, { tune: { path: file, text }, project }),
    );
    await io.stderr.write(`${neutral(`Launched as ${job.id}.`)}\n`);
    const detach = this.#given.options.has('detach');
    const enough = (now: Job) => now.ref !== undefined || isEnded(now);
    const code = await watchJob(jobs, job.id, io, { json: this.#json, ...(detach && { enough }) });
    const now = jobs.job(job.id);
    if (detach && now && !isEnded(now)) await io.stderr.write(`${neutral(comeBack(now, job.id))}\n`);
    return code;
  }

  async #watch(word: string | undefined): Promise<number> {
    const jobs = await this.#readyJobs();
    const job = findJob(jobs, word, this.#io);
    jobs.look(job.id);
    return watchJob(jobs, job.id, this.#io, { json: this.#json });
  }

  async #cancel(word: string | undefined): Promise<number> {
    const jobs = await this.#readyJobs();
    const job = findJob(jobs, word, this.#io);
    if (isEnded(job)) {
      throw new Problem({
        code: 'rejected',
        message: `${job.name} has ended already.`,
        remedy: 'There is nothing to cancel.',
      });
    }
    await jobs.act(job.id, 'cancel');
    const enough = (now: Job) => !now.wanted;
    const code = await watchJob(jobs, job.id, this.#io, { json: this.#json, enough });
    const refusal = jobs.job(job.id)?.refusal;
    if (refusal) throw new Problem(refusal.problem);
    // That it ended cancelled is what was asked for.
    return code === EXIT.findings && jobs.job(job.id)?.state === 'cancelled' ? EXIT.clean : code;
  }

  /** The server is asked only when it is named: the sandbox is no server. */
  async #list(): Promise<number> {
    const jobs = await this.#readyJobs();
    const named = textOption(this.#given, 'connection');
    const { problems } = await jobs.refresh(
      named === undefined ? ['sandbox'] : [this.#connectionId(named)],
      this.#io.signal,
    );
    const [problem] = Object.values(problems);
    if (problem) throw new Problem(problem);
    const shown = jobs
      .jobs()
      .filter(job => named === undefined || job.connection.id === this.#connectionId(named));
    if (this.#json) await this.#io.stdout.write(`${JSON.stringify(shown.map(shortJob), null, 2)}\n`);
    else if (shown.length > 0) await this.#io.stdout.write(listText(shown, this.#io));
    else await this.#io.stderr.write('There are no jobs. Launch one: tunewright tune launch FILE\n');
    return EXIT.clean;
  }

  #connectionId(name: string): string {
    const wanted = name.toLowerCase();
    const found = this.#tunes.connections.find(one => one.id === name || one.name.toLowerCase() === wanted);
    if (found) return found.id;
    throw usageProblem(`There is no connection "${name}".`, 'tunewright help tune tells which there are.');
  }

  async #readyJobs() {
    const jobs = this.#tunes.jobs();
    await jobs.ready;
    return jobs;
  }

  async #tell(tune: OpenTune, output = this.#io.stdout): Promise<void> {
    if (this.#json) await output.write(`${JSON.stringify(toJson(tune), null, 2)}\n`);
    else await output.write(truthText(tune, this.#io) + issuesText(tune, this.#io));
  }

  #isConsented({ result }: OpenTune): boolean {
    const { preflight } = result;
    if (!preflight || preflight.consent === 'blocked') return false;
    const typed = preflight.consent !== 'typed' || textOption(this.#given, 'confirm') === preflight.model;
    const warned = preflight.issues.some(({ severity }) => severity === 'warning');
    return typed && (!warned || this.#given.options.has('yes') || preflight.consent === 'typed');
  }
}

function isBlocked({ result: { findings, preflight } }: OpenTune): boolean {
  return preflight ? preflight.consent === 'blocked' : findings.length > 0;
}

function refusal({ result: { preflight } }: OpenTune): string {
  if (preflight?.consent === 'asked')
    return 'Not launched: read the warnings, and add --yes to launch all the same.';
  if (preflight?.consent === 'typed') {
    return `Not launched: the base model ends soon, and the tune with it. Add --confirm ${preflight.model} to launch all the same.`;
  }
  return 'Not launched: mend the errors first.';
}

function toJson({ shown, result: { findings, preflight } }: OpenTune): object {
  return { file: shown, findings, preflight };
}

function oneFile(words: readonly string[], action: string): string {
  const [name, ...others] = words;
  if (name !== undefined && others.length === 0) return name;
  throw usageProblem('One file must be named.', `Write tunewright tune ${action} FILE.`);
}
