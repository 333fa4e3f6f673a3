import * as vscode from 'vscode';
import { templateHash } from '../../core/run/templateHash.ts';
import { IncrementalRender } from '../../core/template/promptFile/incrementalRender.ts';
import { outputPlace } from '../../core/template/promptFile/outputPlace.ts';
import type { FilePlace } from '../../core/template/promptFile/promptFile.ts';
import {
  assemblePrompt,
  promptJob,
  type RenderedPrompt,
} from '../../core/template/promptFile/renderPrompt.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { toProblemData } from '../../core/util/problem.ts';
import { type DrawnPreview, drawPreview } from '../../core/view/previewState.ts';
import { updateOf } from '../../core/view/previewUpdate.ts';
import type { PreviewFacts } from '../../core/view/previewFacts.ts';
import type { RunsView } from '../../core/view/runs.ts';
import type { Channel } from '../../protocol/channel.ts';
import type { PreviewHostContract, PreviewPageContract } from '../../protocol/preview.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import type { Panel } from '../webviews/panel.ts';
import { PromptPlaces } from './atPosition.ts';
import type { LoadedPrompt } from './loadPrompt.ts';
import { previewHandlers } from './previewHandlers.ts';

/** What the page shows, with all that is needed to answer for it. */
export interface ShownPreview {
  prompt: LoadedPrompt;
  rendered: RenderedPrompt;
  drawn: DrawnPreview;
}

/** The limits in a workspace that is not trusted: enough for any honest prompt. */
const RESTRICTED = { steps: 300_000, milliseconds: 200, textLength: 1_000_000, items: 10_000, depth: 20 };

/** One prompt's preview: rendered again after every change of its files and values. */
export class PreviewPanel {
  readonly uri: vscode.Uri;
  readonly #services: Services;
  readonly #channel: Channel<PreviewHostContract, PreviewPageContract>;
  readonly #store = new DisposableStore();
  readonly #renderer: IncrementalRender;
  #abort = new AbortController();
  #sequence = 0;
  #runsTurn = 0;
  #facts: PreviewFacts | undefined;
  #shown: ShownPreview | undefined;

  constructor(services: Services, panel: Panel, uri: vscode.Uri) {
    this.#services = services;
    this.#renderer = new IncrementalRender((job, signal) => services.renderer.renderPrompt(job, signal));
    this.uri = uri;
    panel.title = `Preview ${uri.fragment || fileName(uri)}`;
    this.#channel = panel.connect(previewHandlers(this, services));
    const { prompts, promptValues, runs, connections, runTargets, tokenizerConfigs } = services;
    const isOwn = (other: vscode.Uri) => other.toString() === uri.toString();
    this.#store.add(
      prompts.onDidLoad(prompt => {
        if (isOwn(prompt.uri)) void this.#render(prompt);
      }),
    );
    const again = async () => {
      const prompt = await prompts.fresh(uri);
      if (prompt) await this.#render(prompt);
    };
    this.#store.add(
      promptValues.onDidChange(changed => {
        if (isOwn(changed)) void again();
      }),
    );
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => void again()));
    this.#store.add(
      runs.onDidChange(changed => {
        if (isOwn(changed)) void this.#tellRuns();
      }),
    );
    this.#store.add(
      runs.onDelta(({ uri: changed, delta }) => {
        if (isOwn(changed)) this.#channel.emit('delta', delta);
      }),
    );
    this.#store.add(tokenizerConfigs.onDidChange(() => void again()));
    this.#store.add(connections.onDidChange(() => void again()));
    this.#store.add(runTargets.onDidChange(() => void again()));
    const { webviewPanel } = panel;
    const noteFocus = () => {
      if (webviewPanel.active) prompts.inFront = uri;
      else if (prompts.inFront === uri) prompts.inFront = undefined;
    };
    this.#store.add(webviewPanel.onDidChangeViewState(noteFocus));
    this.#store.add({ dispose: () => noteGone(prompts, uri) });
    prompts.hold(uri, this);
    void again();
  }

  /** What the page shows; undefined before the first rendering. */
  get shown(): ShownPreview | undefined {
    return this.#shown;
  }

  /** What is known of the runs of the prompt. */
  async runs(): Promise<RunsView> {
    const { runs } = this.#services;
    const prompt = this.#shown?.prompt;
    if (!prompt) return runs.view(this.uri, undefined, undefined);
    const { targetInWords } = await import('./run/targetInWords.ts');
    const now = { path: prompt.file.path, hash: await templateHash(prompt.file) };
    return runs.view(this.uri, now, targetInWords(prompt, this.#services));
  }

  /** Shows where a character of a rendered text comes from. A rendering that is gone is not answered for. */
  async reveal(sequence: number, slot: number, offset: number): Promise<void> {
    const shown = this.#shown;
    const text = shown?.rendered.slots[slot];
    if (!shown || !text || shown.drawn.state.sequence !== sequence) return;
    await this.#show(shown.prompt, outputPlace(text, offset, shown.prompt.file.path));
  }

  async revealNote(sequence: number, note: number): Promise<void> {
    const shown = this.#shown;
    const place = shown?.drawn.notePlaces[note];
    if (!shown || !place || shown.drawn.state.sequence !== sequence) return;
    await this.#show(shown.prompt, place);
  }

  dispose(): void {
    this.#abort.abort();
    this.#store.dispose();
    this.#services.prompts.release(this);
    this.#services.promptFindings.note(this.uri, []);
  }

  async #render(prompt: LoadedPrompt): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { promptValues, tell } = this.#services;
    const restricted = !vscode.workspace.isTrusted;
    const { set, typed } = promptValues.of(this.uri);
    const resolved = promptValues.resolve(prompt);
    const { file, sets } = prompt;
    try {
      const job = promptJob(file, resolved.values, restricted ? RESTRICTED : undefined);
      const results = await this.#renderer.render(job, signal);
      if (signal.aborted) return;
      const rendered = assemblePrompt(file, resolved.values, results);
      const sequence = ++this.#sequence;
      const drawn = drawPreview({ sequence, file, rendered, resolved, typed, sets, set, restricted });
      const before = this.#shown?.drawn.state;
      this.#shown = { prompt, rendered, drawn };
      this.#channel.emit('state', updateOf(drawn.state, before));
      void this.#tellRuns();
      void this.#tellFacts(prompt, rendered, sequence, signal);
    } catch (thrown) {
      if (toProblemData(thrown).code !== 'cancelled') tell.failed(thrown);
    }
  }

  /** What is known beside the texts; undefined before the first rendering. */
  get facts(): PreviewFacts | undefined {
    return this.#facts;
  }

  /** Counted and rendered after the texts are shown, so that those never wait. */
  async #tellFacts(
    prompt: LoadedPrompt,
    rendered: RenderedPrompt,
    sequence: number,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const { previewFacts } = await import('./previewFacts.ts');
      const facts = await previewFacts(prompt, rendered, sequence, this.#services, signal);
      if (signal.aborted) return;
      this.#facts = facts.shown;
      this.#channel.emit('facts', facts.shown);
      this.#services.promptFindings.note(prompt.uri, facts.findings, prompt.file.text);
    } catch (thrown) {
      if (toProblemData(thrown).code !== 'cancelled') this.#services.log.problem(toProblemData(thrown));
    }
  }

  /** Reading the history takes a while: of several answers only the latest is told. */
  async #tellRuns(): Promise<void> {
    const turn = ++this.#runsTurn;
    const view = await this.runs().catch(thrown => this.#services.tell.failed(thrown));
    if (view && turn === this.#runsTurn) this.#channel.emit('runs', view);
  }

  /** In the editor that shows the file already, else beside the preview. */
  async #show(prompt: LoadedPrompt, place: FilePlace): Promise<void> {
    const places = new PromptPlaces(prompt);
    const uri = places.uriOf(place);
    const editors = vscode.window.visibleTextEditors;
    const open = editors.find(({ document }) => document.uri.toString() === uri.toString());
    const beside = editors.find(({ viewColumn }) => viewColumn !== undefined)?.viewColumn;
    await vscode.window.showTextDocument(uri, {
      viewColumn: open?.viewColumn ?? beside ?? vscode.ViewColumn.One,
      selection: places.rangeOf(place),
    });
  }
}

function noteGone(prompts: Services['prompts'], uri: vscode.Uri): void {
  if (prompts.inFront === uri) prompts.inFront = undefined;
}
