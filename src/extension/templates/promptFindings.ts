import * as vscode from 'vscode';
import type { PromptFinding } from '../../core/template/promptFile/finding.ts';
import { isAbort, Problem } from '../../core/util/problem.ts';
import type { AnalyseClient } from '../../node/analyseClient.ts';
import type { Log } from '../log.ts';
import { type LoadedPrompt, toPromptText } from './loadPrompt.ts';
import { kindOfDocument } from './promptKinds.ts';
import type { PromptService } from './promptService.ts';

/** Milliseconds that typing may pause before a prompt is checked again. */
const CHECK_AFTER = 150;

/** A prompt as it was checked, with what was found. */
export interface CheckedPrompt {
  prompt: LoadedPrompt;
  findings: PromptFinding[];
}

/** Checks the prompts that are kept, each some time after it was read. */
export class PromptFindings implements vscode.Disposable {
  readonly #analyse: AnalyseClient;
  readonly #log: Log;
  readonly #checked = new Map<string, CheckedPrompt>();
  readonly #noted = new Map<string, { text: string; findings: readonly PromptFinding[] }>();
  readonly #due = new Map<string, { timer: NodeJS.Timeout; abort: AbortController }>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(prompts: PromptService, analyse: AnalyseClient, log: Log) {
    this.#analyse = analyse;
    this.#log = log;
    this.#subscriptions = vscode.Disposable.from(
      prompts.onDidLoad(prompt => this.#checkSoon(prompt)),
      prompts.onDidForget(uri => this.#forget(uri.toString())),
    );
  }

  /** What was last found, prompt by prompt. */
  all(): CheckedPrompt[] {
    return [...this.#checked].map(([key, { prompt, findings }]) => {
      // Their places are those of the text that they were found in.
      const noted = this.#noted.get(key);
      const fits = noted?.text === prompt.file.text;
      return { prompt, findings: fits ? [...findings, ...noted.findings] : findings };
    });
  }

  /** What can only be told of a prompt with values: told by its preview. */
  note(uri: vscode.Uri, findings: readonly PromptFinding[], text = ''): void {
    const key = uri.toString();
    const had = this.#noted.delete(key);
    if (findings.length > 0) this.#noted.set(key, { text, findings });
    if (had || findings.length > 0) this.#changed.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const key of [...this.#due.keys()]) this.#cancel(key);
    this.#changed.dispose();
  }

  #checkSoon(prompt: LoadedPrompt): void {
    const key = prompt.uri.toString();
    this.#cancel(key);
    // A template by itself may be for any program: only what belongs to a prompt is judged.
    if (kindOfDocument(prompt.uri) === 'part') return;
    const abort = new AbortController();
    const timer = setTimeout(() => void this.#check(key, prompt, abort.signal), CHECK_AFTER);
    this.#due.set(key, { timer, abort });
  }

  async #check(key: string, prompt: LoadedPrompt, signal: AbortSignal): Promise<void> {
    const known = prompt.sets.flatMap(({ values }) => Object.keys(values));
    try {
      const findings = await this.#analyse.call('diagnose', { ...toPromptText(prompt), known }, signal);
      if (signal.aborted) return;
      this.#checked.set(key, { prompt, findings });
      this.#changed.fire();
    } catch (thrown) {
      const wasCancelled = isAbort(thrown) || (thrown instanceof Problem && thrown.code === 'cancelled');
      if (!wasCancelled && thrown instanceof Problem) this.#log.problem(thrown.data);
    }
  }

  #forget(key: string): void {
    this.#cancel(key);
    if (this.#checked.delete(key)) this.#changed.fire();
  }

  #cancel(key: string): void {
    const due = this.#due.get(key);
    clearTimeout(due?.timer);
    due?.abort.abort();
    this.#due.delete(key);
  }
}
