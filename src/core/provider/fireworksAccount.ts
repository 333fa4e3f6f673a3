import type { Connection } from './connection.ts';
import { type JsonObject, object, objects, text } from './lenient.ts';
import { providerProblem } from './providerProblem.ts';
import type { Outgoing, Repeat } from './outgoing.ts';
import type { Transport } from './transport.ts';

/** The part of Fireworks' API that keeps datasets and jobs. It lives beside the inference API, under an account. */
export class FireworksAccount {
  readonly transport: Transport;
  #connection: Connection;
  #path: string | undefined;

  constructor(connection: Connection, transport: Transport) {
    this.#connection = connection;
    this.transport = transport;
  }

  /** `accounts/NAME`: the connection's, or the only one that the key may use. */
  async path(signal?: AbortSignal): Promise<string> {
    if (this.#connection.accountId) return `accounts/${this.#connection.accountId}`;
    if (this.#path) return this.#path;
    const answer = await this.transport.json(
      { method: 'GET', url: `${this.root}/accounts`, repeat: 'any' },
      signal,
    );
    const accounts = objects(object(answer.value)?.accounts).map(item => text(item.name));
    if (accounts.length !== 1 || !accounts[0]) {
      throw providerProblem(
        'no-account',
        'The Fireworks connection does not say which account to use.',
        'Set "accountId" of the connection to your account’s name.',
      );
    }
    this.#path = accounts[0];
    return accounts[0];
  }

  get root(): string {
    return `${this.transport.origin}/v1`;
  }

  async get(path: string, query: Outgoing['query'], signal?: AbortSignal): Promise<unknown> {
    const url = `${this.root}/${await this.path(signal)}${path}`;
    return (
      await this.transport.json({ method: 'GET', url, repeat: 'any', ...(query ? { query } : {}) }, signal)
    ).value;
  }

  async post(
    path: string,
    query: NonNullable<Outgoing['query']>,
    body: JsonObject,
    repeat: Repeat,
    signal?: AbortSignal,
  ): Promise<unknown> {
    const url = `${this.root}/${await this.path(signal)}${path}`;
    const headers = { 'content-type': 'application/json' };
    return (
      await this.transport.json(
        { method: 'POST', url, query, headers, body: () => JSON.stringify(body), repeat },
        signal,
      )
    ).value;
  }

  /** `name` is a whole resource name, `accounts/a/datasets/b`. */
  async delete(name: string, signal?: AbortSignal): Promise<void> {
    const path = name.split('/').map(encodeURIComponent).join('/');
    await this.transport.json({ method: 'DELETE', url: `${this.root}/${path}`, repeat: 'refused' }, signal);
  }
}

/** A resource id as Fireworks takes it: 1 to 63 lower-case letters, digits and dashes. */
export function slug(words: string): string {
  const cleaned = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return cleaned.slice(0, 63).replace(/-+$/, '') || 'x';
}
