import * as vscode from 'vscode';
import type { MoveDestination } from '../../core/move/movePlan.ts';
import { TOOL_INFO, TOOLS } from '../../core/move/tools.ts';
import type { TuneContext } from '../../core/tune/tuneContext.ts';

type Item = vscode.QuickPickItem & { to?: MoveDestination };

/** Asks where a tune is to be moved. Undefined when the user left. `from` is where it is now. */
export async function chooseDestination(
  { connections, capabilities, models }: TuneContext,
  from: string,
  name: string,
): Promise<MoveDestination | undefined> {
  const trained = connections.flatMap((connection): Item[] => {
    const can = capabilities(connection);
    if (!can?.fineTuning || connection.id === from) return [];
    const listed = models(connection);
    const to: MoveDestination = {
      kind: 'connection',
      connection,
      capabilities: can,
      ...(listed && { listed }),
    };
    return [{ label: connection.name, description: connection.kind, to }];
  });
  const own = TOOLS.map((tool): Item => {
    const { title, description } = TOOL_INFO[tool];
    return { label: title, description: `a folder: ${description}`, to: { kind: 'tool', tool } };
  });
  const add: Item = { label: '$(add) Add Connection…' };
  const picked = await vscode.window.showQuickPick(
    [separator('Connections'), ...trained, add, separator('Trainers of your own'), ...own],
    {
      title: `Move ${name}`,
      placeHolder: 'Where to? Nothing is written before you have seen what changes and what is lost.',
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  if (picked === add) await vscode.commands.executeCommand('tunewright.addConnection');
  return picked?.to;
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
