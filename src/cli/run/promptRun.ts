import path from 'node:path';
import { SANDBOX } from '../../core/connections/connectionList.ts';
import type { ChatMessage, ChatRequest } from '../../core/provider/chat.ts';
import type { Connection } from '../../core/provider/connection.ts';
import { type ProjectLedger, reserveRun, settleRun } from '../../core/run/spendRun.ts';
import { type Asked, ask } from '../../core/run/ask.ts';
import { chooseModel } from '../../core/run/chooseModel.ts';
import { type RunResult, runResult } from '../../core/run/runResult.ts';
import type { RunSelection } from '../../core/run/runRecord.ts';
import { endlessChoice, MOST_SELECTIONS, noChoice } from '../../core/run/selection.ts';
import { pickChoice } from '../../core/template/promptFile/pickChoice.ts';
import type { PromptChoice } from '../../core/template/promptFile/promptFile.ts';
import { cancelledProblem } from '../../core/util/problem.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { type OpenProvider, openProvider } from '../connection/openProvider.ts';
import { EXIT, type Io } from '../io.ts';
import { shownPath } from '../prompt/findingText.ts';
import { GivenValues } from '../prompt/givenValues.ts';
import { openInside, type OpenPrompt, openPrompt } from '../prompt/openPrompt.ts';
import { renderOpenPrompt } from '../prompt/renderOpenPrompt.ts';
import { howToGive, tellRendering } from '../prompt/tellRendering.ts';
import { tell } from '../tell.ts';
import { neutral } from '../terminal/neutral.ts';
import { projectLedger } from '../spending/projectLedger.ts';
import { AnswerPrinter } from './answerPrinter.ts';
import { answerSummary } from './answerSummary.ts';
import { keepRun } from './keepRun.ts';

/** A request, and the values that it was rendered with. */
interface ReadyRequest {
  request: Record<string, unknown>;
  variables: Readonly<Record<string, unknown>>;
}

/** One run of `tunewright run`. */
export class PromptRun {
  readonly #given: Arguments;
  readonly #io: Io;
  readonly #isJson: boolean;
  readonly #times: number;
  /** Their paths are as the user would write them. */
  readonly #selections: RunSelection[] = [];
  /** Names of inputs that some prompt on the way knows. */
  readonly #used = new Set<string>();
  #spending: ProjectLedger | undefined;

  constructor(given: Arguments, io: Io, times: number) {
    this.#given = given;
    this.#io = io;
    this.#times = times;
    this.#isJson = textOption(given, 'output') === 'json';
  }

  /** Runs a file, and what it chooses. Returns the exit code. */
  async run(name: string): Promise<number> {
    const prompt = await openPrompt(name, this.#io, textOption(this.#given, 'root'));
    const values = await GivenValues.read(this.#given, this.#io, path.resolve(this.#io.cwd, name));
    // Rendered before anything is opened: what is wrong with a prompt needs no connection to be told.
    const ready = await this.#render(prompt, values);
    if (!ready) return EXIT.findings;
    this.#spending = projectLedger(prompt.root, this.#given, this.#io);
    const connection = await this.#connection(prompt);
    const opened = await openProvider(connection, this.#io);
    try {
      return await this.#follow(prompt, ready, values, opened);
    } finally {
      await opened.close();
    }
  }

  /** The connection that the user names, else the prompt. It may name one, but never say where that leads. */
  async #connection(prompt: OpenPrompt): Promise<Connection> {
    const named = textOption(this.#given, 'connection');
    const { connection: wanted } = prompt.file;
    if (named === undefined && wanted !== undefined && wanted !== SANDBOX.id) {
      await this.#io.stderr.write(
        `${neutral(`${this.#shown(prompt)} asks for the connection ${wanted}.`)}\n`,
      );
    }
    return chooseConnection(named ?? wanted, this.#io);
  }

  async #follow(
    first: OpenPrompt,
    rendered: ReadyRequest,
    values: GivenValues,
    { provider }: OpenProvider,
  ): Promise<number> {
    let prompt = first;
    let ready: ReadyRequest | undefined = rendered;
    while (prompt.file.choices.length > 0) {
      if (this.#selections.length >= MOST_SELECTIONS) throw endlessChoice(this.#shown(prompt));
      const { sent, asked } = await this.#ask(ready.request, provider, async () => {});
      const { choices } = prompt.file;
      const answer = asked.chat.choices[0]?.text ?? '';
      const choice = asked.problem ? undefined : pickChoice(answer, choices);
      const result = runResult(sent, [asked]);
      const file = this.#shown(prompt);
      this.#selections.push({ file, ...result, ...(choice && { choice: choice.name }) });
      await this.#io.stderr.write(answerSummary(asked, String(sent.model), provider.connection, this.#io));
      if (!choice) return this.#stop(asked, choices, answer);
      await this.#io.stderr.write(`${neutral(`${file} chose ${choice.name}: ${choice.file}`)}\n`);
      prompt = await openInside(choice.file, prompt.root);
      ready = await this.#render(prompt, values);
      if (!ready) return EXIT.findings;
    }
    return this.#answer({ first, ran: prompt }, ready, provider);
  }

  /** The request of a prompt; undefined when it cannot be sent, which is told. */
  async #render(prompt: OpenPrompt, values: GivenValues): Promise<ReadyRequest | undefined> {
    const rendering = await renderOpenPrompt(prompt, values, this.#io);
    const names = new Set(rendering.unknown.map(({ name }) => name));
    const unknown = rendering.unknown.filter(({ name }) => !this.#used.has(name));
    for (const name of values.names) if (!names.has(name)) this.#used.add(name);
    const [first] = rendering.missing;
    await tellRendering(prompt, { ...rendering, unknown }, this.#io, first ? `${howToGive(first)}.` : '');
    const { rendered, values: variables } = rendering;
    return first || !rendered ? undefined : { request: rendered.request, variables };
  }

  async #ask(
    request: Record<string, unknown>,
    provider: OpenProvider['provider'],
    show: AnswerPrinter['show'],
  ): Promise<{ id: string; at: number; sent: Record<string, unknown>; asked: Asked }> {
    const { signal, stderr } = this.#io;
    if (signal.aborted) throw cancelledProblem();
    const named = textOption(this.#given, 'model');
    const chosen = await chooseModel(provider, { named, inPrompt: request.model }, signal);
    if (!chosen) throw noModel(provider.connection);
    const { model, note } = chosen;
    if (note !== undefined) await stderr.write(`${neutral(note)}\n`);
    const { model: _, messages, ...parameters } = request;
    const chat: ChatRequest = { model, messages: messages as ChatMessage[], parameters };
    const sent = { ...request, model };
    const id = crypto.randomUUID();
    const at = systemClock.now();
    const plan = { id, connection: provider.connection, model, request: sent };
    if (this.#spending) await reserveRun(plan, this.#spending, systemClock);
    let asked: Asked | undefined;
    try {
      asked = await ask(provider, chat, { show, clock: systemClock, signal });
      return { id, at, sent, asked };
    } finally {
      const cost = asked && !asked.failed ? runResult(sent, [asked]) : undefined;
      if (this.#spending) await settleRun(plan, cost, this.#spending, systemClock);
    }
  }

  /** Asks as often as was wanted, and prints. A failure ends it: the next request would fail in the same way. */
  async #answer(
    prompts: { first: OpenPrompt; ran: OpenPrompt },
    { request, variables }: ReadyRequest,
    provider: OpenProvider['provider'],
  ): Promise<number> {
    const series = this.#times > 1 ? crypto.randomUUID() : undefined;
    const choices = Number.isInteger(request.n) ? Number(request.n) : 1;
    const printer = new AnswerPrinter(this.#io, this.#times, choices);
    const all: Asked[] = [];
    let sent = request;
    while (all.length < this.#times && !all.at(-1)?.problem) {
      const show: AnswerPrinter['show'] = event => (this.#isJson ? Promise.resolve() : printer.show(event));
      const once = await this.#ask(sent, provider, show);
      sent = once.sent;
      all.push(once.asked);
      if (!this.#isJson) await printer.end(once.asked);
      if (!once.asked.failed) {
        const summary = answerSummary(once.asked, String(sent.model), provider.connection, this.#io);
        await this.#io.stderr.write(summary);
        const { id, at, asked } = once;
        const told = { id, at, variables, series, selections: this.#selections };
        await keepRun(prompts, provider.connection, { ...told, ...runResult(sent, [asked]) }, this.#io);
      }
    }
    await this.#printJson(runResult(sent, all));
    return this.#exitCode(all.at(-1));
  }

  /** A selection that led nowhere. */
  async #stop(asked: Asked, choices: readonly PromptChoice[], answer: string): Promise<number> {
    const failed: Asked = { ...asked, problem: asked.problem ?? noChoice(choices, answer).data };
    const { request, ...rest } = this.#selections.at(-1)!;
    await this.#printJson({ ...rest, request, answers: [], problem: failed.problem! });
    return this.#exitCode(failed);
  }

  async #printJson(result: RunResult): Promise<void> {
    if (!this.#isJson) return;
    const selections = this.#selections.length > 0 ? { selections: this.#selections } : {};
    await this.#io.stdout.write(`${JSON.stringify({ ...selections, ...result }, null, 2)}\n`);
  }

  async #exitCode(last: Asked | undefined): Promise<number> {
    if (!last?.problem) return EXIT.clean;
    await tell(this.#io, last.problem);
    if (last.problem.code === 'cancelled') return EXIT.cancelled;
    return last.failed ? EXIT.failed : EXIT.findings;
  }

  #shown(prompt: OpenPrompt): string {
    return shownPath(prompt, prompt.file.path, this.#io);
  }
}

function noModel({ id, name }: Connection): Error {
  return usageProblem(
    `Neither the prompt nor the command says which model of ${name} to ask.`,
    `Name one with --model; tunewright models --connection ${id} lists them.`,
  );
}
