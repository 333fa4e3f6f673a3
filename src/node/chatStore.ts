import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Conversation } from '../core/chat/conversation.ts';
import { replaceFile } from './atomicWrite.ts';

/** The conversations of a workspace, a file each, on this machine. */
export class ChatStore {
  readonly #folder: string;
  /** Writing that is under way, by conversation: the newest text wins. */
  readonly #writing = new Map<string, { next: string | undefined; done: Promise<void> }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was saved last; undefined when there is none, or when nobody can read it. */
  async load(id: string): Promise<Conversation | undefined> {
    await this.#writing.get(id)?.done.catch(() => undefined);
    const text = await readFile(this.#file(id), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    // The extension starts without what reading conversations needs.
    const { readConversation } = await import('../core/chat/readConversation.ts');
    return readConversation(text);
  }

  /** All that can be read, the last changed first. */
  async all(): Promise<Conversation[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const ids = names.flatMap(name => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);
    const conversations = await Promise.all(ids.map(id => this.load(id)));
    return conversations.flatMap(one => one ?? []).sort((one, other) => other.changedAt - one.changedAt);
  }

  /** Resolves when this state, or a later one, is safe. */
  save(conversation: Conversation): Promise<void> {
    const { id } = conversation;
    const text = JSON.stringify(conversation);
    const writing = this.#writing.get(id);
    if (writing) {
      writing.next = text;
      return writing.done;
    }
    const begun = { next: text as string | undefined, done: Promise.resolve() };
    begun.done = this.#write(id, begun);
    this.#writing.set(id, begun);
    return begun.done;
  }

  async delete(id: string): Promise<void> {
    await this.#writing.get(id)?.done;
    await rm(this.#file(id), { force: true });
  }

  async #write(id: string, writing: { next: string | undefined }): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      while (writing.next !== undefined) {
        const text = writing.next;
        writing.next = undefined;
        await replaceFile(this.#file(id), [new TextEncoder().encode(text)]);
      }
    } finally {
      // At once, so that nobody leaves a newer state to a writing that has ended.
      this.#writing.delete(id);
    }
  }

  #file(id: string): string {
    // Ids come back from pages, which show texts of strangers.
    if (!/^[\w-]{1,64}$/.test(id)) throw new Error('This is no id of a conversation.');
    return path.join(this.#folder, `${id}.json`);
  }
}
