import { Channel, type Contract, type Handlers, type Port } from '../../src/protocol/channel.ts';

/** What VS Code gives to a page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Connects a page to the extension, and keeps the state by which the page is made again after a reload. */
export function connectHost<Serves extends Contract, Calls extends Contract>(
  root: HTMLElement,
  handlers: Handlers<Serves>,
): Channel<Serves, Calls> {
  const api = acquireVsCodeApi();
  api.setState(JSON.parse(root.dataset.state ?? '{}'));
  const port: Port = {
    post: message => api.postMessage(message),
    onMessage(listener) {
      const hear = (event: MessageEvent) => listener(event.data);
      window.addEventListener('message', hear);
      return { dispose: () => window.removeEventListener('message', hear) };
    },
  };
  return new Channel<Serves, Calls>(port, handlers);
}
