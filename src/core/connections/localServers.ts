import type { ConnectionKind } from '../provider/connectionKinds.ts';

/** A server that answered on this machine. */
export interface LocalServer {
  kind: ConnectionKind;
  /** With the path of the API, such as `http://localhost:11434/v1`. */
  baseUrl: string;
  /** How many models it lists; undefined when it wants a key before it tells. */
  models: number | undefined;
}

/** How to look: a `fetch`, and a way to stop waiting for one probe. */
export interface Probing {
  fetch(request: Request): Promise<Response>;
  /** A signal that aborts after the given milliseconds or when `signal` does. */
  deadline(milliseconds: number, signal: AbortSignal | undefined): AbortSignal;
}

/** Ports that local servers listen on unless told otherwise, and who that may be, likeliest first. */
const PORTS: readonly { port: number; kinds: readonly ConnectionKind[] }[] = [
  { port: 11434, kinds: ['ollama'] },
  { port: 1234, kinds: ['lmstudio'] },
  { port: 8000, kinds: ['vllm'] },
  { port: 8080, kinds: ['llamacpp', 'localai'] },
];

const PROBE_MILLISECONDS = 1500;

/** Asks the usual ports of this machine, all at once. Servers that do not answer are simply not in the result. */
export async function findLocalServers(probing: Probing, signal?: AbortSignal): Promise<LocalServer[]> {
  const found = await Promise.all(PORTS.map(({ port, kinds }) => probe(probing, port, kinds, signal)));
  return found.filter(server => server !== undefined);
}

async function probe(
  probing: Probing,
  port: number,
  kinds: readonly ConnectionKind[],
  signal: AbortSignal | undefined,
): Promise<LocalServer | undefined> {
  const origin = `http://localhost:${port}`;
  const ask = async (path: string): Promise<Response | undefined> => {
    try {
      const limit = probing.deadline(PROBE_MILLISECONDS, signal);
      return await probing.fetch(new Request(origin + path, { signal: limit, redirect: 'manual' }));
    } catch {
      return undefined;
    }
  };
  const answer = await ask('/v1/models');
  if (!answer) return undefined;
  const wantsKey = answer.status === 401 || answer.status === 403;
  const models = wantsKey ? undefined : await countModels(answer);
  if (!wantsKey && models === undefined) return undefined;
  const kind = kinds.length > 1 && !(await isLlamaCpp(ask)) ? kinds[1] : kinds[0];
  return kind && { kind, baseUrl: `${origin}/v1`, models };
}

/** llama.cpp alone has `/props` on this port; LocalAI answers with a page or an error. */
async function isLlamaCpp(ask: (path: string) => Promise<Response | undefined>): Promise<boolean> {
  const props = await ask('/props');
  return props?.ok === true && (props.headers.get('content-type') ?? '').includes('json');
}

/** The length of the list; undefined when the answer is none, so that another program on the port is not mistaken. */
async function countModels(answer: Response): Promise<number | undefined> {
  if (!answer.ok) return undefined;
  try {
    const body: unknown = await answer.json();
    const data = typeof body === 'object' && body !== null ? (body as { data?: unknown }).data : undefined;
    return Array.isArray(data) ? data.length : undefined;
  } catch {
    return undefined;
  }
}
