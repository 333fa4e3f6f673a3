import { decodeUtf8 } from '../text/decode.ts';
import type { SandboxStore } from './store.ts';

/** JSON records of one kind in a store, each under `<kind>/<id>/record`. */
export class Records<T extends object> {
  readonly #store: SandboxStore;
  readonly #kind: string;

  constructor(store: SandboxStore, kind: string) {
    this.#store = store;
    this.#kind = kind;
  }

  /** The key of something that belongs to a record. */
  key(id: string, part: string): string {
    return `${this.#kind}/${id}/${part}`;
  }

  /** The record; undefined when there is none or its bytes are no JSON. */
  async get(id: string): Promise<T | undefined> {
    return parsedRecord<T>(await this.#store.read(this.key(id, RECORD)));
  }

  async put(id: string, record: T): Promise<void> {
    await this.#store.write(this.key(id, RECORD), recordBytes(record));
  }

  /** Changes a record while nobody else does. `change` returns undefined to leave it. Returns what stands then. */
  async update(id: string, change: (record: T) => T | undefined): Promise<T | undefined> {
    const bytes = await this.#store.update(this.key(id, RECORD), value => {
      const record = parsedRecord<T>(value);
      const next = record === undefined ? undefined : change(record);
      return next === undefined ? undefined : recordBytes(next);
    });
    return parsedRecord<T>(bytes);
  }

  /** Removes a record with everything that belongs to it, the record first: what is left over is then unreachable. */
  async remove(id: string): Promise<void> {
    await this.#store.remove(this.key(id, RECORD));
    for (const key of await this.#store.list(this.key(id, ''))) await this.#store.remove(key);
  }

  async all(): Promise<T[]> {
    const keys = (await this.#store.list(`${this.#kind}/`)).filter(key => key.endsWith(`/${RECORD}`));
    const records = await Promise.all(keys.map(key => this.#store.read(key)));
    return records.map(bytes => parsedRecord<T>(bytes)).filter(record => record !== undefined);
  }
}

/** The values of a JSONL value that grew line by line; lines that are torn are left out. */
export function parsedLines<T>(bytes: Uint8Array | undefined): T[] {
  if (bytes === undefined) return [];
  const lines = decodeUtf8(bytes).text.split('\n');
  return lines.map(line => parsedJson<T>(line)).filter(value => value !== undefined);
}

/** Values as lines to append. Each begins with a line break, so that a torn line before it does not swallow it. */
export function appendedLines(values: readonly object[]): Uint8Array {
  return new TextEncoder().encode(values.map(value => `\n${JSON.stringify(value)}`).join(''));
}

const RECORD = 'record';

function recordBytes(record: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

function parsedRecord<T>(bytes: Uint8Array | undefined): T | undefined {
  return bytes === undefined ? undefined : parsedJson<T>(decodeUtf8(bytes).text);
}

function parsedJson<T>(text: string): T | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}
