/** What costs money: a job that trains, a run that answers, a judge that scores. */
export const LEDGER_KINDS = ['job', 'run', 'judge'] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** One line of the ledger. */
export interface LedgerEntry {
  /** Milliseconds since 1970. */
  at: number;
  kind: LedgerKind;
  /** Of the job, run or judgement. An entry replaces an earlier one of the same kind and id, so none counts twice. */
  id: string;
  /** The connection's id. */
  connection: string;
  model: string;
  /** The name of the folder that the work belongs to. */
  project: string;
  /** In all; null when nobody told. */
  tokens: number | null;
  /** US dollars; null when the price is unknown. */
  usd: number | null;
  /** True for an estimate of what is still going on. It counts against the cap until an entry without it replaces it. */
  reserved?: true;
}

/** The entry as a line of the file, with its line break. */
export function ledgerLine(entry: LedgerEntry): string {
  const { at, kind, id, connection, model, project, tokens, usd, reserved } = entry;
  const line = { at: new Date(at).toISOString(), kind, id, connection, model, project, tokens, usd };
  return `${JSON.stringify(reserved ? { ...line, reserved } : line)}\n`;
}

/** The entry of a line, or undefined for a line that is torn or that somebody wrote amiss. */
export function readLedgerLine(line: string): LedgerEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { at, kind, id, connection, model, project, tokens, usd, reserved } = value as Record<
    string,
    unknown
  >;
  const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(time) || !isKind(kind) || !isAmount(tokens) || !isAmount(usd)) return undefined;
  if (![id, connection, model, project].every(one => typeof one === 'string')) return undefined;
  const texts = { id, connection, model, project } as Record<
    'id' | 'connection' | 'model' | 'project',
    string
  >;
  return { at: time, kind, ...texts, tokens, usd, ...(reserved === true && { reserved }) };
}

function isKind(value: unknown): value is LedgerKind {
  return LEDGER_KINDS.includes(value as LedgerKind);
}

/** A sum is never lowered by a line, so nothing negative counts. */
function isAmount(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isFinite(value) && value >= 0);
}
