import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Channel, Contract } from '../../../../src/protocol/channel.ts';
import { until } from '../../lint/support/waiting.ts';
import { type FakePage, onDidOpenPage, pages } from '../../training/support/pages.ts';

/** A page as the person before it sees it: the last of each thing that it was told. */
export class LivePage<Page extends Contract, Host extends Contract> {
  readonly channel: Channel<Page, Host>;
  readonly #told = new Map<string, unknown>();
  readonly #changed = new vscode.EventEmitter<void>();

  constructor(page: FakePage, events: readonly (keyof Page['events'] & string)[]) {
    this.channel = page.connect<Page, Host>({} as never);
    for (const name of events) this.channel.on(name, told => this.take(name, told as never));
  }

  /** What was told last under this name; undefined before anything was. */
  last<Name extends keyof Page['events'] & string>(name: Name): Page['events'][Name] | undefined {
    return this.#told.get(name) as Page['events'][Name] | undefined;
  }

  /** Takes an answer of the extension for what it would have told. */
  take<Name extends keyof Page['events'] & string>(name: Name, told: Page['events'][Name]): void {
    this.#told.set(name, told);
    this.#changed.fire();
  }

  /** Waits until what was told last fits, and returns it. */
  async until<Name extends keyof Page['events'] & string>(
    name: Name,
    fits: (told: Page['events'][Name]) => boolean,
  ): Promise<Page['events'][Name]> {
    const last = () => this.last(name);
    await until(
      () => last() !== undefined && fits(last()!),
      this.#changed.event,
      () => assert.fail(`${name}: ${JSON.stringify(last())?.slice(0, 2000)}`),
    );
    return last()!;
  }
}

/** The newest page of a kind, such as `.chat`; waits for it. */
export async function openedPage(kind: string): Promise<FakePage> {
  const found = () => pages.findLast(({ viewType }) => viewType.endsWith(kind));
  await until(() => found() !== undefined, onDidOpenPage);
  return found()!;
}
