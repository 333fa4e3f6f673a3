import * as vscode from 'vscode';
import { type DatasetNode, datasetOf } from './datasetNode.ts';

const OWN = 'application/vnd.code.tree.tunewright.datasets';
const FILES = 'text/uri-list';

/** Dragging one dataset onto another makes it the other's validation file; from the Explorer, too. */
export class DragDatasets implements vscode.TreeDragAndDropController<DatasetNode> {
  readonly dropMimeTypes = [OWN, FILES];
  readonly dragMimeTypes = [FILES];
  readonly #pair: (training: vscode.Uri, validation: vscode.Uri) => Promise<void>;

  constructor(pair: (training: vscode.Uri, validation: vscode.Uri) => Promise<void>) {
    this.#pair = pair;
  }

  handleDrag(nodes: readonly DatasetNode[], data: vscode.DataTransfer): void {
    const uris = nodes.flatMap(node => (node.kind === 'dataset' ? [node.uri.toString()] : []));
    if (uris.length === 0) return;
    data.set(OWN, new vscode.DataTransferItem(uris));
    data.set(FILES, new vscode.DataTransferItem(uris.join('\r\n')));
  }

  async handleDrop(onto: DatasetNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const training = datasetOf(onto);
    if (!training) return;
    const dropped = await droppedFile(data);
    if (dropped && dropped.toString() !== training.toString()) await this.#pair(training, dropped);
  }
}

/** The only file that was dropped. Several at once have no meaning here. */
async function droppedFile(data: vscode.DataTransfer): Promise<vscode.Uri | undefined> {
  const text = (await data.get(FILES)?.asString()) ?? '';
  const uris = text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'));
  const [only] = uris;
  return uris.length === 1 && only !== undefined ? vscode.Uri.parse(only) : undefined;
}
