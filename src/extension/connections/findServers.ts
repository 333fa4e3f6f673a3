import * as vscode from 'vscode';
import { withAddress } from '../../core/connections/connectionList.ts';
import { findLocalServers, type LocalServer } from '../../core/connections/localServers.ts';
import { type Connection, originOf } from '../../core/provider/connection.ts';
import { connectionKindInfo } from '../../core/provider/connectionKinds.ts';
import { modelCount } from '../../core/view/connectionRows.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import type { ConnectionService } from './connectionService.ts';

/** Looks for servers on the usual ports of this machine and adds those that the user ticks. Returns the new connections. */
export async function findServers(
  service: ConnectionService,
  fetch: (request: Request) => Promise<Response>,
): Promise<Connection[]> {
  const deadline = (milliseconds: number, signal: AbortSignal | undefined) =>
    AbortSignal.any([AbortSignal.timeout(milliseconds), ...(signal ? [signal] : [])]);
  const found = await withCancellableProgress('Looking for servers on this machine', async signal => {
    const servers = await findLocalServers({ fetch, deadline }, signal);
    signal.throwIfAborted();
    return servers;
  });
  const known = new Set(service.connections().map(one => withOneLoopbackName(originOf(one))));
  const fresh = found.filter(server => !known.has(new URL(server.baseUrl).origin));
  if (fresh.length === 0) {
    void vscode.window.showInformationMessage(nothingNew(found));
    return [];
  }
  const chosen = await vscode.window.showQuickPick(
    fresh.map(server => ({
      label: connectionKindInfo[server.kind].title,
      description: server.baseUrl,
      detail: server.models === undefined ? 'wants a key' : `lists ${modelCount(server.models)}`,
      picked: true,
      server,
    })),
    { title: 'Servers on this machine', placeHolder: 'Tick the ones to add', canPickMany: true },
  );
  const added: Connection[] = [];
  for (const { server } of chosen ?? []) {
    const connection = withAddress(service.newConnection(server.kind), server.baseUrl);
    await service.save(connection);
    added.push(connection);
  }
  return added;
}

/** The same machine goes by several names; servers are found under `localhost`. */
function withOneLoopbackName(origin: string | undefined): string | undefined {
  return origin?.replace(/\/\/(?:127\.0\.0\.1|\[::1\])(?=:|$)/, '//localhost');
}

function nothingNew(found: readonly LocalServer[]): string {
  if (found.length > 0) return 'The servers that answer on this machine are connected already.';
  return 'No server answered on the usual ports of Ollama (11434), LM Studio (1234), vLLM (8000), llama.cpp and LocalAI (8080). Start one, or add it by its address.';
}
