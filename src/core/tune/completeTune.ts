import { getLocation } from 'jsonc-parser';
import { modelInfo, modelTables } from '../targets/models/modelInfo.ts';
import { METHOD_NAMES } from './methodNames.ts';
import { parseTune } from './parseTune.ts';
import { connectionOf, type TuneContext } from './tuneContext.ts';
import { TUNE_METHODS } from './tuneFile.ts';

/** What may be written at a place of a tune. */
export interface TuneCompletions {
  /** The offsets of what is replaced. */
  start: number;
  end: number;
  items: { label: string; detail?: string }[];
}

/**
 * What only this machine knows of a place in a tune: connections, their models and methods, hyperparameters that are
 * offered there, files. Keys and fixed words are completed by the schema. Undefined where nothing can be said.
 */
export function completeTune(
  text: string,
  offset: number,
  context: TuneContext,
  files: readonly string[],
): TuneCompletions | undefined {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const items = itemsFor(text, path, isAtPropertyKey, context, files);
  if (!items || items.length === 0) return undefined;
  const inside =
    previousNode && offset >= previousNode.offset && offset <= previousNode.offset + previousNode.length;
  const start = inside ? previousNode.offset : offset;
  const end = inside ? previousNode.offset + previousNode.length : offset;
  return { start, end, items: items.map(item => ({ ...item, label: JSON.stringify(item.label) })) };
}

function itemsFor(
  text: string,
  path: readonly (string | number)[],
  isKey: boolean,
  context: TuneContext,
  files: readonly string[],
): TuneCompletions['items'] | undefined {
  const [first] = path;
  if (first === 'hyperparameters' && isKey) return hyperparameters(text, context);
  if (isKey || path.length !== 1) return undefined;
  if (first === 'connection') {
    return context.connections
      .filter(one => context.capabilities(one)?.fineTuning)
      .map(({ id, name }) => ({ label: id, detail: name }));
  }
  if (first === 'training' || first === 'validation') return files.map(label => ({ label }));
  const connection = connectionIn(text, context);
  if (!connection) return undefined;
  if (first === 'method') {
    const offered = context.capabilities(connection)?.methods ?? TUNE_METHODS;
    return offered.map(label => ({ label, detail: METHOD_NAMES[label] }));
  }
  return first === 'model' ? models(connection, context) : undefined;
}

function models(
  connection: NonNullable<ReturnType<typeof connectionIn>>,
  { models: listedBy, today }: TuneContext,
): TuneCompletions['items'] {
  const table = Object.hasOwn(modelTables, connection.kind) ? modelTables[connection.kind]! : undefined;
  const listed = listedBy(connection)?.filter(one => one.tunable !== false);
  const ids = new Set([...(listed ?? []).map(one => one.id), ...(table?.models ?? []).map(row => row.id)]);
  return [...ids].flatMap(label => {
    const info = modelInfo(connection.kind, label, today);
    // A list of a server names all of its models, and most cannot be trained.
    if (info?.ended || info?.jobsEnded || (table && listed && !info && !label.startsWith('ft:'))) return [];
    return [{ label, ...(info?.endText !== undefined && { detail: info.endText }) }];
  });
}

function hyperparameters(text: string, context: TuneContext): TuneCompletions['items'] | undefined {
  const connection = connectionIn(text, context);
  return connection && context.capabilities(connection)?.hyperparameters.map(label => ({ label }));
}

/** The connection of a tune that is just being written, and so may be no JSON yet. */
function connectionIn(text: string, { connections }: TuneContext) {
  const { tune } = parseTune(text);
  const name = tune?.connection ?? /"connection"\s*:\s*"([^"\n]*)"/.exec(text)?.[1];
  return name === undefined ? undefined : connectionOf(name, connections);
}
