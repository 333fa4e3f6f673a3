import * as vscode from 'vscode';
import { turnsInSight } from '../../core/chat/branches.ts';
import type { Conversation } from '../../core/chat/conversation.ts';
import { count } from '../../core/text/count.ts';
import type { ChatStore } from '../../node/chatStore.ts';

interface Choice extends vscode.QuickPickItem {
  id: string;
}

/** Asks for one of the earlier conversations of the workspace. They can be deleted there. */
export async function chooseConversation(store: ChatStore): Promise<string | undefined> {
  const stored = await store.all();
  if (stored.length === 0) {
    void vscode.window.showInformationMessage('There is no earlier conversation in this workspace.');
    return undefined;
  }
  const picker = vscode.window.createQuickPick<Choice>();
  const trash = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Delete' };
  picker.title = 'Earlier Conversations';
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.items = stored.map(one => ({ ...choiceOf(one), buttons: [trash] }));
  return new Promise(resolve => {
    picker.onDidTriggerItemButton(async ({ item }) => {
      await store.delete(item.id);
      picker.items = picker.items.filter(({ id }) => id !== item.id);
    });
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.id);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function choiceOf(conversation: Conversation): Choice {
  const { id, template, model, changedAt } = conversation;
  const turns = turnsInSight(conversation);
  return {
    id,
    label: template?.name ?? model ?? 'Chat',
    description: `${count(turns.length, 'turn')}, ${new Date(changedAt).toLocaleString()}`,
    detail: (turns[0]?.value ?? turns[0]?.text ?? '').replace(/\s+/g, ' ').slice(0, 120),
  };
}
