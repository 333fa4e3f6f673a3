import type { ChatEvent, CollectedChoice } from '../../core/provider/chat.ts';
import type { Io } from '../io.ts';
import { styleFor, wantsColour } from '../terminal/style.ts';
import { TextStream } from '../terminal/terminalText.ts';
import type { Asked } from '../../core/run/ask.ts';

/**
 * Prints answers on standard output: a single one as it arrives, several beside each other once they are there.
 * `total` is how many there will be in all; each has a heading when there is more than one.
 */
export class AnswerPrinter {
  readonly #io: Io;
  readonly #total: number;
  readonly #streams: boolean;
  #number = 0;
  #stream: TextStream;
  #last = '';

  constructor(io: Io, requests: number, choices: number) {
    this.#io = io;
    this.#total = requests * choices;
    this.#streams = choices === 1;
    this.#stream = new TextStream(io.stdout.isTTY);
  }

  /** Called for each event of the request that is running. */
  async show(event: ChatEvent): Promise<void> {
    if (!this.#streams) return;
    if (event.type === 'start') await this.#heading();
    if ((event.type === 'text' || event.type === 'refusal') && event.choice === 0)
      await this.#write(event.text);
  }

  /** Called at the end of each request, however it ended. */
  async end({ chat }: Asked): Promise<void> {
    for (const choice of this.#streams ? chat.choices.slice(0, 1) : chat.choices) {
      if (!this.#streams) {
        await this.#heading();
        await this.#write(choice.text + choice.refusal);
      }
      await this.#calls(choice);
      await this.#endLine();
    }
  }

  async #heading(): Promise<void> {
    this.#number += 1;
    if (this.#total === 1) return;
    const style = styleFor(wantsColour(this.#io.stdout, this.#io.env));
    const gap = this.#number === 1 ? '' : '\n';
    await this.#io.stdout.write(`${gap}${style.bold(`# ${this.#number} of ${this.#total}`)}\n`);
  }

  async #calls({ toolCalls }: CollectedChoice): Promise<void> {
    for (const call of toolCalls) {
      if (!call) continue;
      await this.#endLine();
      await this.#write(`${call.name ?? ''}(${call.arguments})`);
    }
  }

  async #write(piece: string): Promise<void> {
    await this.#print(this.#stream.push(piece));
  }

  /** An answer seldom ends with a line's end, and what follows must not stick to it. */
  async #endLine(): Promise<void> {
    await this.#print(this.#stream.end());
    if (this.#last !== '' && this.#last !== '\n') await this.#print('\n');
    this.#last = '';
  }

  async #print(text: string): Promise<void> {
    if (text === '') return;
    this.#last = text.slice(-1);
    await this.#io.stdout.write(text);
  }
}
