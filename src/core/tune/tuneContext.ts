import type { Connection } from '../provider/connection.ts';
import { connectionKindInfo } from '../provider/connectionKinds.ts';
import type { Capabilities, ListedModel } from '../provider/provider.ts';
import { suggest } from '../util/suggest.ts';
import type { ParsedTune, TuneFinding, TunePath } from './parseTune.ts';
import type { Tune } from './tuneFile.ts';

/** What a tune is judged by. Nothing of it needs the network. */
export interface TuneContext {
  connections: readonly Connection[];
  /** What a connection can do; undefined while nobody knows. */
  capabilities(connection: Connection): Capabilities | undefined;
  /** The models that the connection listed when it was last asked; undefined when it was not. */
  models(connection: Connection): readonly ListedModel[] | undefined;
  /** Whether a file beside the tune is there; undefined where that cannot be told. */
  isFile(relativePath: string): boolean | undefined;
  /** The day, YYYY-MM-DD. */
  today: string;
}

/** A tune with all that checks of it need. */
export interface TuneCheck extends TuneContext {
  parsed: ParsedTune;
  tune: Tune;
  /** Undefined when the tune names none that there is. */
  connection: Connection | undefined;
}

/** The connection that a tune means: by id, else by name, else the usual one of a kind. */
export function connectionOf(name: string, connections: readonly Connection[]): Connection | undefined {
  const wanted = name.toLowerCase();
  return (
    connections.find(one => one.id === name) ??
    connections.find(one => one.name.toLowerCase() === wanted) ??
    only(connections.filter(one => one.kind === name))
  );
}

/** A finding at a value of the tune; at the nearest place that there is when it is absent. */
export function at(
  { parsed }: Pick<TuneCheck, 'parsed'>,
  path: TunePath,
  finding: Omit<TuneFinding, 'range'>,
): TuneFinding {
  return { ...finding, range: parsed.rangeOf(path) };
}

/** What to say of a connection that there is not. */
export function unknownConnection(name: string, connections: readonly Connection[]): string {
  const names = connections.map(one => one.id);
  return names.length > 0 ? suggest(name, names) : 'Add a connection in the sidebar.';
}

/** The rulebook of files for a connection. */
export function targetFor(
  tune: Pick<Tune, 'target'>,
  connection: Connection | undefined,
  known: readonly string[],
): string {
  if (tune.target !== undefined && known.includes(tune.target)) return tune.target;
  const kind = connection?.kind ?? '';
  if (known.includes(kind)) return kind;
  // The sandbox refuses what OpenAI would refuse, and so do those who speak its language.
  return kind === 'sandbox' || kind === 'nebius' || kind === 'openai-compatible' ? 'openai' : 'generic';
}

/** True when the connection's own server does the work, which nobody charges for. */
export function isFreeOfCharge({ kind }: Connection): boolean {
  return kind === 'sandbox' || connectionKindInfo[kind].local;
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}
