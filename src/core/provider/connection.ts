import { type ConnectionKind, connectionKindInfo, isConnectionKind } from './connectionKinds.ts';
import { type ConnectionPrices, readPrices } from './connectionPrices.ts';
import { object, text } from './lenient.ts';

/** An endpoint that the user set up. It never holds the key: that lives elsewhere, under `secretName`. */
export interface Connection {
  /** Chosen once and never reused: keys and jobs refer to it. */
  id: string;
  kind: ConnectionKind;
  name: string;
  /** Absent: the kind's own. */
  baseUrl?: string;
  /** The environment variable that the command line reads the key from; absent: the kind's own. */
  keyVariable?: string;
  /** Azure's dated API, such as `2025-04-01-preview`; absent: the undated `/openai/v1`. */
  apiVersion?: string;
  /** The Fireworks account that datasets and jobs belong to; absent elsewhere. */
  accountId?: string;
  /** Whether to ask for token counts while streaming; absent: what is known of the kind. */
  streamUsage?: boolean;
  /** US dollars for a million tokens, as the user knows them; absent: only what others tell. */
  prices?: ConnectionPrices;
}

/** The base URL without a final slash, or undefined when there is none or it is no http(s) URL. */
export function baseUrlOf(connection: Connection): string | undefined {
  const info = connectionKindInfo[connection.kind];
  const url = httpUrl(connection.baseUrl ?? info.baseUrl);
  if (!url) return undefined;
  const dated = connection.kind === 'azure' && connection.apiVersion !== undefined;
  const bare = url.pathname === '/';
  const path = bare ? (dated ? '/openai' : (info.defaultPath ?? '')) : url.pathname.replace(/\/+$/, '');
  return url.origin + path;
}

/** Scheme, host and port: what a key is bound to. */
export function originOf(connection: Connection): string | undefined {
  return httpUrl(baseUrlOf(connection))?.origin;
}

/**
 * The name that a connection's key is stored under. It holds the origin, so when the base URL moves to another host
 * the old key is simply not found, and cannot follow.
 */
export function secretName(connection: Connection): string {
  return `tunewright.key:${connection.id}@${originOf(connection) ?? 'nowhere'}`;
}

/** The environment variable in which the command line looks for the key; undefined when none is known. */
export function keyVariableOf(connection: Connection): string | undefined {
  return connection.keyVariable ?? connectionKindInfo[connection.kind].keyVariable;
}

/** True when a key would cross a network unencrypted. Pages warn; the user may still want it in a closed network. */
export function sendsKeyInClear(connection: Connection): boolean {
  const url = httpUrl(baseUrlOf(connection));
  return url?.protocol === 'http:' && !isLoopback(url.hostname) && connection.kind !== 'sandbox';
}

export interface ConnectionReading {
  /** Absent when something essential is missing. */
  connection?: Connection;
  /** One sentence each, naming the field; empty when all is well. */
  issues: string[];
}

/** Reads a connection out of a setting or a file. Bad data is reported, never thrown. */
export function readConnection(value: unknown): ConnectionReading {
  const source = object(value);
  if (!source) return { issues: ['A connection is an object with "id", "kind" and "name".'] };
  const issues: string[] = [];
  const id = text(source.id);
  const kind = source.kind;
  if (!id || !/^[\w.-]{1,64}$/.test(id))
    issues.push('"id" must be 1 to 64 letters, digits, dots, dashes or underscores.');
  if (!isConnectionKind(kind)) issues.push(`"kind" ${JSON.stringify(kind)} is not a kind of connection.`);
  for (const field of optionalTexts) {
    if (source[field] !== undefined && !text(source[field]))
      issues.push(`"${field}" must be a non-empty string.`);
  }
  if (source.streamUsage !== undefined && typeof source.streamUsage !== 'boolean') {
    issues.push('"streamUsage" must be true or false.');
  }
  const { prices, issue } = source.prices === undefined ? {} : readPrices(source.prices);
  if (issue !== undefined) issues.push(issue);
  if (!id || !isConnectionKind(kind) || issues.length > 0) return { issues };
  const connection: Connection = { id, kind, name: text(source.name) ?? connectionKindInfo[kind].title };
  for (const field of optionalTexts) {
    const found = text(source[field]);
    if (found) connection[field] = found;
  }
  if (typeof source.streamUsage === 'boolean') connection.streamUsage = source.streamUsage;
  if (prices) connection.prices = prices;
  return withAddressChecked(connection);
}

const optionalTexts = ['baseUrl', 'keyVariable', 'apiVersion', 'accountId'] as const;

function withAddressChecked(connection: Connection): ConnectionReading {
  if (connection.kind === 'vscode-lm') return { connection, issues: [] };
  const url = httpUrl(connection.baseUrl ?? connectionKindInfo[connection.kind].baseUrl);
  if (!url) return { issues: ['"baseUrl" must be an http or https URL.'] };
  if (url.username || url.password)
    return { issues: ['"baseUrl" must not contain a user name or password.'] };
  if (url.search || url.hash) return { issues: ['"baseUrl" must not contain "?" or "#".'] };
  return { connection, issues: [] };
}

function httpUrl(value: string | undefined): URL | undefined {
  if (value === undefined || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host);
}
