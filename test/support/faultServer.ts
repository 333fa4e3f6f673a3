import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What one request is answered with. */
export interface Reply {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** Sent piece by piece. */
  body?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** Closes the socket after so many bytes of the body. */
  cutAfter?: number;
  /** Never answers at all. */
  silent?: boolean;
  /** Sends the body and then neither more nor an end. */
  stalls?: boolean;
  /** Closes the socket before the headers. */
  hangsUp?: boolean;
}

export interface Received {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server on the loopback that answers anything, in the order it was told. */
export class FaultServer {
  readonly received: Received[] = [];
  #server: Server;
  #sockets = new Set<Socket>();
  #replies: Reply[] = [];
  #otherwise: Reply | ((received: Received) => Reply) = { status: 500, body: 'no reply was arranged' };
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(...replies: Reply[]): Promise<FaultServer> {
    const http = createServer();
    const server = new FaultServer(http);
    server.#replies = replies;
    http.on('connection', socket => {
      server.#sockets.add(socket);
      socket.on('close', () => server.#sockets.delete(socket));
    });
    http.on('request', (request, response) => void server.#answer(request, response));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sockets that a client still holds. */
  get open(): number {
    return this.#sockets.size;
  }

  next(...replies: Reply[]): void {
    this.#replies.push(...replies);
  }

  /** For all requests that nothing else was arranged for. */
  otherwise(reply: Reply | ((received: Received) => Reply)): void {
    this.#otherwise = reply;
  }

  /** Settles when so many requests have been received in all. */
  async requests(count: number): Promise<void> {
    while (this.received.length < count) await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    if (this.#server.listening) await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const received = { method, path: url, headers, body: Buffer.concat(chunks).toString('latin1') };
    const otherwise = this.#otherwise;
    const reply =
      this.#replies.shift() ?? (typeof otherwise === 'function' ? otherwise(received) : otherwise);
    this.received.push(received);
    for (const wake of this.#waiting.splice(0)) wake();
    if (reply.silent) return;
    if (reply.hangsUp) {
      request.socket.destroy();
      return;
    }
    await sendReply(reply, request, response);
  }
}

async function sendReply(reply: Reply, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status ?? 200, reply.headers ?? { 'content-type': 'application/json' });
  response.flushHeaders();
  let left = reply.cutAfter ?? Number.POSITIVE_INFINITY;
  for (const piece of piecesOf(reply.body)) {
    const sent = piece.subarray(0, Math.max(0, left));
    left -= piece.length;
    if (sent.length > 0) await new Promise<void>(resolve => response.write(sent, () => resolve()));
    if (left < 0) break;
  }
  if (reply.cutAfter !== undefined) request.socket.destroy();
  else if (!reply.stalls) response.end();
}

function piecesOf(body: Reply['body']): Buffer[] {
  const pieces =
    body === undefined ? [] : typeof body === 'string' || body instanceof Uint8Array ? [body] : body;
  return pieces.map(piece => Buffer.from(piece as Uint8Array));
}
