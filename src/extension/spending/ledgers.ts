import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { LEDGER_FILE, RECORDS_FOLDER } from '../../core/ledger/ledger.ts';
import type { SpendingReading } from '../../core/view/spending.ts';
import { LedgerFile } from '../../node/ledgerFile.ts';
import { systemClock } from '../../node/systemClock.ts';
import { readSetting } from '../typed.ts';

/** A ledger in a file, and the name of the project that it belongs to. */
export interface FolderLedger {
  ledger: LedgerFile;
  project: string;
}

/** The ledgers of the folders that are open, and one for work that belongs to no folder on this disk. */
export class Ledgers {
  readonly #ownFolder: string;
  readonly #made = new Map<string, LedgerFile>();

  constructor(globalStorage: vscode.Uri) {
    this.#ownFolder = globalStorage.fsPath;
  }

  /** The ledger of a file's folder; of the first folder, when the file is in none or there is no file. */
  of(file?: vscode.Uri): FolderLedger {
    const folder =
      (file && vscode.workspace.getWorkspaceFolder(file)) ?? vscode.workspace.workspaceFolders?.[0];
    if (folder?.uri.scheme !== 'file') return { ledger: this.#at(this.#ownFolder), project: NO_PROJECT };
    return { ledger: this.#at(path.join(folder.uri.fsPath, RECORDS_FOLDER)), project: folder.name };
  }

  /** The ledger of a folder on this disk, whether it is open or not; that of no folder when there is none. */
  in(folder: string | undefined): LedgerFile {
    return this.#at(folder === undefined ? this.#ownFolder : path.join(folder, RECORDS_FOLDER));
  }

  /** Those of the open folders, and that of no folder. */
  all(): FolderLedger[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    return [
      ...folders.map(({ uri, name }) => ({ ledger: this.in(uri.fsPath), project: name })),
      { ledger: this.in(undefined), project: NO_PROJECT },
    ];
  }

  /** Those of `all` that have something in them. */
  written(): FolderLedger[] {
    return this.all().filter(({ ledger }) => existsSync(ledger.file));
  }

  /** What stands in all of them. */
  async read(): Promise<SpendingReading> {
    const readings = await Promise.all(
      this.written().map(async ({ ledger, project }) => {
        const { entries, skipped } = await ledger.read();
        return { entries, skipped: skipped.map(line => ({ file: ledger.file, project, line })) };
      }),
    );
    return {
      entries: readings.flatMap(({ entries }) => entries),
      skipped: readings.flatMap(({ skipped }) => skipped),
    };
  }

  /** US dollars a month; undefined when the user set no cap, or nonsense. */
  cap(): number | undefined {
    return readSetting('tunewright.spendingCap', undefined, isCap) ?? undefined;
  }

  #at(folder: string): LedgerFile {
    const file = path.join(folder, LEDGER_FILE);
    const made = this.#made.get(file) ?? new LedgerFile({ file, clock: systemClock, cap: () => this.cap() });
    this.#made.set(file, made);
    return made;
  }
}

function isCap(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && value >= 0);
}

const NO_PROJECT = 'no folder';
