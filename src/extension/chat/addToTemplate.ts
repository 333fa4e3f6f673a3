import * as vscode from 'vscode';
import { turnsUpTo } from '../../core/chat/branches.ts';
import { appendMessages } from '../../core/template/promptFile/appendMessages.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Services } from '../services.ts';
import { PromptPlaces } from '../templates/atPosition.ts';
import type { ChatSession } from './chatSession.ts';

/** Adds a question and its answer to the template's messages, as one step that can be undone. Nothing is saved. */
export async function addToTemplate(
  session: ChatSession,
  turn: number,
  { tell, prompts }: Services,
): Promise<void> {
  const pair = turnsUpTo(session.conversation, turn).slice(-2);
  const { templateUri } = session;
  const prompt = templateUri && (await prompts.fresh(templateUri));
  const isPair = pair[0]?.role === 'user' && pair[1]?.role === 'assistant' && pair[1].text !== '';
  const messages = pair.map(({ role, text }) => ({ role, content: text }));
  const edits = prompt && isPair ? appendMessages(prompt.file, messages) : undefined;
  if (!prompt || !edits) throw notAdded();
  const places = new PromptPlaces(prompt);
  const edit = new vscode.WorkspaceEdit();
  for (const one of edits) edit.replace(prompt.uri, places.rangeOf(one), one.newText);
  const document = await vscode.workspace.openTextDocument(prompt.uri);
  if (!(await vscode.workspace.applyEdit(edit))) throw notAdded();
  const undo = {
    title: 'Show',
    run: () => vscode.window.showTextDocument(document, vscode.ViewColumn.Beside),
  };
  tell.done('The question and its answer are examples of the template now. It is not saved yet.', undo);
}

function notAdded(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'Only a question with its answer can be added, to a template that is sound JSON.',
    remedy: 'Mend the template, or save the conversation as a training example instead.',
  });
}
