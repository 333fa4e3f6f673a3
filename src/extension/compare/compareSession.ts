import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { openComparison, type OpenComparison } from '../../core/evaluate/compare/openComparison.ts';
import type { Case } from '../../core/evaluate/case.ts';
import type { Judgeable, Judged } from '../../core/evaluate/compare/judgeComparison.ts';
import { DEFAULT_SEED, resultsPath } from '../../core/evaluate/compareFile/compareFile.ts';
import { FEEDBACK_FILE, type Feedback } from '../../core/evaluate/feedback/feedback.ts';
import { unreadText } from '../../core/evaluate/feedback/readFeedback.ts';
import { emptyResults, type Results } from '../../core/evaluate/results/readResults.ts';
import { findPromptDrift, type PromptDrift } from '../../core/evaluate/insight/promptDrift.ts';
import { readTraining, type TrainingText } from '../../core/evaluate/training/loadTraining.ts';
import type { Leak } from '../../core/evaluate/training/leaks.ts';
import type { LikelyReason } from '../../core/evaluate/training/whySaid.ts';
import { candidatePaths } from '../../core/template/templateFiles.ts';
import { loadTokenizer, type Tokenizer } from '../../core/tokens/tokenizer.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import { type ProblemData, toProblemData } from '../../core/util/problem.ts';
import { GridIndex, type GridState } from '../../core/view/compare/gridState.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { JudgeClient } from '../../node/judgeClient.ts';
import { FeedbackFile } from '../../node/compare/feedbackFile.ts';
import { ResultsFile } from '../../node/compare/resultsFile.ts';
import type { Services } from '../services.ts';
import { FolderCompareHost } from './compareHost.ts';
import { followFiles } from './followFiles.ts';

/** What became other: everything, or some rows, or text that arrived of answers. */
export type SessionChange =
  | { kind: 'all' }
  | { kind: 'training' }
  | { kind: 'rows'; caseIds: string[] }
  | { kind: 'arrived'; pieces: { case: string; variant: string; repetition: number; text: string }[] };

/**
 * One comparison with its answers and what is said of them. It owns them: pages and other views ask it. It follows the
 * files that it is made of.
 */
export class CompareSession implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly host: FolderCompareHost;
  readonly feedbackFile: FeedbackFile;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<SessionChange>());
  readonly #abort = new AbortController();
  #comparison: OpenComparison | undefined;
  #version = 0;
  #problem: ProblemData | undefined;
  #resultsFile: ResultsFile | undefined;
  #results: Results = emptyResults();
  #feedback: readonly Feedback[] = [];
  /** What is said of lines of feedback that cannot be read. */
  #unread: readonly string[] = [];
  #training: ReadonlyMap<string, TrainingText> = new Map();
  /** By variant, then by case. */
  #leaks: GridState['leaks'] = new Map();
  #drift: readonly PromptDrift[] = [];
  readonly #judge: JudgeClient;
  #judged: Judged | undefined;
  #judgeable: Judgeable | undefined;
  #judging: Promise<void> | undefined;
  #isStale = false;
  #index: GridIndex | undefined;
  #opening: Promise<void> | undefined;
  #holds = 0;
  #isOutdated = false;
  #areResultsOutdated = false;
  #isRevealed = false;
  #tokenizer: Tokenizer | undefined;
  /** What came so far of the answers that are under way, by the ids of their cells. */
  readonly arriving = new Map<string, string>();
  /** What servers said last of cells that they refused for now. */
  readonly refused = new Map<string, string>();

  readonly onDidChange = this.#changed.event;

  constructor(services: Pick<Services, 'connections' | 'jobs'>, uri: vscode.Uri, judge: JudgeClient) {
    this.uri = uri;
    this.#judge = judge;
    this.host = this.#store.add(new FolderCompareHost(uri, services));
    this.feedbackFile = new FeedbackFile(this.host.folder.root.fsPath, systemClock);
    this.#store.add(
      followFiles(
        this.host.folder,
        file => this.#isPart(file),
        [FEEDBACK_FILE, resultsPath(this.#own)],
        file => void this.#readAgain(file),
      ),
    );
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        const file = this.host.folder.pathOf(document.uri);
        if ([...this.#training.values()].some(({ path }) => path === file))
          this.#changed.fire({ kind: 'training' });
      }),
    );
    this.#store.add(this.feedbackFile.onDidChange(() => void this.#readFeedback()));
    this.#store.add(services.connections.onDidChange(() => this.#problem && void this.open()));
    this.#store.add(services.jobs.onDidChange(() => this.host.areJobsOther && void this.open()));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire({ kind: 'all' })));
  }

  get comparison(): OpenComparison | undefined {
    return this.#comparison;
  }

  /** Grows each time that the comparison is read anew. */
  get version(): number {
    return this.#version;
  }

  get problem(): ProblemData | undefined {
    return this.#problem;
  }

  get results(): Results {
    return this.#results;
  }

  get resultsFile(): ResultsFile | undefined {
    return this.#resultsFile;
  }

  get judged(): Judged | undefined {
    return this.#judged;
  }

  get feedback(): readonly Feedback[] {
    return this.#feedback;
  }

  get isRevealed(): boolean {
    return this.#isRevealed;
  }

  get countTokens(): (text: string) => number {
    return text => this.#tokenizer?.count(text) ?? 0;
  }

  /** The training file of a variant; undefined when it names none or it is not there. */
  trainingFile(variant: string): TrainingText | undefined {
    return this.#training.get(variant);
  }

  /** The training examples that are most like an answer and its question, out of the variant's own file. */
  whySaid(training: TrainingText, one: Case, output: string): Promise<LikelyReason[]> {
    const { cases = [] } = this.#comparison ?? {};
    return this.#judge.why(this.uri.toString(), training, one, output, cases);
  }

  /** Reads the comparison and all that belongs to it again. What fails is in `problem`. */
  open(): Promise<void> {
    if (this.#holds > 0) {
      this.#isOutdated = true;
      return Promise.resolve();
    }
    this.#isOutdated = false;
    this.#opening ??= this.#read().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Keeps the comparison and its results as they are while they are run. What others wrote meanwhile is read afterwards. */
  async hold(): Promise<() => void> {
    this.#holds += 1;
    await this.#opening;
    return () => {
      this.#holds -= 1;
      if (this.#holds > 0) return;
      if (this.#isOutdated) void this.open();
      else if (this.#areResultsOutdated) void this.#readResults();
    };
  }

  reveal(isRevealed: boolean): void {
    this.#isRevealed = isRevealed;
    this.#changed.fire({ kind: 'all' });
  }

  fire(change: SessionChange): void {
    this.#changed.fire(change);
  }

  /** Judges what is there now, in a worker, and says that everything is another. Resolves when that is said. */
  judge(): Promise<void> {
    this.#isStale = true;
    this.#judging ??= this.#judgeUntilFresh().finally(() => {
      this.#judging = undefined;
    });
    return this.#judging;
  }

  /** Resolves when everything that is there was judged. */
  async settled(): Promise<void> {
    await this.#judging;
  }

  /** What a grid is drawn from; undefined before the comparison could be read. */
  grid(): { state: GridState; index: GridIndex } | undefined {
    const comparison = this.#comparison;
    if (!comparison) return undefined;
    const { file, cases, variants } = comparison;
    const state: GridState = {
      cases,
      variants: variants.map(({ name, model, provider }) => ({
        name,
        model,
        connection: provider.connection.name,
      })),
      repetitions: file.repetitions ?? 1,
      results: this.#results,
      judged: this.#judged,
      feedback: this.#feedback,
      leaks: this.#leaks,
      hidden: file.blind === true && !this.#isRevealed,
      isRunning: this.#holds > 0,
      seed: file.sample?.seed ?? DEFAULT_SEED,
      arriving: this.arriving,
      refused: this.refused,
    };
    this.#index ??= new GridIndex(state);
    return { state, index: this.#index };
  }

  dispose(): void {
    this.#abort.abort();
    this.#judge.forget(this.uri.toString());
    this.#store.dispose();
  }

  async #read(): Promise<void> {
    const { folder } = this.host;
    const own = this.#own;
    try {
      const text = await folder.read(own);
      const comparison = await openComparison(text ?? '', own, this.host, this.#abort.signal);
      const resultsFile = new ResultsFile(path.join(folder.root.fsPath, resultsPath(own)));
      const results = await resultsFile.read();
      await this.#readTraining(comparison);
      if (comparison.graders.some(({ grader }) => grader.type === 'length'))
        this.#tokenizer = await loadTokenizer('o200k_base');
      const { feedback, skipped } = await this.feedbackFile.read();
      this.#resultsFile = resultsFile;
      this.#results = results;
      this.#feedback = feedback;
      this.#comparison = comparison;
      this.#unread = [];
      this.#setUnread(unreadText(skipped));
      this.#problem = undefined;
      this.#version += 1;
      this.#judgeable = judgeable(comparison);
      this.#judged = undefined;
      this.#index = undefined;
      this.#changed.fire({ kind: 'all' });
      void this.judge();
    } catch (thrown) {
      if (this.#abort.signal.aborted) return;
      this.#problem = toProblemData(thrown);
      this.#changed.fire({ kind: 'all' });
    }
  }

  /** The comparison's path in its folder. */
  get #own(): string {
    return this.host.folder.pathOf(this.uri) ?? path.basename(this.uri.fsPath);
  }

  /** Reads what is another than before, as far as it is seen. */
  async #readAgain(file: string): Promise<void> {
    if (file === FEEDBACK_FILE) return this.#readFeedback();
    if (file === resultsPath(this.#own)) return this.#readResults();
    // What is being read may have been read before the change.
    await this.#opening;
    await this.open();
  }

  async #readFeedback(): Promise<void> {
    const before = JSON.stringify(this.#feedback);
    const { feedback, skipped } = await this.feedbackFile.read();
    const unread = unreadText(skipped);
    const isSame = JSON.stringify(feedback) === before && unread.join() === this.#unread.join();
    if (isSame || !this.#comparison) return;
    this.#feedback = feedback;
    this.#setUnread(unread);
    await this.judge();
  }

  async #readResults(): Promise<void> {
    await this.#opening;
    const file = this.#resultsFile;
    if (!file || !this.#comparison) return;
    this.#areResultsOutdated = this.#holds > 0;
    if (this.#areResultsOutdated || !(await file.isOther())) return;
    const results = await file.read();
    // Read or run meanwhile.
    if (file !== this.#resultsFile) return;
    this.#areResultsOutdated = this.#holds > 0;
    if (this.#areResultsOutdated) return;
    this.#results = results;
    this.#version += 1;
    // Answers may be gone, which the worker that judges would never hear.
    this.#judgeable = judgeable(this.#comparison);
    await this.judge();
  }

  #setUnread(unread: readonly string[]): void {
    const { faults, ...rest } = this.#comparison!;
    this.#comparison = { ...rest, faults: [...faults.filter(one => !this.#unread.includes(one)), ...unread] };
    this.#unread = unread;
  }

  async #judgeUntilFresh(): Promise<void> {
    while (this.#isStale && this.#judgeable && !this.#abort.signal.aborted) {
      this.#isStale = false;
      const known = { feedback: this.#feedback, drift: this.#drift, training: this.#training };
      try {
        const key = this.uri.toString();
        const judged = await this.#judge.judge(key, this.#judgeable, this.#results, known);
        const { feedback } = known;
        this.#index = await GridIndex.gradually({ judged, feedback }, () => setImmediate());
        this.#judged = judged;
      } catch (thrown) {
        if (this.#abort.signal.aborted) return;
        this.#problem = toProblemData(thrown);
      }
      // Once the run has ended nothing is told of but the whole.
      if (this.#isStale && this.#holds === 0) continue;
      this.#changed.fire({ kind: 'all' });
    }
  }

  async #readTraining(comparison: OpenComparison): Promise<void> {
    this.#training = await readTraining(comparison, this.host.readSaved);
    const leaks = new Map<TrainingText, ReadonlyMap<string, Leak>>();
    for (const one of new Set(this.#training.values()))
      leaks.set(one, await this.#judge.examine(this.uri.toString(), one, comparison.cases));
    this.#leaks = new Map([...this.#training].map(([variant, one]) => [variant, leaks.get(one)!]));
    this.#drift = await findPromptDrift(comparison, this.#training, this.host, this.#abort.signal);
  }

  /** The comparison itself, its templates, graders and datasets: what a change of may change what is shown. */
  #isPart(file: string): boolean {
    if (file === this.host.folder.pathOf(this.uri)) return true;
    if (/(^|\/)(\.git|\.tunewright|node_modules)\//.test(file)) return false;
    // Whatever is missing may have come.
    if (!this.#comparison) return this.#problem !== undefined;
    const { variants, graders, file: comparison } = this.#comparison;
    const near = (name: string) => candidatePaths(name, this.#comparison!.path).includes(file);
    return (
      variants.some(
        ({ prompt }) => prompt && (prompt.file.path === file || Object.hasOwn(prompt.file.files, file)),
      ) ||
      graders.some(grader => grader.path === file) ||
      [...this.#training.values()].some(({ path }) => path === file) ||
      comparison.cases.some(
        source =>
          ('dataset' in source && near(source.dataset)) || ('inputs' in source && near(source.inputs)),
      )
    );
  }
}

function judgeable({ cases, file, graders, variants }: OpenComparison) {
  return { cases, file, graders, variants: variants.map(({ name, model }) => ({ name, model })) };
}
