import type * as vscode from 'vscode';
import type { Disposable } from '../../core/util/disposable.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { CallOptions } from '../../protocol/channel.ts';
import type { RowsRequests, RowsSource } from '../../protocol/rows.ts';
import type { LintService } from '../lint/lintService.ts';

type Params<K extends keyof RowsRequests> = Omit<RowsRequests[K]['params'], 'view'>;

type Progress<K extends keyof RowsRequests> = RowsRequests[K] extends { progress: infer P } ? P : undefined;

/** Asks a worker about the examples of one dataset, for one page. */
export interface RowsReader extends Disposable {
  call<K extends keyof RowsRequests>(
    method: K,
    params: Params<K>,
    options?: CallOptions<Progress<K>>,
  ): Promise<RowsRequests[K]['result']>;
}

let pages = 0;

/** The examples of an open document, as they are at the moment of each question. */
export function documentReader(lint: LintService, document: vscode.TextDocument): RowsReader {
  const view = `page-${++pages}`;
  const { uri } = document;
  const ask = (method: string, params: object, options?: CallOptions<never>) =>
    lint.askRows(uri, method as never, { ...params, view } as never, options as never);
  const open = () => ask('openRows', { source: { uri: uri.toString() } satisfies RowsSource });
  let opened: Promise<unknown> | undefined;
  return {
    async call(method, params, options) {
      if (method === 'openRows') {
        opened = open();
        return opened as never;
      }
      opened ??= open();
      await opened;
      try {
        return (await ask(method, params, options as never)) as never;
      } catch (error) {
        // The worker is a new one and knows nothing of the page.
        if (toProblemData(error).code !== 'not-found') throw error;
        opened = open();
        await opened;
        return (await ask(method, params, options as never)) as never;
      }
    },
    dispose: () => {
      if (opened) ask('closeRows', {}).catch(() => {});
    },
  };
}

/** The examples of a file on disk, as it was when `openRows` was called last. */
export function fileReader(
  { browsing }: LintService,
  path: string,
  settings: () => Promise<RowsSource>,
): RowsReader {
  const view = `page-${++pages} ${path}`;
  return {
    async call(method, params, options) {
      const source = method === 'openRows' ? { source: await settings() } : {};
      return browsing.call(method, { ...params, ...source, view } as never, options as never) as never;
    },
    dispose: () => void browsing.call('closeRows', { view }).catch(() => {}),
  };
}
