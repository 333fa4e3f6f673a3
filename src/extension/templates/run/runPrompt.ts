import * as vscode from 'vscode';
import type { ChatMessage, ChatRequest } from '../../../core/provider/chat.ts';
import type { Provider } from '../../../core/provider/provider.ts';
import { type Asked, ask } from '../../../core/run/ask.ts';
import type { RunRecord } from '../../../core/run/runRecord.ts';
import { runResult } from '../../../core/run/runResult.ts';
import { reserveRun, settleRun } from '../../../core/run/spendRun.ts';
import { endlessChoice, MOST_SELECTIONS, noChoice } from '../../../core/run/selection.ts';
import { templateHash } from '../../../core/run/templateHash.ts';
import { pickChoice } from '../../../core/template/promptFile/pickChoice.ts';
import { cancelledProblem, Problem, toProblemData } from '../../../core/util/problem.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { waitInWords } from '../../connections/waitInWords.ts';
import type { Services } from '../../services.ts';
import { loadPrompt } from '../loadPrompt.ts';
import { connectionFor, modelFor } from './chooseTarget.ts';
import { type ReadyPrompt, renderForRun } from './renderForRun.ts';

/**
 * Runs a prompt so many times, one after the other, and keeps each run. A prompt with choices asks which of them to run,
 * and runs that. What arrives is told by `services.runs` under the prompt's own address. Resolves when all is done or
 * was stopped; throws a `Problem` when it could not be run or an answer is not whole.
 */
export async function runPrompt(uri: vscode.Uri, times: number, services: Services): Promise<void> {
  if (services.runs.live(uri)) throw runsAlready();
  const live = services.runs.begin(uri);
  try {
    await new PromptRun(uri, times, services, live.abort.signal).run();
    services.runs.end(uri);
  } catch (thrown) {
    const problem = toProblemData(thrown);
    services.runs.end(uri, problem.code === 'cancelled' ? undefined : problem);
    throw thrown;
  }
}

class PromptRun {
  readonly #uri: vscode.Uri;
  readonly #times: number;
  readonly #services: Services;
  readonly #signal: AbortSignal;

  constructor(uri: vscode.Uri, times: number, services: Services, signal: AbortSignal) {
    this.#uri = uri;
    this.#times = times;
    this.#services = services;
    this.#signal = signal;
  }

  async run(): Promise<void> {
    const { connections, runs } = this.#services;
    const first = await this.#ready(this.#uri, undefined);
    const connection = await connectionFor(first.prompt, this.#services);
    const provider = await connections.provider(connection);
    const waits = connections.onWait(({ connectionId, wait }) => {
      if (connectionId === connection.id) runs.waiting(this.#uri, waitInWords(wait));
    });
    try {
      const { ready, selections } = await this.#choose(first, provider);
      await this.#answer(ready, selections, provider);
    } finally {
      waits.dispose();
    }
  }

  /** Follows the choices to the prompt that answers. */
  async #choose(first: ReadyPrompt, provider: Provider) {
    const { runs } = this.#services;
    const selections: NonNullable<RunRecord['selections']> = [];
    let ready = first;
    while (ready.prompt.file.choices.length > 0) {
      const { file, folder } = ready.prompt;
      if (selections.length >= MOST_SELECTIONS) throw endlessChoice(file.path);
      const { asked, sent } = await this.#ask(ready, provider, crypto.randomUUID());
      const answer = asked.chat.choices[0]?.text ?? '';
      const choice = asked.problem ? undefined : pickChoice(answer, file.choices);
      const selection = {
        file: file.path,
        ...runResult(sent, [asked]),
        ...(choice && { choice: choice.name }),
      };
      selections.push(selection);
      runs.selected(this.#uri, selection);
      if (asked.problem) throw new Problem(asked.problem);
      if (!choice) throw noChoice(file.choices, answer);
      runs.next(this.#uri, undefined);
      const { choices: _, ...values } = ready.variables;
      ready = await this.#ready(folder.uriOf(choice.file), values);
    }
    return { ready, selections };
  }

  /** A failure ends it: the next request would fail in the same way. */
  async #answer(
    ready: ReadyPrompt,
    selections: NonNullable<RunRecord['selections']>,
    provider: Provider,
  ): Promise<void> {
    const { runs } = this.#services;
    const series = this.#times > 1 ? crypto.randomUUID() : undefined;
    const { file } = ready.prompt;
    const template = { path: file.path, hash: await templateHash(file) };
    const { id: connectionId, name } = provider.connection;
    for (let number = 1; number <= this.#times; number++) {
      runs.next(this.#uri, this.#times > 1 ? `${number} of ${this.#times}` : undefined);
      const id = crypto.randomUUID();
      const at = systemClock.now();
      const { asked, sent } = await this.#ask(ready, provider, id);
      if (asked.failed) throw new Problem(asked.problem!);
      await runs.keep(this.#uri, {
        id,
        at,
        template,
        variables: ready.variables,
        connection: { id: connectionId, name },
        ...(series !== undefined && { series }),
        ...(selections.length > 0 && { selections }),
        ...runResult(sent, [asked]),
      });
      // What is wrong with an answer that has begun stands beside it on the page.
      if (asked.problem) return;
    }
  }

  /** Sends one request; its price is set aside before and entered after. */
  async #ask(
    { request }: ReadyPrompt,
    provider: Provider,
    id: string,
  ): Promise<{ asked: Asked; sent: RunRecord['request'] }> {
    const { ledgers, runs } = this.#services;
    const signal = this.#signal;
    if (signal.aborted) throw cancelledProblem();
    const { model, note } = await modelFor(
      { uri: this.#uri },
      request.model,
      provider,
      this.#services,
      signal,
    );
    if (note !== undefined) this.#services.log.info(note);
    const sent = { ...request, model };
    const plan = { id, connection: provider.connection, model, request: sent };
    const spending = ledgers.of(this.#uri);
    await reserveRun(plan, spending, systemClock);
    const { messages, model: _, ...parameters } = request;
    const chat: ChatRequest = { model, messages: messages as ChatMessage[], parameters };
    let asked: Asked | undefined;
    try {
      asked = await ask(provider, chat, {
        show: event => runs.arrived(this.#uri, event),
        clock: systemClock,
        signal,
      });
    } finally {
      const cost = asked && !asked.failed ? runResult(sent, [asked]) : undefined;
      await settleRun(plan, cost, spending, systemClock);
    }
    return { asked, sent };
  }

  /** @param given absent for the prompt that was run itself: what people gave in its preview */
  async #ready(uri: vscode.Uri, given: Readonly<Record<string, unknown>> | undefined): Promise<ReadyPrompt> {
    const { prompts, promptValues } = this.#services;
    const prompt = (await prompts.fresh(uri)) ?? (await loadPrompt(uri));
    if (!prompt) throw goneProblem(uri);
    const values = given ?? promptValues.given(prompt);
    return renderForRun(prompt, values, this.#uri, this.#services, this.#signal);
  }
}

function runsAlready(): Problem {
  return new Problem({
    code: 'rejected',
    reason: 'runs-already',
    message: 'This template is being run already.',
    remedy: 'Wait for the answer, or stop it first.',
  });
}

function goneProblem(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'not-found',
    message: `${vscode.workspace.asRelativePath(uri)} cannot be read.`,
    remedy: 'It may have been moved or deleted.',
  });
}
