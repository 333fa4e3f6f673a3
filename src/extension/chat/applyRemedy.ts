import * as vscode from 'vscode';
import { turnsInSight } from '../../core/chat/branches.ts';
import type { ChatRemedy } from '../../core/view/chat.ts';
import type { ChatSession } from './chatSession.ts';

/** Does what a button beside a problem says. Choosing a model is a request of its own. */
export async function applyRemedy(action: ChatRemedy, session: ChatSession): Promise<void> {
  const { commands, window } = vscode;
  if (action === 'trust') await commands.executeCommand('workbench.trust.manage');
  if (action === 'enter-key')
    await commands.executeCommand('tunewright.enterKey', { connection: session.connection });
  if (action === 'show-template' && session.templateUri) await window.showTextDocument(session.templateUri);
  if (action === 'retry') {
    const last = turnsInSight(session.conversation).at(-1);
    if (last) await session.retry(last.id);
  }
}
