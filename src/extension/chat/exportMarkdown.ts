import * as vscode from 'vscode';
import type { Conversation } from '../../core/chat/conversation.ts';
import { conversationMarkdown } from '../../core/chat/conversationMarkdown.ts';

/** Opens the conversation as a document that is not saved yet. */
export async function exportMarkdown(conversation: Conversation): Promise<void> {
  const title = `Chat: ${conversation.template?.name ?? conversation.model ?? 'a model'}`;
  const content = conversationMarkdown(conversation, title);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document);
}
