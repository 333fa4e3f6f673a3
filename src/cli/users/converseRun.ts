import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { RESULTS_FOLDER } from '../../core/run/runRecord.ts';
import type { PlanResult } from '../../core/run/plan.ts';
import { priceFromTable } from '../../core/run/ask.ts';
import { runPlan } from '../../core/run/runPlan.ts';
import { count } from '../../core/text/count.ts';
import { estimateTokens } from '../../core/tokens/estimate.ts';
import { hadConversations } from '../../core/users/conversationFiles.ts';
import { type Conversation, converse } from '../../core/users/converse.ts';
import { estimateConversation, estimateConversations } from '../../core/users/estimateConversations.ts';
import { type ConversationItem, planConversations } from '../../core/users/planConversations.ts';
import { readUsersFile, type Speaker } from '../../core/users/usersFile.ts';
import { dollars } from '../../core/view/connectionRows.ts';
import { progressLine } from '../../core/view/batchProgress.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { PlanJournalFile } from '../../node/planJournalFile.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { EXIT, type Io } from '../io.ts';
import { BatchTeller } from '../run/batchTeller.ts';
import { tell } from '../tell.ts';
import { neutral } from '../terminal/neutral.ts';
import { exportConversations } from './exportConversations.ts';
import { SpeakerProviders } from './speakerProviders.ts';

/** What the user says about one run. */
export interface ConverseWish {
  concurrency: number;
  limit?: number;
  maxPrice?: number;
}

type Journal = PlanJournalFile<{ users: string }, Conversation>;

/** One run of `tunewright converse`. */
export class ConverseRun {
  readonly #given: Arguments;
  readonly #io: Io;

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
  }

  async run(name: string, wish: ConverseWish): Promise<number> {
    const source = path.resolve(this.#io.cwd, name);
    const text = await readFile(source, 'utf8').catch(error => {
      throw fileProblem(error, name);
    });
    const file = readUsersFile(text, name);
    const drawn = (await planConversations(file)).slice(0, wish.limit);
    const providers = await SpeakerProviders.open([file.user, ...file.responders], this.#io);
    try {
      const priceOf = (speaker: Speaker) =>
        priceFromTable(providers.of(speaker).connection.kind, speaker.model, systemClock);
      const items = drawn.map(item => {
        const { price } = estimateConversation(item, priceOf, estimateTokens);
        return { ...item, ...(price !== undefined && { price }) };
      });
      const { requests, promptTokens, answerTokens, price } = estimateConversations(
        items,
        priceOf,
        estimateTokens,
      );
      const cost =
        price === undefined ? 'The price is not known.' : `Likely ${dollars(Number(price.toPrecision(2)))}.`;
      const tokens = `about ${promptTokens.toLocaleString('en-US')} tokens in and ${answerTokens.toLocaleString('en-US')} out`;
      await this.#say(
        `${count(items.length, 'conversation')}, ${count(requests, 'request')}, ${tokens}. ${cost}`,
      );
      if (this.#given.options.has('estimate')) return EXIT.clean;
      const journal = await this.#journal(source);
      try {
        const result = await this.#converse(items, wish, providers, journal);
        return await this.#finish(result, items, source, journal);
      } finally {
        await journal.close();
      }
    } finally {
      await providers.close();
    }
  }

  async #converse(
    items: readonly ConversationItem[],
    { concurrency, maxPrice }: ConverseWish,
    providers: SpeakerProviders,
    journal: Journal,
  ): Promise<PlanResult> {
    const teller = new BatchTeller(this.#io);
    await teller.skipped(journal.skipped);
    try {
      return await runPlan<ConversationItem, Conversation>(
        items,
        { concurrency, ...(maxPrice !== undefined && { maxPrice }) },
        {
          ask: (item, signal) =>
            converse(item, speaker => providers.of(speaker), { clock: systemClock, signal }),
          journal,
          clock: systemClock,
          onProgress: progress => teller.progress(progress),
        },
        this.#io.signal,
      );
    } finally {
      await teller.end();
    }
  }

  async #finish(
    { outcome, progress, problem }: PlanResult,
    items: readonly ConversationItem[],
    source: string,
    journal: Journal,
  ): Promise<number> {
    await this.#say(`${progressLine(progress, systemClock.now())}.`);
    if (problem) await tell(this.#io, problem);
    const isOpen = outcome !== 'finished' || progress.failed > 0;
    if (isOpen)
      await this.#say('What was said is kept: --resume has only the conversations that are missing.');
    if (outcome === 'cancelled') return EXIT.cancelled;
    const wanted = new Set(items.map(({ id }) => id));
    const all = hadConversations(await journal.read()).filter(({ id }) => wanted.has(id));
    if (all.length === 0) return EXIT.failed;
    const format = (textOption(this.#given, 'format') ?? 'jsonl') as 'jsonl' | 'csv' | 'sqlite';
    const out = textOption(this.#given, 'out');
    const place = out === undefined ? undefined : path.resolve(this.#io.cwd, out);
    const { file, added } = await exportConversations(all, journal.name, format, source, place);
    await this.#io.stdout.write(`${neutral(path.relative(this.#io.cwd, file) || file)}\n`);
    if (format === 'sqlite') await this.#say(`${count(added, 'conversation')} added.`);
    return isOpen ? EXIT.findings : EXIT.clean;
  }

  /** The journal of the last run of this file, or a new one. */
  async #journal(source: string): Promise<Journal> {
    const folder = path.join(path.dirname(source), ...RESULTS_FOLDER.split('/'));
    const stem = path.basename(source).replace(/(\.users)?\.jsonc?$/i, '');
    const nameOf = (number: number) => `${stem}.users${number > 1 ? `.${number}` : ''}.jsonl`;
    const taken = new Set(await readdir(folder).catch(() => []));
    let next = 1;
    while (taken.has(nameOf(next))) next += 1;
    if (!this.#given.options.has('resume')) {
      return PlanJournalFile.create(path.join(folder, nameOf(next)), { users: path.basename(source) });
    }
    if (next === 1) {
      throw usageProblem('There is no run of this file yet.', 'Leave out --resume to begin one.');
    }
    return PlanJournalFile.resume(path.join(folder, nameOf(next - 1)));
  }

  #say(line: string): Promise<void> {
    return this.#io.stderr.write(`${neutral(line)}\n`);
  }
}
