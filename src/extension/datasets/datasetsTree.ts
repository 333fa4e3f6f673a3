import * as vscode from 'vscode';
import { DisposableStore } from '../../core/util/disposable.ts';
import type { DatasetGroup, Grouping } from '../../core/view/datasetRows.ts';
import { treeItem } from '../treeItem.ts';
import { commandCall, setContext } from '../typed.ts';
import type { DatasetIndex } from './datasetIndex.ts';
import type { DatasetNode } from './datasetNode.ts';
import type { RemoteFiles } from './remoteFiles.ts';

export interface DatasetsTreeParts {
  index: DatasetIndex;
  remote: RemoteFiles;
  grouping(): Grouping;
  /** The rows of the verdicts of other targets, made when somebody looks. */
  targets(uri: vscode.Uri): Promise<DatasetNode[]>;
  /** The names of the jobs that used a file of a connection. */
  jobsOf(connectionId: string, fileId: string): readonly string[];
  /** How many jobs were trained with a dataset. */
  jobsWith(uri: vscode.Uri): number;
}

/** What rows say is loaded when the view is first drawn: it knows every rulebook. */
const datasetRows = () => import('../../core/view/datasetRows.ts');
const remoteRows = () => import('../../core/view/remoteFileRows.ts');

/** Milliseconds between two looks while much is read: a tree that is drawn all the time cannot be used. */
const PAUSE = 200;

/** Draws what the index and the connections know. Rows that stay are drawn alone, so that nothing jumps. */
export class DatasetsTree implements vscode.TreeDataProvider<DatasetNode>, vscode.Disposable {
  readonly #parts: DatasetsTreeParts;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<DatasetNode[] | undefined>());
  /** The rows of datasets and connections, which stay the same objects. */
  readonly #nodes = new Map<string, DatasetNode>();
  #groups: readonly DatasetGroup[] = [];
  /** What is to be drawn anew; undefined when all is. */
  #due: Set<DatasetNode> | undefined = new Set();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(parts: DatasetsTreeParts) {
    this.#parts = parts;
    const { index, remote } = parts;
    this.#store.add(index.onDidChange(ids => this.#indexChanged(ids)));
    this.#store.add(
      remote.onDidChange(connection => {
        const node = connection && this.#nodes.get(`remote ${connection.id}`);
        this.#redraw(node ? [node] : undefined);
      }),
    );
    this.#store.add({ dispose: () => clearTimeout(this.#timer) });
  }

  async getChildren(parent?: DatasetNode): Promise<DatasetNode[]> {
    const { index, remote } = this.#parts;
    if (!parent) return this.#roots();
    switch (parent.kind) {
      case 'group': {
        const group = this.#groups.find(({ key }) => key === parent.key);
        return (group?.datasets ?? []).map(({ id }) => this.#datasetNode(vscode.Uri.parse(id)));
      }
      case 'dataset': {
        const { uri } = parent;
        const dataset = index.dataset(uri);
        if (!dataset) return [];
        const jobs = this.#parts.jobsWith(uri);
        const { detailRows } = await datasetRows();
        return detailRows({ ...dataset, jobs }).map(row => ({ kind: 'detail', uri, row }));
      }
      case 'detail':
        return this.#parts.targets(parent.uri);
      case 'remote': {
        const { connection } = parent;
        if (remote.state(connection).kind === 'unasked') await remote.load(connection);
        const state = remote.state(connection);
        const { remoteNote } = await remoteRows();
        const note = remoteNote(connection, state);
        if (note) return [{ kind: 'note', row: note }];
        const files = 'files' in state ? (state.files ?? []) : [];
        return files.map(file => ({ kind: 'remoteFile', connection, file }));
      }
      default:
        return [];
    }
  }

  async getTreeItem(node: DatasetNode): Promise<vscode.TreeItem> {
    const { index, remote, jobsOf } = this.#parts;
    switch (node.kind) {
      case 'dataset': {
        const dataset = index.dataset(node.uri);
        // It may have been deleted between two drawings.
        if (!dataset) return new vscode.TreeItem(node.uri);
        const { datasetRow } = await datasetRows();
        const item = treeItem(datasetRow(dataset));
        item.resourceUri = node.uri;
        item.command = { command: 'vscode.open', title: 'Open', arguments: [node.uri] };
        return item;
      }
      case 'detail':
        return this.#detailItem(node);
      case 'remote': {
        const { remoteRow } = await remoteRows();
        return treeItem(remoteRow(node.connection, remote.state(node.connection)));
      }
      case 'remoteFile': {
        const { connection, file } = node;
        const { remoteFileRow } = await remoteRows();
        return treeItem(remoteFileRow(connection, file, jobsOf(connection.id, file.id), Date.now()));
      }
      default:
        return treeItem(node.row);
    }
  }

  /** Draws everything anew, as after another grouping was chosen. */
  redrawAll(): void {
    this.#redraw(undefined);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #roots(): Promise<DatasetNode[]> {
    const { index, remote, grouping } = this.#parts;
    await index.listed();
    const { datasetGroups } = await datasetRows();
    this.#groups = datasetGroups(index.datasets(), grouping());
    const connections = remote.connections();
    const hasOwn = connections.some(({ kind }) => kind !== 'sandbox');
    // A view without rows teaches what it is for.
    const isEmpty = this.#groups.length === 0 && !hasOwn;
    setContext('tunewright.hasNoDatasets', isEmpty);
    if (isEmpty) return [];
    return [
      ...this.#groups.map(({ key, row }): DatasetNode => ({ kind: 'group', key, row })),
      ...connections.map(connection => this.#node(`remote ${connection.id}`, { kind: 'remote', connection })),
    ];
  }

  #datasetNode(uri: vscode.Uri): DatasetNode {
    return this.#node(`dataset ${uri}`, { kind: 'dataset', uri });
  }

  #node(key: string, made: DatasetNode): DatasetNode {
    const node = this.#nodes.get(key) ?? made;
    // A connection may have another name by now.
    Object.assign(node, made);
    this.#nodes.set(key, node);
    return node;
  }

  #detailItem({ uri, row }: DatasetNode & { kind: 'detail' }): vscode.TreeItem {
    const item = treeItem(row);
    const { validation, template } = this.#parts.index.links(uri);
    const open = (file: string) => ({
      command: 'vscode.open',
      title: 'Open',
      arguments: [vscode.Uri.file(file)],
    });
    if (row.opens === 'problems') {
      item.command = commandCall('tunewright.lintSelected', 'Lint', this.#datasetNode(uri));
    } else if (row.opens === 'validation' && validation !== undefined) item.command = open(validation);
    else if (row.opens === 'template' && template !== undefined) item.command = open(template);
    else if (row.opens === 'dataset') {
      const training = this.#parts.index.trainingFileOf(uri);
      if (training) item.command = open(training.fsPath);
    } else if (row.opens === 'pair') {
      item.command = commandCall('tunewright.pairSelected', 'Pair', this.#datasetNode(uri));
    }
    return item;
  }

  #indexChanged(ids: readonly string[] | undefined): void {
    // In a group of a format another report may mean another group.
    if (!ids || this.#parts.grouping() === 'format') this.#redraw(undefined);
    else this.#redraw(ids.flatMap(id => this.#nodes.get(`dataset ${id}`) ?? []));
  }

  #redraw(nodes: readonly DatasetNode[] | undefined): void {
    if (!nodes) this.#due = undefined;
    else if (this.#due) for (const node of nodes) this.#due.add(node);
    this.#timer ??= setTimeout(() => {
      const due = this.#due;
      this.#timer = undefined;
      this.#due = new Set();
      if (!due) this.#changed.fire(undefined);
      else if (due.size > 0) this.#changed.fire([...due]);
    }, PAUSE);
  }
}
