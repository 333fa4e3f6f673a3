import path from 'node:path';
import { sampleCases } from '../../core/evaluate/compare/loadCases.ts';
import { planCells } from '../../core/evaluate/compare/cellPlan.ts';
import { reserveComparison } from '../../core/evaluate/compare/comparisonSpending.ts';
import { estimateComparison } from '../../core/evaluate/compare/estimateComparison.ts';
import { exportJudge } from '../../core/evaluate/compare/exportJudge.ts';
import { judgeComparison } from '../../core/evaluate/compare/judgeComparison.ts';
import { type OpenComparison, openComparison } from '../../core/evaluate/compare/openComparison.ts';
import { type RunOutcome, runComparison } from '../../core/evaluate/compare/runComparison.ts';
import { resultsPath } from '../../core/evaluate/compareFile/compareFile.ts';
import { YOUR_THUMBS } from '../../core/evaluate/feedback/feedbackScores.ts';
import {
  type Cutoff,
  cutoffFault,
  missedCutoffs,
  missedText,
  readCutoff,
} from '../../core/evaluate/report/cutoff.ts';
import { comparisonReport } from '../../core/evaluate/report/comparisonReport.ts';
import { exportOpenai } from '../../core/evaluate/graders/exportOpenai.ts';
import type { Results } from '../../core/evaluate/results/readResults.ts';
import { findPromptDrift } from '../../core/evaluate/insight/promptDrift.ts';
import { knownOf, loadTraining } from '../../core/evaluate/training/loadTraining.ts';
import { estimateTokens } from '../../core/tokens/estimate.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import { FeedbackFile } from '../../node/compare/feedbackFile.ts';
import { ResultsFile } from '../../node/compare/resultsFile.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, listOption, textOption, usageProblem, wholeNumberOption } from '../arguments.ts';
import { EXIT, type Io } from '../io.ts';
import { openPrompt } from '../../core/evaluate/compare/openPrompt.ts';
import { placeInRoot } from '../prompt/openPrompt.ts';
import { projectLedger } from '../spending/projectLedger.ts';
import { neutral } from '../terminal/neutral.ts';
import { CliCompareHost } from './cliCompareHost.ts';
import { estimateLines } from './estimateLines.ts';
import { type CompareOutput, writeReport } from './writeReport.ts';

/** One run of `tunewright compare`. */
export class CompareRun {
  readonly #given: Arguments;
  readonly #io: Io;
  readonly #cutoffs: readonly Cutoff[];

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
    this.#cutoffs = listOption(given, 'cutoff').map(cutoffOf);
  }

  async run(name: string): Promise<number> {
    const { inside, root } = await placeInRoot(name, this.#io, textOption(this.#given, 'root'));
    const host = new CliCompareHost(root, this.#io);
    try {
      const text = (await host.read(inside)) ?? '';
      const comparison = this.#changed(await openComparison(text, inside, host, this.#io.signal));
      this.#checkCutoffs(comparison);
      if (this.#has('export-graders')) return await this.#exportGraders(comparison, host);
      if (comparison.cases.length === 0)
        throw usageProblem(
          'There is no case to compare on.',
          comparison.faults[0] ?? 'Add cases to the file.',
        );
      const file = new ResultsFile(path.join(root, resultsPath(inside)));
      const results = await file.read();
      if (this.#has('resume') && results.cells.size === 0) {
        throw usageProblem('There are no results to go on from.', 'Leave out --resume to begin.');
      }
      if (results.unreadable > 0)
        await this.#tell(
          `${results.unreadable} lines of ${file.file} cannot be read; what they held is asked for again.`,
        );
      if (this.#has('offline')) return await this.#report(comparison, results, host, root, undefined);
      return await this.#send(comparison, results, file, host, root);
    } finally {
      await host.close();
    }
  }

  async #send(
    comparison: OpenComparison,
    results: Results,
    file: ResultsFile,
    host: CliCompareHost,
    root: string,
  ): Promise<number> {
    const { signal } = this.#io;
    const plan = await planCells(comparison, host, signal);
    const tools = { ...host, countTokens: estimateTokens, provider: (name?: string) => host.provider(name) };
    const estimate = await estimateComparison(comparison, plan, results, tools, signal);
    const place = projectLedger(root, this.#given, this.#io);
    const month = await place?.ledger.allows(estimate.usd?.likely ?? null);
    for (const line of estimateLines(estimate, month)) await this.#tell(line);
    if (this.#has('estimate')) return EXIT.clean;
    const progress = this.#progress();
    const spending = place && (await reserveComparison(comparison, estimate, place, systemClock));
    const outcome = await runComparison(
      comparison,
      results,
      {
        ...{ clock: host.clock, match: host.match, read: host.read, renderPrompt: host.renderPrompt },
        provider: connection => host.provider(connection),
        append: line => file.append(line),
        countTokens: estimateTokens,
        ...(spending && { refuses: (usd: number) => spending.refuses(usd) }),
        onCell: cell => spending?.spent(cell),
        onJudgement: ({ price }) => spending?.spent(price === undefined ? {} : { price }),
        onProgress: (stage, { done, failed, total, pauses }) =>
          progress(stage, done + failed, total, pauses.length > 0),
      },
      signal,
      { plan, batch: this.#has('batch') ? 'start' : undefined },
    ).finally(() => spending?.end());
    if (this.#io.stderr.isTTY) await this.#io.stderr.write('\r\u001b[K');
    if (outcome.outcome === 'cancelled' && signal.aborted) throw cancelledProblem();
    return this.#report(comparison, results, host, root, outcome);
  }

  async #report(
    comparison: OpenComparison,
    results: Results,
    host: CliCompareHost,
    root: string,
    outcome: RunOutcome | undefined,
  ): Promise<number> {
    const [{ feedback }, training] = await Promise.all([
      new FeedbackFile(root, systemClock).read(),
      loadTraining(comparison, host.read),
    ]);
    const drift = await findPromptDrift(comparison, training, host, this.#io.signal);
    const judged = judgeComparison(
      comparison,
      results,
      { match: host.match, countTokens: estimateTokens },
      { feedback, drift, ...knownOf(training) },
    );
    const report = comparisonReport(comparison, judged);
    const missed = missedCutoffs(report, this.#cutoffs);
    const format = (textOption(this.#given, 'output') ?? 'text') as CompareOutput;
    const out = textOption(this.#given, 'out');
    await writeReport(
      { format, report, comparison, results, judged, missed, cutoffs: this.#cutoffs.length },
      out,
      this.#io,
    );
    for (const one of missed) await this.#tell(missedText(one));
    if (outcome && outcome.outcome !== 'finished') {
      const { message, remedy } =
        outcome.problem ??
        new Problem({ code: 'rejected', message: 'Not all was asked for.', remedy: 'Run it again to go on.' })
          .data;
      await this.#tell(`${message} ${remedy}`);
      return EXIT.failed;
    }
    return missed.length > 0 ? EXIT.findings : EXIT.clean;
  }

  /** Prints the graders as OpenAI's API takes them, and says of each other why it has none like it. */
  async #exportGraders({ graders }: OpenComparison, host: CliCompareHost): Promise<number> {
    const made: Record<string, unknown>[] = [];
    for (const { grader, name, path: from } of graders) {
      const exported =
        grader.type === 'judge'
          ? exportJudge(grader, name, await openPrompt(grader.template, from, host))
          : exportOpenai(grader, name);
      if ('why' in exported) await this.#tell(`${name}: ${exported.why}`);
      else made.push(exported.grader);
    }
    await this.#io.stdout.write(`${JSON.stringify(made, null, 2)}\n`);
    return made.length === graders.length ? EXIT.clean : EXIT.findings;
  }

  /** What the command line changes of the file. */
  #changed(comparison: OpenComparison): OpenComparison {
    const cap = textOption(this.#given, 'max-cost');
    const maxCost = cap === undefined ? undefined : Number(cap);
    if (maxCost !== undefined && !(maxCost >= 0))
      throw usageProblem(`--max-cost cannot be ${cap}.`, 'Write for example --max-cost 0.50.');
    const size = wholeNumberOption(this.#given, 'sample');
    const cases =
      size === undefined
        ? comparison.cases
        : sampleCases(comparison.cases, size, comparison.file.sample?.seed);
    return { ...comparison, cases, file: { ...comparison.file, ...(maxCost !== undefined && { maxCost }) } };
  }

  /** A cutoff for what does not exist would fail after all the money was spent. */
  #checkCutoffs({ graders, variants }: OpenComparison): void {
    const names = {
      graders: [...graders.map(({ name }) => name), YOUR_THUMBS],
      variants: variants.map(({ name }) => name),
    };
    for (const cutoff of this.#cutoffs) {
      const fault = cutoffFault(cutoff, names);
      if (fault !== undefined) throw usageProblem(fault, 'Name a grader of the comparison in --cutoff.');
    }
  }

  #progress() {
    let shown = '';
    return (stage: string, done: number, total: number, isWaiting: boolean) => {
      const line = `${stage}: ${done} of ${total}${isWaiting ? ', waiting for the rate limit' : ''}`;
      if (!this.#io.stderr.isTTY || line === shown) return;
      shown = line;
      void this.#io.stderr.write(`\r${line}\u001b[K`).catch(() => {});
    };
  }

  #has(option: string): boolean {
    return this.#given.options.has(option);
  }

  async #tell(line: string): Promise<void> {
    await this.#io.stderr.write(`${neutral(line)}\n`);
  }
}

function cutoffOf(text: string): Cutoff {
  const cutoff = readCutoff(text);
  if (cutoff) return cutoff;
  throw usageProblem(`"${text}" is no cutoff.`, 'Write for example --cutoff "accuracy>=0.9".');
}
