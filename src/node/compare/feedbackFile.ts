import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { FEEDBACK_FILE, type Feedback } from '../../core/evaluate/feedback/feedback.ts';
import {
  feedbackLine,
  feedbackTopic,
  readFeedback,
  removalLine,
  saysTheSame,
} from '../../core/evaluate/feedback/readFeedback.ts';
import type { Clock } from '../../core/util/clock.ts';
import { Emitter } from '../../core/util/event.ts';
import { appendLine } from '../appendLine.ts';
import { fileProblem } from '../fileProblem.ts';
import { readIfThere } from '../readIfThere.ts';

/** What people said, kept in the project's `.tunewright/feedback.jsonl`. Nothing is ever deleted from it. */
export class FeedbackFile {
  readonly file: string;
  readonly #clock: Clock;
  readonly #changed = new Emitter<void>();
  #last: Promise<unknown> = Promise.resolve();

  /** Fires when something was said or taken back here. */
  readonly onDidChange = this.#changed.event;

  /** @param root the project's folder, absolute */
  constructor(root: string, clock: Clock) {
    this.file = path.join(root, FEEDBACK_FILE);
    this.#clock = clock;
  }

  async read(): Promise<{ feedback: Feedback[]; skipped: number[] }> {
    return readFeedback((await readIfThere(this.file)) ?? '');
  }

  /** Keeps it, in place of what was said of the same before. */
  async add(feedback: Omit<Feedback, 'id' | 'at'>): Promise<Feedback> {
    const kept = { id: crypto.randomUUID(), at: this.#clock.now(), ...feedback };
    await this.#append(feedbackLine(kept));
    return kept;
  }

  /** Takes something back. */
  remove(feedback: Feedback): Promise<void> {
    return this.#append(removalLine(feedback, this.#clock.now()));
  }

  /** Keeps it; the same said of the same again takes it back. Of two keys in haste the second sees what the first said. */
  addOrTakeBack(said: Omit<Feedback, 'id' | 'at'>): Promise<void> {
    const done = this.#last.then(async () => {
      const topic = feedbackTopic(said);
      const before = (await this.read()).feedback.find(one => feedbackTopic(one) === topic);
      if (before && saysTheSame(before, said)) await this.remove(before);
      else await this.add(said);
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #append(line: string): Promise<void> {
    try {
      await mkdir(path.dirname(this.file), { recursive: true });
      await appendLine(this.file, line);
    } catch (error) {
      throw fileProblem(error, this.file);
    }
    this.#changed.fire();
  }
}
