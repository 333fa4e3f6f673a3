import { existsSync } from 'node:fs';
import path from 'node:path';
import { LEDGER_FILE, RECORDS_FOLDER } from '../../core/ledger/ledger.ts';
import { PROJECT_FILE } from '../../core/project/project.ts';
import type { ProjectLedger } from '../../core/run/spendRun.ts';
import { LedgerFile } from '../../node/ledgerFile.ts';
import { systemClock } from '../../node/systemClock.ts';
import { type Arguments, textOption, usageProblem } from '../arguments.ts';
import type { OptionSpec } from '../command.ts';
import type { Io } from '../io.ts';

export const CAP_VARIABLE = 'TUNEWRIGHT_SPENDING_CAP';

export const CAP_OPTION: OptionSpec = {
  name: 'cap',
  value: 'USD',
  description: `US dollars that the project may cost in a month; else ${CAP_VARIABLE}, else no cap.`,
};

/** The nearest folder above, or this one, that looks like a project; undefined when none does. */
export function projectAbove(folder: string, { home }: Pick<Io, 'home'>): string | undefined {
  // In the home folder lie the user's own records, which are no project's.
  for (let at = folder; at !== home; at = path.dirname(at)) {
    if ([RECORDS_FOLDER, PROJECT_FILE, '.git'].some(name => existsSync(path.join(at, name)))) return at;
    if (at === path.dirname(at)) return undefined;
  }
  return undefined;
}

/** The ledger of a folder. The cap is US dollars a month. */
export function ledgerIn(folder: string, cap: number | undefined): LedgerFile {
  const file = path.join(folder, RECORDS_FOLDER, LEDGER_FILE);
  return new LedgerFile({ file, clock: systemClock, cap: () => cap });
}

/**
 * Where what a command costs is written: the ledger of the project that a folder is in. Where there is none nothing is
 * written, unless a cap is to be held, which needs a record.
 */
export function projectLedger(folder: string, given: Arguments, io: Io): ProjectLedger | undefined {
  const cap = capOf(given, io);
  const project = projectAbove(folder, io) ?? (cap === undefined ? undefined : folder);
  return project === undefined
    ? undefined
    : { ledger: ledgerIn(project, cap), project: path.basename(project) };
}

/** The cap that was given; undefined when there is none. Throws a `Problem` for what is no amount. */
export function capOf(given: Arguments, { env }: Pick<Io, 'env'>): number | undefined {
  const written = textOption(given, 'cap') ?? env[CAP_VARIABLE];
  if (written === undefined || written === '') return undefined;
  const cap = Number(written);
  if (Number.isFinite(cap) && cap >= 0) return cap;
  throw usageProblem(`"${written}" is no spending cap.`, 'Write US dollars a month, such as --cap 20.');
}
