import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { CompareView, GridRow } from '../../../../src/core/view/compare/compareView.ts';
import type { Channel } from '../../../../src/protocol/channel.ts';
import type { CompareHostContract, ComparePageContract } from '../../../../src/protocol/compare.ts';
import { until } from '../../lint/support/waiting.ts';
import { onDidOpenPage, pages } from '../../training/support/pages.ts';

export interface ComparePage {
  channel: Channel<ComparePageContract, CompareHostContract>;
  view(): CompareView;
  until(holds: (view: CompareView) => boolean): Promise<void>;
  rows(): Promise<GridRow[]>;
  /** Waits until a case is drawn so. */
  untilRow(caseId: string, holds: (row: GridRow) => boolean): Promise<void>;
  close(): void;
}

/** Opens the page of a comparison, with the test in the place of its script. */
export async function openComparePage(file: vscode.Uri): Promise<ComparePage> {
  await vscode.commands.executeCommand('tunewright.openComparison', file);
  const found = () => pages.findLast(({ viewType }) => viewType.endsWith('.compare'));
  await until(() => found() !== undefined, onDidOpenPage);
  const page = found()!;
  const channel = page.connect<ComparePageContract, CompareHostContract>({});
  const changed = new vscode.EventEmitter<void>();
  let latest: CompareView | undefined;
  channel.on('view', view => {
    latest = view;
    changed.fire();
  });
  channel.on('changed', () => changed.fire());
  const rows = async () => {
    const query = { filter: 'all', text: '', sort: 'order' } as const;
    return (await channel.call('rows', { query, from: 0, count: 100 })).rows;
  };
  const first = await channel.call('ready', {});
  latest ??= first;
  assert.ok(latest);
  return {
    channel,
    view: () => latest!,
    until: holds =>
      until(
        () => holds(latest!),
        changed.event,
        () => assert.fail(JSON.stringify({ ...latest!, charts: [] })),
      ),
    rows,
    untilRow: async (caseId, holds) => {
      for (;;) {
        const next = new Promise<void>(resolve => {
          const once = changed.event(() => {
            once.dispose();
            resolve();
          });
        });
        const found = (await rows()).find(({ id }) => id === caseId);
        if (found && holds(found)) return;
        await next;
      }
    },
    close: () => page.panel.dispose(),
  };
}
