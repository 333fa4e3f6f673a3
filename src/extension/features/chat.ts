import path from 'node:path';
import * as vscode from 'vscode';
import type { Conversation } from '../../core/chat/conversation.ts';
import { Problem } from '../../core/util/problem.ts';
import { type ChatHost, ChatPanel } from '../chat/chatPanel.ts';
import { ChatStore } from '../../node/chatStore.ts';
import type { ConnectionNode } from '../connections/connectionsTree.ts';
import { chosenFile, fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { Panels } from '../webviews/panel.ts';

/** *Chat*: a page for each conversation, with a template or with a bare model, there again after a reload. */
export function registerChat(services: Services): vscode.Disposable {
  const { context, tell } = services;
  const storage = context.storageUri ?? context.globalStorageUri;
  const store = new ChatStore(path.join(storage.fsPath, 'chats'));
  const begun = new Map<string, Conversation>();

  const start = async (given: Pick<Conversation, 'template' | 'connection' | 'model'>) => {
    const { newConversation } = await import('../../core/chat/conversation.ts');
    const conversation = newConversation(crypto.randomUUID(), Date.now(), given);
    begun.set(conversation.id, conversation);
    chats.show(conversation.id);
  };
  const host: ChatHost = {
    services,
    store,
    begun(id) {
      const conversation = begun.get(id);
      begun.delete(id);
      return conversation;
    },
    startLike: ({ template, connection, model }) =>
      start({
        ...(template && { template }),
        ...(connection !== undefined && { connection }),
        ...(model !== undefined && { model }),
      }),
    openEarlier: async () => {
      const { chooseConversation } = await import('../chat/chooseConversation.ts');
      const id = await chooseConversation(store);
      if (id !== undefined) chats.show(id);
    },
  };
  const chats = new Panels<ChatPanel>(context.extensionUri, tell, {
    page: 'chat',
    place: { viewColumn: vscode.ViewColumn.Active },
    fill: (panel, id) => new ChatPanel(host, panel, id),
  });

  /** Goes on with the last conversation of a template, else begins one. */
  const chatWith = async (uri: vscode.Uri) => {
    const key = uri.toString();
    const [open] = chats.all().filter(([, { template }]) => template === key);
    const last = open?.[0] ?? (await store.all()).find(({ template }) => template?.uri === key)?.id;
    if (last !== undefined) chats.show(last);
    else await start({ template: { uri: key, name: fileName(uri) } });
  };

  return vscode.Disposable.from(
    chats,
    registerCommand('tunewright.chat', tell, async given => {
      if (isModel(given)) return start({ connection: given.connection.id, model: given.model });
      const uri = typeof given === 'string' || given === undefined ? chosenFile(given) : given;
      if (
        !(uri instanceof vscode.Uri) ||
        !/\.(json|jsonc|prompty|jinja2?|j2|njk|minijinja)$/i.test(uri.path)
      ) {
        throw nothingToChatWith();
      }
      await chatWith(uri);
    }),
  );
}

function isModel(given: unknown): given is ConnectionNode & { model: string } {
  return typeof given === 'object' && given !== null && 'connection' in given && 'model' in given;
}

function nothingToChatWith(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No chat template is open in the active editor.',
    remedy: 'Open a .prompt.json file, or choose Chat on a model in the Connections view.',
  });
}
