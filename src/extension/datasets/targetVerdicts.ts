import type * as vscode from 'vscode';
import { toProblemData } from '../../core/util/problem.ts';
import { targetRow } from '../../core/view/datasetRows.ts';
import type { Services } from '../services.ts';
import type { DatasetNode } from './datasetNode.ts';

/** What all other targets would say of a dataset, as rows. The file is linted once for each. */
export async function targetVerdicts({ lint, settings }: Services, uri: vscode.Uri): Promise<DatasetNode[]> {
  const { TARGET_IDS } = await import('../../core/targets/registry.ts');
  const own = await settings.of(uri);
  const nodes: DatasetNode[] = [];
  for (const target of TARGET_IDS.filter(id => id !== own.target)) {
    try {
      const report = await lint.background.call('lintFile', {
        path: uri.fsPath,
        settings: { ...own, target },
      });
      nodes.push({ kind: 'target', uri, row: targetRow(uri.toString(), target, report) });
    } catch (thrown) {
      nodes.push({ kind: 'target', uri, row: targetRow(uri.toString(), target, toProblemData(thrown)) });
    }
  }
  return nodes;
}
