import type { Connection } from '../../core/provider/connection.ts';
import type { RemoteFile } from '../../core/provider/fineTuning.ts';
import type { RemoteFiles as FilesPart } from '../../core/provider/provider.ts';
import type { Disposable } from '../../core/util/disposable.ts';
import { Emitter } from '../../core/util/event.ts';
import { Problem, toProblemData } from '../../core/util/problem.ts';
import type { RemoteState } from '../../core/view/remoteFileRows.ts';
import type { ConnectionService } from '../connections/connectionService.ts';

/** Kinds of connection that keep files. Asking the provider itself would load it before anybody wants it. */
const KEEPING = ['openai', 'azure', 'nebius', 'together', 'fireworks', 'openai-compatible', 'sandbox'];

/** The files that lie on connections. A connection is asked only when the user wants to see its files. */
export class RemoteFiles implements Disposable {
  readonly #connections: ConnectionService;
  readonly #states = new Map<string, RemoteState>();
  readonly #asking = new Map<string, AbortController>();
  readonly #changed = new Emitter<Connection | undefined>();
  readonly #subscription: Disposable;

  /** Fires with the connection whose files are known otherwise now; undefined when others are there. */
  readonly onDidChange = this.#changed.event;

  constructor(connections: ConnectionService) {
    this.#connections = connections;
    this.#subscription = connections.onDidChange(() => this.#changed.fire(undefined));
  }

  connections(): readonly Connection[] {
    return this.#connections.connections().filter(({ kind }) => KEEPING.includes(kind));
  }

  state({ id }: Connection): RemoteState {
    return this.#states.get(id) ?? { kind: 'unasked' };
  }

  /** Asks the connection for its files. How that went is in its state; it never rejects. */
  async load(connection: Connection): Promise<void> {
    const { id } = connection;
    this.#asking.get(id)?.abort();
    const controller = new AbortController();
    this.#asking.set(id, controller);
    const before = this.state(connection);
    const files = before.kind === 'listed' ? before.files : undefined;
    this.#set(connection, { kind: 'asking', ...(files && { files }) });
    let next: RemoteState;
    try {
      const found = await (await this.#filesOf(connection)).list(controller.signal);
      next = { kind: 'listed', files: newestFirst(found) };
    } catch (thrown) {
      next = { kind: 'failed', problem: toProblemData(thrown) };
    }
    // A newer question has its own answer.
    if (this.#asking.get(id) === controller) this.#set(connection, next);
  }

  /** Asks again those connections that were asked before. */
  async refresh(): Promise<void> {
    const asked = this.connections().filter(one => this.state(one).kind !== 'unasked');
    await Promise.all(asked.map(one => this.load(one)));
  }

  /** Deletes a file on its connection; one that is gone already is no failure. Throws a `Problem`. */
  async delete(connection: Connection, file: RemoteFile, signal?: AbortSignal): Promise<void> {
    await (await this.#filesOf(connection)).delete(file.id, signal).catch(thrown => {
      if (!(thrown instanceof Problem && thrown.code === 'not-found')) throw thrown;
    });
    const state = this.state(connection);
    if (state.kind !== 'listed') return;
    this.#set(connection, { kind: 'listed', files: state.files.filter(({ id }) => id !== file.id) });
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const controller of this.#asking.values()) controller.abort();
    this.#changed.dispose();
  }

  async #filesOf(connection: Connection): Promise<FilesPart> {
    const { files } = await this.#connections.provider(connection);
    if (files) return files;
    throw new Problem({
      code: 'not-supported',
      message: `${connection.name} does not list files.`,
      remedy: 'Look for them on its own web page.',
    });
  }

  #set(connection: Connection, state: RemoteState): void {
    this.#states.set(connection.id, state);
    this.#changed.fire(connection);
  }
}

function newestFirst(files: readonly RemoteFile[]): RemoteFile[] {
  return [...files].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
}
