import { Channel, type Contract, type Handlers, type Port } from '../../src/protocol/channel.ts';

/** What VS Code gives to a page. It can be asked for once only. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** What VS Code keeps of a page while it is hidden and over a reload. */
interface KeptState {
  /** By which the extension makes the page again. */
  key: string;
  /** What the page itself wants to know again. Absent: nothing. */
  memory?: unknown;
}

let api: VsCodeApi | undefined;

/** Connects a page to the extension, and keeps the state by which the page is made again after a reload. */
export function connectHost<Serves extends Contract, Calls extends Contract>(
  root: HTMLElement,
  handlers: Handlers<Serves>,
): Channel<Serves, Calls> {
  api = acquireVsCodeApi();
  const { key } = JSON.parse(root.dataset.state ?? '{}') as KeptState;
  const kept = api.getState() as KeptState | undefined;
  if (kept?.key !== key) api.setState({ key });
  const port: Port = {
    post: message => api!.postMessage(message),
    onMessage(listener) {
      const hear = (event: MessageEvent) => listener(event.data);
      window.addEventListener('message', hear);
      return { dispose: () => window.removeEventListener('message', hear) };
    },
  };
  return new Channel<Serves, Calls>(port, handlers);
}

/** What the document brought for the page to draw at once; undefined when it brought nothing. */
export function firstState<First>(): First | undefined {
  const text = document.getElementById('first')?.textContent;
  return text ? (JSON.parse(text) as First) : undefined;
}

/**
 * What this page remembered before it was hidden or reloaded: the open tab, where it was scrolled to. For layout only:
 * what people would miss belongs to the extension. Undefined the first time. Call `connectHost` before.
 */
export function recall(): unknown {
  return (api?.getState() as KeptState | undefined)?.memory;
}

/** Remembers plain data until the tab is closed. */
export function remember(memory: unknown): void {
  const kept = api?.getState() as KeptState | undefined;
  if (kept) api?.setState({ ...kept, memory });
}
