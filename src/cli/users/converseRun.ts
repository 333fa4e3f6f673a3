import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readUsersFile } from '../../core/users/usersFile.ts';
import { progressLine } from '../../core/view/batchProgress.ts';
import { conversationsEstimateText, verdictsText } from '../../core/view/conversationsText.ts';
import { count } from '../../core/text/count.ts';
import { requireSqlite } from '../../node/conversationDatabase.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type ConversationFormat, exportConversations } from '../../node/users/exportConversations.ts';
import { UsersJournals } from '../../node/users/usersJournals.ts';
import { planUsers } from '../../node/users/planUsers.ts';
import { runUsers, type UsersOutcome } from '../../node/users/usersRun.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import { CliCompareHost } from '../compare/cliCompareHost.ts';
import { EXIT, type Io } from '../io.ts';
import { placeInRoot } from '../prompt/openPrompt.ts';
import { BatchTeller } from '../run/batchTeller.ts';
import { projectLedger } from '../spending/projectLedger.ts';
import { tell } from '../tell.ts';
import { neutral } from '../terminal/neutral.ts';

/** What the user says about one run. */
export interface ConverseWish {
  concurrency: number;
  limit?: number;
  maxPrice?: number;
}

/** One run of `tunewright converse`. */
export class ConverseRun {
  readonly #given: Arguments;
  readonly #io: Io;

  constructor(given: Arguments, io: Io) {
    this.#given = given;
    this.#io = io;
  }

  async run(name: string, wish: ConverseWish): Promise<number> {
    if (this.#format === 'sqlite') await requireSqlite();
    const source = path.resolve(this.#io.cwd, name);
    const text = await readFile(source, 'utf8').catch(error => {
      throw fileProblem(error, name);
    });
    const file = readUsersFile(text, name);
    const { inside, root } = await placeInRoot(name, this.#io);
    const host = new CliCompareHost(root, this.#io);
    try {
      const { read, renderPrompt } = host;
      const provider = (connection: string | undefined) => host.provider(connection);
      const surroundings = { read, renderPrompt, provider, path: inside };
      const planned = await planUsers(file, surroundings, wish.limit, this.#io.signal);
      const { items, estimate, verdicts } = planned;
      await this.#say(conversationsEstimateText(items.length, estimate, verdicts));
      if (this.#given.options.has('estimate')) return EXIT.clean;
      const journals = await this.#journals(source);
      const teller = new BatchTeller(this.#io);
      try {
        await teller.skipped(journals.skipped);
        const outcome = await runUsers(
          planned,
          journals,
          wish,
          {
            ...surroundings,
            spending: projectLedger(root, this.#given, this.#io),
            onProgress: (_, progress) => teller.progress(progress),
          },
          this.#io.signal,
        );
        await teller.end();
        return await this.#finish(outcome, source, journals);
      } finally {
        await teller.end();
        await journals.close();
      }
    } finally {
      await host.close();
    }
  }

  async #finish(
    { result, judged, conversations, unjudged, isOpen }: UsersOutcome,
    source: string,
    journals: UsersJournals,
  ): Promise<number> {
    await this.#say(`${progressLine(result.progress, systemClock.now())}.`);
    const verdicts = verdictsText(conversations, unjudged);
    if (verdicts !== undefined) await this.#say(verdicts);
    for (const { problem } of [result, judged ?? {}]) if (problem) await tell(this.#io, problem);
    if (isOpen) await this.#say('What was said is kept: --resume has and judges only what is missing.');
    if (result.outcome === 'cancelled' || judged?.outcome === 'cancelled') return EXIT.cancelled;
    if (conversations.length === 0) return EXIT.failed;
    const format = this.#format;
    const out = textOption(this.#given, 'out');
    const place = out === undefined ? undefined : path.resolve(this.#io.cwd, out);
    const written = await exportConversations(conversations, journals.name, format, source, place);
    for (const one of [written.file, written.verdicts]) {
      if (one !== undefined)
        await this.#io.stdout.write(`${neutral(path.relative(this.#io.cwd, one) || one)}\n`);
    }
    if (format === 'sqlite') await this.#say(`${count(written.added, 'conversation')} added.`);
    return isOpen ? EXIT.findings : EXIT.clean;
  }

  get #format(): ConversationFormat {
    return (textOption(this.#given, 'format') ?? 'jsonl') as ConversationFormat;
  }

  /** The journals of the last run of this file, or new ones. */
  async #journals(source: string): Promise<UsersJournals> {
    if (!this.#given.options.has('resume')) return UsersJournals.begin(source);
    const journals = await UsersJournals.resume(source);
    if (journals) return journals;
    throw usageProblem('There is no run of this file yet.', 'Leave out --resume to begin one.');
  }

  #say(line: string): Promise<void> {
    return this.#io.stderr.write(`${neutral(line)}\n`);
  }
}
