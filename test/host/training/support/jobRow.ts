import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { JobNode } from '../../../../src/extension/jobs/jobNode.ts';
import { until } from '../../lint/support/waiting.ts';
import { onceDrawn, rowsBelow } from './views.ts';

/** The row of the job with this name, as soon as the words of its context value are as wanted. */
export async function untilJob(
  provider: vscode.TreeDataProvider<JobNode>,
  name: string,
  holds: (words: string[]) => boolean,
): Promise<JobNode> {
  let found: JobNode | undefined;
  let seen = '';
  const look = async () => {
    for (const group of await rowsBelow(provider)) {
      for (const { node, label, item } of await rowsBelow(provider, group.node)) {
        if (label !== name) continue;
        seen = item.contextValue ?? '';
        if (holds(seen.split(' '))) found = node;
      }
    }
  };
  await until(
    () => found !== undefined,
    onceDrawn(provider, look),
    () => assert.fail(`"${name}" is "${seen}".`),
  );
  return found!;
}
