import path from 'node:path';
import type { LintSettings } from '../core/lint/settings.ts';
import { lintStream } from '../core/lint/streamLinter.ts';
import { countFindings, type LintReport, worstFindings } from '../core/lint/report.ts';
import { Problem, toProblemData } from '../core/util/problem.ts';
import type { OpenDataset } from '../node/datasetSource.ts';
import { fixFile } from '../node/fixFile.ts';
import { type OpenPartner, openPartner } from '../node/partnerFacts.ts';
import { expandPaths } from '../node/expandPaths.ts';
import { type Arguments, textOption, usageProblem, wholeNumberOption } from './arguments.ts';
import { Baseline } from './baseline.ts';
import { DatasetOptions } from './datasetOptions.ts';
import { type FormatterName, formatterFor } from './formatters/choose.ts';
import type { Formatter, RunSummary } from './formatters/formatter.ts';
import { isFixable } from './formatters/pretty.ts';
import { ClosedOutput, EXIT, type Io } from './io.ts';
import { withLines, withoutLines } from './locate.ts';
import { openInput } from './openInput.ts';
import { count } from '../core/text/count.ts';
import { progressOf } from './progress.ts';
import { tell } from './tell.ts';
import { neutral } from './terminal/neutral.ts';

/** One run of `tunewright lint` over all its files. */
export class LintRun {
  readonly #given: Arguments;
  readonly #io: Io;
  readonly #options: DatasetOptions;
  readonly #output: FormatterName;
  readonly #formatter: Formatter;
  /** How many findings may still be shown. */
  #room: number;
  readonly #summary: RunSummary = {
    files: 0,
    filesWithFindings: 0,
    failedFiles: 0,
    examples: 0,
    totals: { error: 0, warning: 0, info: 0 },
    fixable: 0,
    fixableUnsafely: 0,
    hidden: 0,
  };

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
    this.#options = new DatasetOptions(given, io);
    this.#output = (textOption(given, 'output') ?? 'pretty') as FormatterName;
    this.#formatter = formatterFor(this.#output, io);
    this.#room = wholeNumberOption(given, 'max-findings') ?? Number.POSITIVE_INFINITY;
  }

  /** Prints the findings and returns the exit code. */
  async run(): Promise<number> {
    const files = await this.#files();
    await this.#io.stdout.write(this.#formatter.begin());
    try {
      for (const file of files) await this.#guarded(file);
    } finally {
      // Also after a cancellation: what was found so far is whole for who parses it.
      await this.#io.stdout.write(this.#formatter.end(this.#summary));
    }
    if (this.#summary.hidden > 0 && this.#output !== 'pretty') {
      await this.#io.stderr.write(
        `${count(this.#summary.hidden, 'finding')} not shown because of --max-findings.\n`,
      );
    }
    if (this.#summary.failedFiles > 0) return EXIT.failed;
    const { error, warning } = this.#summary.totals;
    const counted = textOption(this.#given, 'fail-on') === 'warning' ? error + warning : error;
    return counted > 0 ? EXIT.findings : EXIT.clean;
  }

  async #files(): Promise<string[]> {
    const { words, options } = this.#given;
    if (words.length === 0) {
      throw usageProblem('No file is named.', 'Write tunewright lint FILE, or - for standard input.');
    }
    const paths = words.filter(word => word !== '-');
    const standardInput = paths.length < words.length;
    if (standardInput && options.has('fix')) {
      throw usageProblem(
        'Standard input cannot be fixed in place.',
        'Save it to a file, or leave out --fix.',
      );
    }
    const { files, empty } = await expandPaths(paths, this.#io.cwd, this.#io.signal);
    for (const folder of empty) {
      await this.#fail(
        new Problem({
          code: 'not-found',
          message: `There is no .jsonl file in ${folder}.`,
          remedy: 'Name another folder, or a file; files of any name are read when they are named.',
        }),
      );
    }
    return standardInput ? ['-', ...files] : files;
  }

  /** One file that cannot be read keeps nobody from hearing about the others. */
  async #guarded(file: string): Promise<void> {
    let source: OpenDataset | undefined;
    let partner: OpenPartner | undefined;
    try {
      const settings = await this.#options.settingsOf(file);
      if (this.#given.options.has('fix')) await this.#fix(file, settings);
      source = await openInput(file, this.#io);
      const progress = progressOf(this.#io, file, source.bytes);
      const { signal } = this.#io;
      partner = await openPartner(settings, signal);
      const report = await lintStream(source, settings, {
        signal,
        onProgress: progress.update,
        partner: partner && { ...partner, path: this.#shown(partner.path) },
      });
      await progress.end();
      await this.#print(file, source, await this.#newOnly(file, source, report));
    } catch (error) {
      await this.#fail(error);
    } finally {
      await source?.close();
      await partner?.close();
    }
  }

  /** The report without what the baseline knows. */
  async #newOnly(file: string, source: OpenDataset, report: LintReport): Promise<LintReport> {
    const baseline = textOption(this.#given, 'baseline');
    if (baseline === undefined) return report;
    this.#baseline ??= Baseline.read(path.resolve(this.#io.cwd, baseline));
    const all = withLines(source, report.findings, this.#io.signal);
    const found = await (await this.#baseline).newOnes(file, all);
    const findings = found.map(({ finding }) => finding);
    return { ...report, findings, totals: countFindings(findings) };
  }

  #baseline: Promise<Baseline> | undefined;

  /** A path as the user would write it. */
  #shown(file: string): string {
    const relative = path.relative(this.#io.cwd, file);
    return relative.startsWith('..') ? file : relative;
  }

  /** Only safe fixes: nobody looks at the result before it is trained on. */
  async #fix(file: string, settings: LintSettings): Promise<void> {
    const { cwd, signal, stderr } = this.#io;
    const { applied, replaced } = await fixFile(
      path.resolve(cwd, file),
      settings,
      (_finding, fix) => fix.safety === 'safe',
      { signal },
    );
    if (applied > 0) await stderr.write(`${neutral(file)}: ${count(applied, 'problem')} fixed.\n`);
    if (replaced > 0) {
      await stderr.write(`${count(replaced, 'character')} could not be kept and became U+FFFD.\n`);
    }
  }

  async #print(file: string, source: OpenDataset, report: LintReport): Promise<void> {
    const shown = worstFindings(report.findings, this.#room);
    this.#room -= shown.length;
    this.#count(report, shown.length);
    const findings = this.#formatter.needsLines
      ? withLines(source, shown, this.#io.signal)
      : withoutLines(shown);
    for await (const text of this.#formatter.file({ file, report, findings })) {
      await this.#io.stdout.write(text);
    }
  }

  #count({ findings, totals, examples }: LintReport, shown: number): void {
    const summary = this.#summary;
    summary.files += 1;
    summary.examples += examples;
    summary.hidden += findings.length - shown;
    if (findings.length > 0) summary.filesWithFindings += 1;
    for (const severity of ['error', 'warning', 'info'] as const)
      summary.totals[severity] += totals[severity];
    for (const finding of findings) {
      if (isFixable(finding)) summary.fixable += 1;
      else if (finding.fixes.length > 0) summary.fixableUnsafely += 1;
    }
  }

  async #fail(error: unknown): Promise<void> {
    const problem = toProblemData(error);
    if (error instanceof ClosedOutput || problem.code === 'cancelled') throw error;
    this.#summary.failedFiles += 1;
    await tell(this.#io, problem);
  }
}
