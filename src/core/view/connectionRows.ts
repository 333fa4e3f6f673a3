import { problemText } from '../util/problemText.ts';
import type { Connection } from '../provider/connection.ts';
import { baseUrlOf, sendsKeyInClear } from '../provider/connection.ts';
import { connectionKindInfo } from '../provider/connectionKinds.ts';
import { ownPrice } from '../provider/connectionPrices.ts';
import type { ListedModel, ModelPrice } from '../provider/provider.ts';
import { daysBetween, endText } from '../targets/models/modelInfo.ts';
import type { ProblemCode, ProblemData } from '../util/problem.ts';
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
  const { title, key } = connectionKindInfo[connection.kind];
  // A server that answers without a key is content, whatever its kind usually wants.
  const lacksKey =
    (state.kind === 'untested' && key === 'required' && !hasKey) ||
    (state.kind === 'failed' && state.problem.code === 'unauthorized' && !hasKey);
  const warns = lacksKey || state.kind === 'failed';
  const status = lacksKey ? 'key missing' : statusOf(state);
  return {
    id: `connection:${connection.id}`,
    label: connection.name,
    description: status,
    tooltip: lines(
      connection.name === title ? title : `${connection.name} (${title})`,
      connection.kind === 'sandbox' ? SANDBOX_NOTE : baseUrlOf(connection),
      key === 'none' ? 'Needs no key.' : hasKey ? 'A key is stored for this host.' : 'No key is stored.',
      sendsKeyInClear(connection) && 'The address is not encrypted: a key would cross the network readable.',
      state.kind === 'failed' && problemText(state.problem),
    ),
    icon: lacksKey ? 'key' : state.kind === 'failed' ? 'warning' : (ICONS[connection.kind] ?? 'cloud'),
    ...(warns && { iconColor: 'list.warningForeground' }),
    context: [
      'connection',
      connection.kind === 'sandbox' ? 'builtin' : 'own',
      connection.kind === 'vscode-lm' ? 'unaddressed' : 'addressed',
      key === 'none' ? 'keyless' : 'keyed',
      hasKey ? 'hasKey' : 'noKey',
    ].join(' '),
    children: state.kind === 'ready' && state.models.length > 0 ? 'collapsed' : 'none',
    spoken: [...new Set([connection.name, title, status])].filter(Boolean).join(', '),
  };
}

/** The row of a model below its connection. `today` is YYYY-MM-DD. */
export function modelRow(connection: Connection, model: ListedModel, today: string): TreeRow {
  const own = ownPrice(connection, model.id);
  const { contextTokens, price, endDate, tunable, parent } = { ...model, ...(own && { price: own }) };
  const fromTable = model.fromTable.filter(field => field !== 'price' || !own);
  const end = endDate && endText(today, endDate);
  const warns = endDate !== undefined && daysBetween(today, endDate) <= WARNING_DAYS;
  return {
    id: `model:${connection.id}:${model.id}`,
    label: model.id,
    // What is said last may be cut off, so an end that is near comes first.
    description: [
      warns && end,
      contextTokens !== undefined && `${formatTokens(contextTokens)} context`,
      price && formatPrice(price),
      !warns && end,
    ]
      .filter(Boolean)
      .join(' · '),
    tooltip: lines(
      model.title && model.title !== model.id ? `${model.title} (${model.id})` : model.id,
      contextTokens !== undefined && `Context: ${contextTokens.toLocaleString('en')} tokens.`,
      price && formatPrice(price) && `For a million tokens: ${formatPrice(price)}.`,
      price?.training !== undefined && `Training: ${formatTraining(price)}.`,
      end && `On ${endDate} it ${daysBetween(today, endDate) < 0 ? 'stopped' : 'stops'} answering.`,
      tunable !== undefined && (tunable ? 'Can be tuned.' : 'Cannot be tuned.'),
      parent && `An adapter of ${parent}.`,
      own && 'The price is the one that you wrote into the connection.',
      fromTable.length > 0 &&
        `Not told by the server, but from our table: ${fromTable.map(field => FIELDS[field]).join(', ')}.`,
    ),
    icon: warns ? 'warning' : 'chip',
    ...(warns && { iconColor: 'list.warningForeground' }),
    context: 'model',
    children: 'none',
  };
}

/** `1 model`, `12 models`. */
export function modelCount(count: number): string {
  return count === 1 ? '1 model' : `${count} models`;
}

/** `65536` as `66k`, `1048576` as `1M`. */
export function formatTokens(tokens: number): string {
  if (tokens >= 999_500) return `${Number((tokens / 1_000_000).toPrecision(2))}M`;
  return tokens >= 1000 ? `${Math.round(tokens / 1000)}k` : String(tokens);
}

/** What a million tokens cost, such as `$0.15 in, $0.60 out`; empty when neither is known. */
export function formatPrice({ input, output }: ModelPrice): string {
  return [input !== undefined && `${dollars(input)} in`, output !== undefined && `${dollars(output)} out`]
    .filter(Boolean)
    .join(', ');
}

const SANDBOX_NOTE = 'A small model that really learns, inside the editor. Nothing leaves this machine.';

/** A model that ends within so many days is shown with a warning. */
const WARNING_DAYS = 90;

const FIELDS = { contextTokens: 'context length', price: 'price', endDate: 'end date' } as const;

/** The shortest way to say what the tooltip says in a sentence. */
const FAILURES: Readonly<Record<ProblemCode, string>> = {
  unauthorized: 'key refused',
  forbidden: 'no access',
  'not-found': 'not found',
  rejected: 'request refused',
  'rate-limited': 'rate limited',
  quota: 'no credit left',
  unreachable: 'not reachable',
  timeout: 'no answer',
  'bad-response': 'not understood',
  cancelled: 'cancelled',
  'not-supported': 'not supported',
  internal: 'failed',
};

const ICONS: Partial<Record<Connection['kind'], string>> = {
  sandbox: 'beaker',
  'vscode-lm': 'vscode',
  ollama: 'server',
  lmstudio: 'server',
  vllm: 'server',
  llamacpp: 'server',
  localai: 'server',
};

function statusOf(state: ConnectionState): string {
  switch (state.kind) {
    case 'untested':
      return '';
    case 'testing':
      return 'asking…';
    case 'ready':
      return modelCount(state.models.length);
    case 'failed':
      return FAILURES[state.problem.code];
  }
}

function formatTraining({ training = 0, trainingUnit = 'million-tokens' }: ModelPrice): string {
  return `${dollars(training)} for ${trainingUnit === 'hour' ? 'an hour' : 'a million tokens'}`;
}

/** Whole dollars as they are, else at least two decimals and as many more as the price has. */
export function dollars(amount: number): string {
  const minimumFractionDigits = Number.isInteger(amount) ? 0 : 2;
  return `$${amount.toLocaleString('en', { minimumFractionDigits, maximumFractionDigits: 9 })}`;
}

function lines(...given: (string | false | undefined)[]): string {
  return given.filter(Boolean).join('\n');
}
