import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ConnectionNode } from '../../../../src/extension/connections/connectionsTree.ts';

type Provider = vscode.TreeDataProvider<ConnectionNode>;

/** Kept across test files, which are bundled apart: the extension is activated once for all of them. */
const shared = globalThis as { connectionsViewProvider?: Promise<Provider> };

/** Activates the extension and returns what draws its Connections view. */
export function connectionsView(): Promise<Provider> {
  shared.connectionsViewProvider ??= activate();
  return shared.connectionsViewProvider;
}

async function activate(): Promise<Provider> {
  const extension = vscode.extensions.getExtension('tunewright.tunewright');
  assert.ok(extension && !extension.isActive, 'The extension is active before it is needed.');
  const original = vscode.window.createTreeView;
  let found: Provider | undefined;
  vscode.window.createTreeView = <T>(id: string, options: vscode.TreeViewOptions<T>) => {
    if (id === 'tunewright.connections') found = options.treeDataProvider as unknown as Provider;
    return original(id, options);
  };
  try {
    await extension.activate();
  } finally {
    vscode.window.createTreeView = original;
  }
  assert.ok(found);
  return found;
}

/** The rows of the connections, as the view would draw them. */
export async function connectionNodes(): Promise<ConnectionNode[]> {
  const view = await connectionsView();
  return (await view.getChildren()) ?? [];
}

/** The row of the connection with this name. */
export async function nodeOf(name: string): Promise<ConnectionNode> {
  const node = (await connectionNodes()).find(one => one.row.label === name);
  assert.ok(node, `There is no connection ${name}.`);
  return node;
}

/** The rows of its models. */
export async function modelsOf(name: string): Promise<ConnectionNode[]> {
  const view = await connectionsView();
  return (await view.getChildren(await nodeOf(name))) ?? [];
}

/** Whether a key is stored for it, as its menu sees it. */
export async function hasKey(name: string): Promise<boolean> {
  return (await nodeOf(name)).row.context?.split(' ').includes('hasKey') === true;
}

/** Runs a command on the row of a connection, as a click there does. */
export async function run(command: string, name: string): Promise<void> {
  await vscode.commands.executeCommand(`tunewright.${command}`, await nodeOf(name));
}

/** What is in the user's settings. */
export function storedConnections(): readonly Record<string, unknown>[] {
  return vscode.workspace.getConfiguration().inspect<[]>('tunewright.connections')?.globalValue ?? [];
}

/** Removes every connection of the user, with its key. */
export async function removeAll(): Promise<void> {
  const original = vscode.window.showWarningMessage;
  vscode.window.showWarningMessage = (async (_text: string, ...items: unknown[]) => items.at(-1)) as never;
  try {
    for (const { connection } of await connectionNodes()) {
      if (connection.id !== 'sandbox') await run('removeConnection', connection.name);
    }
  } finally {
    vscode.window.showWarningMessage = original;
  }
}
