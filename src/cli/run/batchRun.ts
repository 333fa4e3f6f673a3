import path from 'node:path';
import type { BatchHead } from '../../core/batch/batchHead.ts';
import { batchTarget } from '../../core/batch/batchTarget.ts';
import type { BatchTarget, PlannedBatch } from '../../core/batch/planBatch.ts';
import type { Connection } from '../../core/provider/connection.ts';
import type { Provider } from '../../core/provider/provider.ts';
import { chooseModel } from '../../core/run/chooseModel.ts';
import { estimatePlan } from '../../core/run/planEstimate.ts';
import { analysePrompt } from '../../core/template/promptFile/analysePrompt.ts';
import { diagnosePrompt } from '../../core/template/promptFile/diagnosePrompt.ts';
import { count } from '../../core/text/count.ts';
import { suggest } from '../../core/util/suggest.ts';
import { estimateText } from '../../core/view/batchProgress.ts';
import { guessShape, planOf, variablesOf } from '../../node/batch/batchPlan.ts';
import { type BatchJournal, beginJournal, unfinishedBatches } from '../../node/batch/journals.ts';
import { type BatchSource, readSource } from '../../node/batch/readSource.ts';
import { runBatch } from '../../node/batch/runBatch.ts';
import { PlanJournalFile } from '../../node/planJournalFile.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { chooseConnection } from '../connection/chooseConnection.ts';
import { openProvider } from '../connection/openProvider.ts';
import { EXIT, type Io } from '../io.ts';
import { findingText } from '../prompt/findingText.ts';
import { GivenValues } from '../prompt/givenValues.ts';
import { type OpenPrompt, openPrompt } from '../prompt/openPrompt.ts';
import { projectLedger } from '../spending/projectLedger.ts';
import { neutral } from '../terminal/neutral.ts';
import { type BatchWish, readBatchWish } from './batchOptions.ts';
import { BatchTeller } from './batchTeller.ts';
import { finishBatch } from './finishBatch.ts';

/** What `--concurrency` is when it is left out. */
const USUAL_CONCURRENCY = 4;

/** One run of `tunewright run FILE --over PATH`. */
export class BatchRun {
  readonly #given: Arguments;
  readonly #io: Io;
  readonly #over: string;
  readonly #wish: BatchWish;

  constructor(given: Arguments, io: Io, over: string) {
    this.#given = given;
    this.#io = io;
    this.#over = path.resolve(io.cwd, over);
    this.#wish = readBatchWish(given);
  }

  async run(name: string): Promise<number> {
    const { signal } = this.#io;
    const prompt = await openPrompt(name, this.#io, textOption(this.#given, 'root'));
    const values = await this.#values(prompt, name);
    if (!values) return EXIT.findings;
    const source = await readSource(this.#over, signal);
    await this.#tellFaults(source);
    const before = this.#given.options.has('resume') ? await this.#unfinished(prompt) : undefined;
    const connection = await this.#connection(prompt, before?.head);
    const opened = await openProvider(connection, this.#io, { attempts: 1 });
    try {
      const model = before?.head.model ?? (await this.#model(opened.provider, prompt));
      const target = await batchTarget(opened.provider, model, systemClock, signal);
      const head = before
        ? { ...before.head, ...this.#changes() }
        : this.#head(prompt, source, values, connection, model);
      const planned = await this.#plan(prompt, source, head, target);
      if (planned.items.length === 0) return EXIT.findings;
      if (this.#given.options.has('estimate')) return EXIT.clean;
      const journal: BatchJournal = before
        ? await PlanJournalFile.resume(before.file)
        : await beginJournal(prompt.root, { ...head, requests: planned.items.length });
      return await this.#send(prompt, head, planned, target, opened.provider, journal);
    } finally {
      await opened.close();
    }
  }

  async #send(
    prompt: OpenPrompt,
    head: BatchHead,
    planned: PlannedBatch,
    target: BatchTarget,
    provider: Provider,
    journal: BatchJournal,
  ): Promise<number> {
    const teller = new BatchTeller(this.#io);
    const spending = projectLedger(prompt.root, this.#given, this.#io);
    try {
      await teller.skipped(journal.skipped);
      const outcome = await runBatch(
        {
          ...{ head, items: planned.items, journal, provider, price: target.price, clock: systemClock },
          ...(spending && { spending }),
          onProgress: progress => teller.progress(progress),
        },
        this.#io.signal,
      );
      await teller.end();
      const out = textOption(this.#given, 'out');
      const refused = planned.refused.length;
      return await finishBatch(outcome, refused, prompt, this.#over, out, this.#io);
    } finally {
      await teller.end();
      await journal.close();
    }
  }

  /** Values that are the same for all; undefined when something is wrong with the template, which is told. */
  async #values({ file, ...prompt }: OpenPrompt, name: string): Promise<Record<string, unknown> | undefined> {
    const given = await GivenValues.read(this.#given, this.#io, path.resolve(this.#io.cwd, name));
    const analysis = analysePrompt(file);
    const variables = variablesOf(file);
    for (const one of [...given.names, ...Object.keys(this.#wish.mapping)]) {
      if (!variables.includes(one)) {
        throw usageProblem(`The template has no variable called ${one}.`, suggest(one, variables));
      }
    }
    const values = given.valuesFor(file.inputs, new Set(variables));
    const findings = diagnosePrompt(file, analysis, { known: new Set(variables) });
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return values;
    await this.#io.stderr.write(findingText({ file, ...prompt }, errors, this.#io));
    return undefined;
  }

  async #tellFaults(source: BatchSource): Promise<void> {
    const { stderr } = this.#io;
    if (source.kind === 'folder') {
      if (source.skipped.length > 0) {
        const names = source.skipped.slice(0, 5).join(', ');
        const rest = source.skipped.length > 5 ? ', ...' : '';
        const line = `${count(source.skipped.length, 'file')} passed over that hold no text: ${names}${rest}`;
        await stderr.write(`${neutral(line)}\n`);
      }
      return;
    }
    const { faults, faultCount } = source.table;
    for (const { message } of faults) await stderr.write(`${neutral(message)}\n`);
    if (faultCount > faults.length) await stderr.write(`And ${faultCount - faults.length} more.\n`);
  }

  async #unfinished({ root, file }: OpenPrompt) {
    const source = this.#sourceName(root);
    const all = await unfinishedBatches(root);
    const found = all.find(({ head }) => head.template === file.path && head.source === source);
    if (found) return found;
    throw usageProblem(
      'There is no unfinished run of this template over this source.',
      'Leave out --resume to begin one.',
    );
  }

  /** What may be given anew when a run is resumed. */
  #changes(): Partial<BatchHead> {
    const { concurrency, maxPrice } = this.#wish;
    return { ...(concurrency && { concurrency }), ...(maxPrice !== undefined && { maxPrice }) };
  }

  #head(
    { file, root }: OpenPrompt,
    source: BatchSource,
    values: Record<string, unknown>,
    connection: Connection,
    model: string,
  ): BatchHead {
    const { mapping, concurrency = USUAL_CONCURRENCY, ...rest } = this.#wish;
    const guessed = guessShape(file, source, values);
    if (source.kind === 'table') {
      const unknown = Object.values(mapping).find(column => !source.table.columns.includes(column));
      if (unknown !== undefined) {
        throw usageProblem(`There is no column "${unknown}".`, suggest(unknown, source.table.columns));
      }
    }
    const shape = source.kind === 'table' ? { mapping: { ...guessed.mapping, ...mapping } } : guessed;
    const names = { template: file.path, source: this.#sourceName(root), connection: connection.id, model };
    return { ...names, ...shape, values, ...rest, concurrency, requests: 0 };
  }

  async #plan(
    { file }: OpenPrompt,
    source: BatchSource,
    head: BatchHead,
    target: BatchTarget,
  ): Promise<PlannedBatch> {
    const { renderPrompt, signal, stderr } = this.#io;
    const mapped = Object.entries(head.mapping ?? {}).map(
      ([variable, column]) => `${column} fills ${variable}`,
    );
    if (head.variable !== undefined) mapped.push(`each file fills ${head.variable}`);
    if (mapped.length > 0) await stderr.write(`${neutral(`${mapped.join(', ')}.`)}\n`);
    const planned = await planOf(file, source, head, target, { renderPrompt, signal });
    for (const { from, reason } of planned.refused.slice(0, 10)) {
      await stderr.write(`${neutral(`${from}: ${reason}`)}\n`);
    }
    if (planned.refused.length > 10) await stderr.write(`And ${planned.refused.length - 10} more.\n`);
    const estimate = estimatePlan(
      planned.items.map(({ tokens }) => tokens),
      target.price,
    );
    await stderr.write(`${neutral(estimateText(estimate))}\n`);
    return planned;
  }

  async #connection({ file }: OpenPrompt, head: BatchHead | undefined): Promise<Connection> {
    return chooseConnection(
      head?.connection ?? textOption(this.#given, 'connection') ?? file.connection,
      this.#io,
    );
  }

  async #model(provider: Provider, { file }: OpenPrompt): Promise<string> {
    const named = textOption(this.#given, 'model');
    const chosen = await chooseModel(provider, { named, inPrompt: file.request.model }, this.#io.signal);
    if (chosen?.note !== undefined) await this.#io.stderr.write(`${neutral(chosen.note)}\n`);
    if (chosen) return chosen.model;
    throw usageProblem('Nobody says which model to ask.', 'Name one with --model.');
  }

  #sourceName(root: string): string {
    const relative = path.relative(root, this.#over);
    const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
    return isInside ? relative.replaceAll(path.sep, '/') : this.#over;
  }
}
