import * as vscode from 'vscode';
import type { DatasetDiff } from '../../core/diff/diffDatasets.ts';
import { DisposableStore } from '../../core/util/disposable.ts';
import { type DiffNode, diffExamples, diffGroups } from '../../core/view/diffRows.ts';
import { treeItem } from '../treeItem.ts';
import { commandCall } from '../typed.ts';

/** One of the two datasets that are compared. */
export interface DiffSide {
  /** Absolute path of what is read. */
  path: string;
  /** What people call it. */
  name: string;
  /** The file that an editor shows for it; absent for a version that only Git has. */
  uri?: vscode.Uri;
}

/** Two datasets and what differs between them. */
export interface DatasetComparison {
  before: DiffSide;
  after: DiffSide;
  diff: DatasetDiff;
}

/** The rows of the view Dataset Changes. It holds the last comparison, and nothing before there is one. */
export class DatasetChanges implements vscode.TreeDataProvider<DiffNode>, vscode.Disposable {
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<undefined>());
  #shown: DatasetComparison | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  get shown(): DatasetComparison | undefined {
    return this.#shown;
  }

  show(comparison: DatasetComparison | undefined): void {
    this.#shown = comparison;
    this.#changed.fire(undefined);
  }

  getChildren(parent?: DiffNode): DiffNode[] {
    const diff = this.#shown?.diff;
    if (!diff) return [];
    if (!parent) return diffGroups(diff);
    return parent.kind === 'group' ? diffExamples(diff, parent.group) : [];
  }

  getTreeItem(node: DiffNode): vscode.TreeItem {
    const item = treeItem(node.row);
    if (node.kind === 'example') item.command = commandCall('tunewright.openDatasetChange', 'Open', node);
    return item;
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
