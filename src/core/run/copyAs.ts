import { baseUrlOf, type Connection, keyVariableOf } from '../provider/connection.ts';
import { connectionKindInfo } from '../provider/connectionKinds.ts';
import { shellQuoted } from '../text/shellQuoted.ts';

/** Languages in which a request can be written down, by what people call them. */
export const COPY_LANGUAGES = ['curl', 'Python', 'TypeScript'] as const;

export type CopyLanguage = (typeof COPY_LANGUAGES)[number];

/** Where a program finds the service of a request. */
interface Endpoint {
  /** Without a final slash. */
  baseUrl: string;
  /** The environment variable that holds the key; absent when there is none. */
  keyVariable?: string;
  keyHeader: 'bearer' | 'api-key';
  /** Azure's dated API. */
  apiVersion?: string;
  /** What must be done first; absent when nothing. */
  note?: string;
}

/** A request as a program. The key is never in it: only the name of the environment variable that holds it. */
export function copyAs(
  language: CopyLanguage,
  request: Readonly<Record<string, unknown>>,
  connection: Connection,
): string {
  const endpoint = endpointOf(connection);
  if (language === 'curl') return curl(request, endpoint);
  return language === 'Python' ? python(request, endpoint) : typeScript(request, endpoint);
}

/** The address of `tunewright sandbox`, which serves to other programs what answers in the editor. */
const SANDBOX_URL = 'http://127.0.0.1:4141/v1';

function endpointOf(connection: Connection): Endpoint {
  const { kind, apiVersion } = connection;
  const { key, keyHeader } = connectionKindInfo[kind];
  if (kind === 'sandbox') {
    return {
      baseUrl: SANDBOX_URL,
      keyVariable: 'OPENAI_API_KEY',
      keyHeader,
      note: 'Start the sandbox first: npx tunewright sandbox --port 4141. It prints the OPENAI_API_KEY to export.',
    };
  }
  if (kind === 'vscode-lm') {
    return {
      baseUrl: 'https://YOUR-PROVIDER/v1',
      keyVariable: 'API_KEY',
      keyHeader,
      note: 'Models of VS Code answer inside the editor only: put in the address of a service that has this model.',
    };
  }
  const variable = keyVariableOf(connection) ?? (key === 'none' ? undefined : 'API_KEY');
  const needsKey = key === 'required' || connection.keyVariable !== undefined;
  return {
    baseUrl: baseUrlOf(connection) ?? '',
    keyHeader,
    ...(needsKey && variable !== undefined && { keyVariable: variable }),
    ...(kind === 'azure' && apiVersion !== undefined && { apiVersion }),
  };
}

function curl(request: Readonly<Record<string, unknown>>, endpoint: Endpoint): string {
  const { keyVariable, keyHeader, note } = endpoint;
  const header =
    keyHeader === 'bearer' ? `Authorization: Bearer $${keyVariable}` : `api-key: $${keyVariable}`;
  return [
    ...(note === undefined ? [] : [`# ${note}`]),
    `curl ${shellQuoted(urlOf(request, endpoint))} \\`,
    `  -H 'Content-Type: application/json' \\`,
    ...(keyVariable === undefined ? [] : [`  -H "${header}" \\`]),
    `  --data-binary @- <<'${delimiterFor(request)}'`,
    JSON.stringify(request, null, 2),
    `${delimiterFor(request)}\n`,
  ].join('\n');
}

/** On Azure's dated API the deployment stands in the path. */
function urlOf({ model }: Readonly<Record<string, unknown>>, { baseUrl, apiVersion }: Endpoint): string {
  if (apiVersion === undefined) return `${baseUrl}/chat/completions`;
  const deployment = encodeURIComponent(String(model));
  return `${baseUrl}/deployments/${deployment}/chat/completions?api-version=${encodeURIComponent(apiVersion)}`;
}

/** A line that does not occur in the request, so that it ends there and nowhere before. */
function delimiterFor(request: Readonly<Record<string, unknown>>): string {
  const lines = new Set(JSON.stringify(request, null, 2).split('\n'));
  let delimiter = 'REQUEST';
  while (lines.has(delimiter)) delimiter += '_';
  return delimiter;
}

function python(request: Readonly<Record<string, unknown>>, endpoint: Endpoint): string {
  const { note, keyVariable, baseUrl, apiVersion } = endpoint;
  const key = keyVariable === undefined ? '"none"' : `os.environ["${keyVariable}"]`;
  const client =
    apiVersion === undefined
      ? `OpenAI(base_url=${JSON.stringify(baseUrl)}, api_key=${key})`
      : `AzureOpenAI(base_url=${JSON.stringify(`${baseUrl}/deployments/${String(request.model)}`)}, api_key=${key}, api_version=${JSON.stringify(apiVersion)})`;
  return [
    ...(note === undefined ? [] : [`# ${note}`]),
    ...(keyVariable === undefined ? [] : ['import os']),
    'import json',
    '',
    `from openai import ${apiVersion === undefined ? 'OpenAI' : 'AzureOpenAI'}`,
    '',
    `client = ${client}`,
    // A text of JSON is one of Python too.
    `request = json.loads(${JSON.stringify(JSON.stringify(request))})`,
    'answer = client.chat.completions.create(**request)',
    'print(answer.choices[0].message.content)',
    '',
  ].join('\n');
}

function typeScript(request: Readonly<Record<string, unknown>>, endpoint: Endpoint): string {
  const { note, keyVariable, baseUrl, apiVersion } = endpoint;
  const key = keyVariable === undefined ? "'none'" : `process.env.${keyVariable}`;
  const options = `{ baseURL: ${JSON.stringify(baseUrl)}, apiKey: ${key}`;
  const client =
    apiVersion === undefined
      ? `new OpenAI(${options} })`
      : `new AzureOpenAI(${options}, apiVersion: ${JSON.stringify(apiVersion)} })`;
  return [
    ...(note === undefined ? [] : [`// ${note}`]),
    apiVersion === undefined ? `import OpenAI from 'openai';` : `import { AzureOpenAI } from 'openai';`,
    '',
    `const client = ${client};`,
    `const answer = await client.chat.completions.create(${JSON.stringify(request, null, 2)});`,
    'console.log(answer.choices[0]?.message.content);',
    '',
  ].join('\n');
}
