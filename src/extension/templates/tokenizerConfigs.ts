import * as vscode from 'vscode';
import { chatTemplateJob, readTokenizerConfig } from '../../core/template/tokenizerConfig.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import type { ModelView } from '../../core/view/previewFacts.ts';
import type { RenderClient } from '../../node/renderClient.ts';

/** A model's file with its chat template has kilobytes; its vocabulary is another file. In bytes. */
const LARGEST = 20_000_000;
const MEMORY = 'tokenizerConfig';

/** The `tokenizer_config.json` by which prompts are shown as its model sees them. One for the workspace. */
export class TokenizerConfigs implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #renderer: RenderClient;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, renderer: RenderClient) {
    this.#memory = memory;
    this.#renderer = renderer;
  }

  /** Asks for the file. Throws a `Problem` for one that holds no chat template, and `cancelled` when the user leaves. */
  async choose(): Promise<void> {
    const [uri] =
      (await vscode.window.showOpenDialog({
        title: 'The Model’s tokenizer_config.json',
        openLabel: 'Use Its Chat Template',
        filters: { JSON: ['json'] },
      })) ?? [];
    if (!uri) throw cancelledProblem();
    const config = await read(uri);
    if (!config || Object.keys(config.templates).length === 0) throw noTemplate(uri);
    await this.#memory.update(MEMORY, uri.toString());
    this.#changed.fire();
  }

  async forget(): Promise<void> {
    await this.#memory.update(MEMORY, undefined);
    this.#changed.fire();
  }

  /** The request as the model sees it; undefined while no model's file was chosen. */
  async view(
    request: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<ModelView | undefined> {
    const chosen = this.#memory.get<string>(MEMORY);
    if (chosen === undefined) return undefined;
    const uri = vscode.Uri.parse(chosen);
    const file = vscode.workspace.asRelativePath(uri);
    try {
      const config = await read(uri);
      const job = config && chatTemplateJob(config, request);
      if (!job) return { file, text: '', fault: 'It holds no chat template any more.' };
      const { text, error } = await this.#renderer.render(job, signal);
      return { file, text, ...(error && { fault: error.message }) };
    } catch (thrown) {
      if (thrown instanceof Problem) throw thrown;
      return { file, text: '', fault: 'It cannot be read any more.' };
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

async function read(uri: vscode.Uri) {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > LARGEST) return undefined;
  return readTokenizerConfig(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

function noTemplate(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'bad-response',
    message: `${vscode.workspace.asRelativePath(uri)} holds no chat template.`,
    remedy: 'Choose the tokenizer_config.json of an instruction-tuned model.',
  });
}
