import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { openComparison } from '../../core/evaluate/compare/openComparison.ts';
import { scoreCells } from '../../core/evaluate/compare/scoreCells.ts';
import { resultsPath } from '../../core/evaluate/compareFile/compareFile.ts';
import type { Feedback } from '../../core/evaluate/feedback/feedback.ts';
import { graderFeedback } from '../../core/evaluate/feedback/graderFeedback.ts';
import { heldOutCases } from '../../core/evaluate/feedback/heldOut.ts';
import { unreadText } from '../../core/evaluate/feedback/readFeedback.ts';
import { estimateTokens } from '../../core/tokens/estimate.ts';
import { suggest } from '../../core/util/suggest.ts';
import { CliCompareHost } from '../compare/cliCompareHost.ts';
import { currentPrompts } from '../../core/evaluate/feedback/currentPrompt.ts';
import { type FeedbackDatasetKind, feedbackDataset } from '../../core/evaluate/feedback/feedbackDataset.ts';
import { trainingRows } from '../../core/evaluate/training/trainingRows.ts';
import type { Problem } from '../../core/util/problem.ts';
import { count } from '../../core/text/count.ts';
import { FeedbackFile } from '../../node/compare/feedbackFile.ts';
import { ResultsFile } from '../../node/compare/resultsFile.ts';
import { readIfThere } from '../../node/readIfThere.ts';
import { writeFeedbackDataset } from '../../node/compare/writeFeedbackDataset.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, listOption, textOption, usageProblem } from '../arguments.ts';
import { EXIT, type Io } from '../io.ts';
import { readInside } from '../prompt/openPrompt.ts';
import { neutral } from '../terminal/neutral.ts';

/** One run of `tunewright feedback`. */
export class FeedbackRun {
  readonly #given: Arguments;
  readonly #io: Io;

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
  }

  async run(folder: string): Promise<number> {
    const { cwd, signal } = this.#io;
    const out = textOption(this.#given, 'out');
    const kind = textOption(this.#given, 'to') as FeedbackDatasetKind | undefined;
    if (out === undefined || kind === undefined) {
      throw usageProblem('--to and --out must be given.', 'Write for example --to sft --out round2.jsonl.');
    }
    const wanted = path.resolve(cwd, folder);
    const root = await realpath(wanted).catch(error => {
      throw fileProblem(error, folder);
    });
    const { feedback, skipped } = await new FeedbackFile(root, systemClock).read();
    for (const line of unreadText(skipped)) await this.#tell(line);
    const host = {
      read: (one: string) => readInside(root, one),
      renderPrompt: this.#io.renderPrompt.bind(this.#io),
    };
    const training = textOption(this.#given, 'training');
    const said = await this.#said(root, feedback);
    const heldOut = new Map<string, string>();
    for (const one of listOption(this.#given, 'held-out')) {
      const place = path.relative(root, path.resolve(cwd, one)).replaceAll(path.sep, '/');
      heldOut.set(place, await this.#read(one));
    }
    const made = await feedbackDataset(said, {
      kind,
      promptOf: currentPrompts(host, signal),
      ...(training !== undefined && { training: trainingRows(await this.#read(training)) }),
      isHeldOut: heldOutCases(said, heldOut),
    });
    if (made.known > 0) await this.#tell(`${count(made.known, 'row')} left out that are known already.`);
    if (made.heldOut > 0) await this.#tell(`${count(made.heldOut, 'case')} left out that are held out.`);
    for (const { problem } of made.failed) await this.#tell(problem.message);
    if (made.rows.length === 0) {
      await this.#tell('There is no feedback to make rows of. Judge answers in a comparison first.');
      return EXIT.findings;
    }
    const file = path.resolve(cwd, out);
    await writeFeedbackDataset(file, made);
    await this.#tell(`${count(made.rows.length, 'row')} written to ${out}.`);
    return EXIT.clean;
  }

  /** What people said; with --comparison only there, and with --grader what that says too. */
  async #said(root: string, all: readonly Feedback[]): Promise<readonly Feedback[]> {
    const [name, grader] = [textOption(this.#given, 'comparison'), textOption(this.#given, 'grader')];
    if (name === undefined) {
      if (grader === undefined) return all;
      throw usageProblem('--grader needs a comparison.', 'Name it with --comparison FILE.');
    }
    const inside = path.relative(root, path.resolve(this.#io.cwd, name)).replaceAll(path.sep, '/');
    const own = all.filter(({ source }) => source === inside);
    if (grader === undefined) return own;
    const host = new CliCompareHost(root, this.#io);
    try {
      const comparison = await openComparison(await this.#read(name), inside, host, this.#io.signal);
      const names = comparison.graders.map(one => one.name);
      if (!names.includes(grader))
        throw usageProblem(`${name} has no grader "${grader}".`, suggest(grader, names));
      const results = await new ResultsFile(path.join(root, resultsPath(inside))).read();
      const tools = { match: host.match, countTokens: estimateTokens };
      const scores = scoreCells(comparison, results, tools);
      return [...own, ...graderFeedback(grader, comparison, results, scores, own)];
    } finally {
      await host.close();
    }
  }

  async #read(name: string): Promise<string> {
    const text = await readIfThere(path.resolve(this.#io.cwd, name));
    if (text === undefined) throw fileProblem({ code: 'ENOENT' }, name);
    return text;
  }

  async #tell(line: string): Promise<void> {
    await this.#io.stderr.write(`${neutral(line)}\n`);
  }
}

export function wrongNumberOfFiles(): Problem {
  return usageProblem(
    'One folder at most can be named.',
    'Write tunewright feedback [DIR] --to sft --out FILE.',
  );
}
