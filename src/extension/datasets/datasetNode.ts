import type * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import type { RemoteFile } from '../../core/provider/fineTuning.ts';
import type { DetailRow } from '../../core/view/datasetRows.ts';
import type { TreeRow } from '../../core/view/treeRow.ts';

/** A row of the Datasets view. */
export type DatasetNode =
  | { kind: 'group'; key: string; row: TreeRow }
  /** Drawn from what the index knows at that moment. */
  | { kind: 'dataset'; uri: vscode.Uri }
  | { kind: 'detail'; uri: vscode.Uri; row: DetailRow }
  | { kind: 'target'; uri: vscode.Uri; row: TreeRow }
  | { kind: 'remote'; connection: Connection }
  | { kind: 'remoteFile'; connection: Connection; file: RemoteFile }
  | { kind: 'note'; row: TreeRow };

/** The dataset that a row belongs to; undefined for rows of connections and groups. */
export function datasetOf(node: DatasetNode | undefined): vscode.Uri | undefined {
  return node && 'uri' in node ? node.uri : undefined;
}

/** The datasets of the rows that a menu was opened on: all that are selected, when the clicked one is among them. */
export function datasetsOf(
  node: DatasetNode | undefined,
  selected: readonly DatasetNode[] | undefined,
): vscode.Uri[] {
  const nodes = selected?.length ? selected : node ? [node] : [];
  const uris = nodes.flatMap(one => datasetOf(one) ?? []);
  return [...new Map(uris.map(uri => [uri.toString(), uri])).values()];
}
