import { stat } from 'node:fs/promises';
import type { Partner } from '../core/lint/datasetFacts.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import { type OpenPartner, openPartner } from '../node/partnerFacts.ts';

/** Pairs that are kept open at a time: one for each dataset that people edit at once. */
const MAX_OPEN = 8;

/** The other files of pairs, read from disk, each once for as long as it stays the same. */
export class Partners {
  readonly #open = new Map<string, { state: string; partner: Promise<OpenPartner | undefined> }>();

  /** The other file as it is on disk; undefined when there is none or it cannot be read. */
  async of(settings: LintSettings): Promise<Partner | undefined> {
    if (settings.partner === undefined) return undefined;
    const state = await stateOf(settings.partner, settings);
    const key = `${settings.partner} ${settings.purpose ?? ''}`;
    const known = this.#open.get(key);
    if (state !== undefined && known?.state === state) return known.partner;
    this.#forget(key);
    if (state === undefined) return undefined;
    // What is wrong with the other file is said where that one is linted.
    const partner = openPartner(settings).catch(() => undefined);
    this.#open.set(key, { state, partner });
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) break;
      this.#forget(oldest);
    }
    return partner;
  }

  #forget(key: string): void {
    const known = this.#open.get(key);
    this.#open.delete(key);
    void known?.partner.then(partner => partner?.close());
  }
}

/** What tells one state of a file, and of how it is read, from another; undefined when there is no file. */
async function stateOf(file: string, { format, method }: LintSettings): Promise<string | undefined> {
  try {
    const { size, mtimeMs } = await stat(file);
    return JSON.stringify([size, mtimeMs, format, method]);
  } catch {
    return undefined;
  }
}
