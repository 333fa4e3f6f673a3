import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Drawn {
  options: vscode.TreeViewOptions<unknown>;
  view: vscode.TreeView<unknown>;
}

/** Kept across test files, which are bundled apart: the extension is activated once for all of them. */
const shared = globalThis as { trainingViews?: Promise<Map<string, Drawn>> };

/** Activates the extension and returns what draws one of its views. */
export async function viewOf<Node>(id: string) {
  shared.trainingViews ??= activate();
  const drawn = (await shared.trainingViews).get(id);
  assert.ok(drawn, `There is no view ${id}.`);
  return {
    provider: drawn.options.treeDataProvider as vscode.TreeDataProvider<Node>,
    drag: drawn.options.dragAndDropController as vscode.TreeDragAndDropController<Node> | undefined,
    view: drawn.view as vscode.TreeView<Node>,
  };
}

async function activate(): Promise<Map<string, Drawn>> {
  const extension = vscode.extensions.getExtension('tunewright.tunewright');
  assert.ok(extension && !extension.isActive, 'The extension is active before it is needed.');
  const original = vscode.window.createTreeView;
  const found = new Map<string, Drawn>();
  vscode.window.createTreeView = <T>(id: string, options: vscode.TreeViewOptions<T>) => {
    const view = original(id, options);
    found.set(id, { options: options as never, view: view as never });
    return view;
  };
  try {
    await extension.activate();
  } finally {
    vscode.window.createTreeView = original;
  }
  return found;
}

/**
 * An event for `until`: fires whenever somebody has looked at a view, at first and after each change of it. Nothing that
 * changes while it is looked at is missed.
 */
export function onceDrawn<Node>(
  { onDidChangeTreeData }: vscode.TreeDataProvider<Node>,
  look: () => Promise<void>,
): (listener: () => void) => vscode.Disposable {
  return listener => {
    let looking = Promise.resolve();
    // One after the other, so that the latest look counts.
    const again = () => {
      looking = looking.then(look).then(listener);
    };
    const subscription = onDidChangeTreeData!(again) as vscode.Disposable;
    again();
    return subscription;
  };
}

/** The rows below one, as the view would draw them. */
export async function rowsBelow<Node>(
  provider: vscode.TreeDataProvider<Node>,
  parent?: Node,
): Promise<{ node: Node; item: vscode.TreeItem; label: string; description: string }[]> {
  const nodes = (await provider.getChildren(parent)) ?? [];
  return Promise.all(
    nodes.map(async node => {
      const item = await provider.getTreeItem(node);
      return { node, item, label: String(item.label), description: String(item.description ?? '') };
    }),
  );
}

/** The row with a label, searched level by level. Fails with what is there. */
export async function rowOf<Node>(provider: vscode.TreeDataProvider<Node>, ...labels: string[]) {
  let parent: Node | undefined;
  let row: Awaited<ReturnType<typeof rowsBelow<Node>>>[number] | undefined;
  for (const label of labels) {
    const rows = await rowsBelow(provider, parent);
    row = rows.find(one => one.label === label);
    assert.ok(row, `There is no "${label}" among: ${rows.map(one => one.label).join(', ')}`);
    parent = row.node;
  }
  return row!;
}
