import type { Connection } from '../provider/connection.ts';
import { baseUrlOf, sendsKeyInClear } from '../provider/connection.ts';
import { connectionKindInfo } from '../provider/connectionKinds.ts';
import type { ListedModel, ModelPrice } from '../provider/provider.ts';
import { daysBetween, endText } from '../targets/models/modelInfo.ts';
import type { ProblemData } from '../util/problem.ts';
import type { TreeRow } from './treeRow.ts';

/** What is known of a connection beside its settings. It is asked for only when the user asks. */
export type ConnectionState =
  | { kind: 'untested' }
  | { kind: 'testing' }
  | { kind: 'ready'; models: readonly ListedModel[] }
  | { kind: 'failed'; problem: ProblemData };

export interface ConnectionFacts {
  connection: Connection;
  state: ConnectionState;
  /** Whether a key is stored for the connection at its present host. */
  hasKey: boolean;
}

/** The row of a connection. */
export function connectionRow({ connection, state, hasKey }: ConnectionFacts): TreeRow {
  const info = connectionKindInfo[connection.kind];
  const missingKey = info.key === 'required' && !hasKey;
  const status = missingKey ? 'key missing' : STATUS[state.kind](state as never);
  return {
    id: `connection:${connection.id}`,
    label: connection.name,
    description: status,
    tooltip: [
      `${connection.name} (${info.title})`,
      connection.kind === 'sandbox' ? SANDBOX_NOTE : (baseUrlOf(connection) ?? ''),
      info.key === 'none' ? 'Needs no key.' : hasKey ? 'A key is stored for this host.' : 'No key is stored.',
      sendsKeyInClear(connection)
        ? 'The address is not encrypted: a key would cross the network readable.'
        : '',
      state.kind === 'failed' ? `${state.problem.message} ${state.problem.remedy}` : '',
    ]
      .filter(line => line !== '')
      .join('\n'),
    icon: missingKey ? 'key' : state.kind === 'failed' ? 'warning' : (ICONS[connection.kind] ?? 'cloud'),
    ...(missingKey || state.kind === 'failed' ? { iconColor: 'list.warningForeground' } : {}),
    context: [
      'connection',
      connection.kind === 'sandbox' ? 'builtin' : 'own',
      connection.kind === 'vscode-lm' ? 'unaddressed' : 'addressed',
      info.key === 'none' ? 'keyless' : 'keyed',
      hasKey ? 'hasKey' : 'noKey',
    ].join(' '),
    children: state.kind === 'ready' && state.models.length > 0 ? 'collapsed' : 'none',
    spoken: `${connection.name}, ${info.title}, ${status}`,
  };
}

/** The rows below a connection: its models. `today` is YYYY-MM-DD. */
export function modelRows({ connection, state }: ConnectionFacts, today: string): TreeRow[] {
  if (state.kind !== 'ready') return [];
  return state.models.map(model => modelRow(connection, model, today));
}

const SANDBOX_NOTE = 'A small model that really learns, inside the editor. Nothing leaves this machine.';

const ICONS: Partial<Record<Connection['kind'], string>> = {
  sandbox: 'beaker',
  'vscode-lm': 'copilot',
  ollama: 'server',
  lmstudio: 'server',
  vllm: 'server',
  llamacpp: 'server',
  localai: 'server',
};

const STATUS: { [K in ConnectionState['kind']]: (state: Extract<ConnectionState, { kind: K }>) => string } = {
  untested: () => '',
  testing: () => 'asking…',
  ready: state => (state.models.length === 1 ? '1 model' : `${state.models.length} models`),
  failed: state => state.problem.message,
};

function modelRow(connection: Connection, model: ListedModel, today: string): TreeRow {
  const details = [
    model.contextTokens === undefined ? '' : `${formatTokens(model.contextTokens)} context`,
    model.price ? formatPrice(model.price) : '',
    model.endDate === undefined ? '' : endText(today, model.endDate),
  ].filter(text => text !== '');
  const ending = model.endDate !== undefined && daysBetween(today, model.endDate) <= WARNING_DAYS;
  return {
    id: `model:${connection.id}:${model.id}`,
    label: model.id,
    description: details.join(' · '),
    tooltip: [
      model.title ?? model.id,
      ...details,
      model.tunable === undefined ? '' : model.tunable ? 'Can be tuned.' : 'Cannot be tuned.',
      model.parent ? `An adapter of ${model.parent}.` : '',
      model.fromTable.length > 0
        ? `From our table, not from the server: ${model.fromTable.map(field => FIELDS[field]).join(', ')}.`
        : '',
    ]
      .filter(line => line !== '')
      .join('\n'),
    icon: ending ? 'warning' : 'symbol-misc',
    ...(ending ? { iconColor: 'list.warningForeground' } : {}),
    context: 'model',
    children: 'none',
  };
}

const WARNING_DAYS = 90;
const FIELDS = { contextTokens: 'context length', price: 'price', endDate: 'end date' } as const;

/** `65,536` as `66k`, `128000` as `128k`, `1048576` as `1M`. */
export function formatTokens(tokens: number): string {
  if (tokens >= 1_000_000) return `${Number((tokens / 1_000_000).toPrecision(2))}M`;
  return tokens >= 1000 ? `${Math.round(tokens / 1000)}k` : String(tokens);
}

/** Dollars for a million tokens, as they are published. */
export function formatPrice({ input, output }: ModelPrice): string {
  if (input === undefined && output === undefined) return '';
  const side = (price: number | undefined) => (price === undefined ? '?' : `$${price}`);
  return `${side(input)} in, ${side(output)} out`;
}
