import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { webAddress } from '../../core/view/webAddress.ts';
import type { AnswerRequests } from '../../protocol/answer.ts';
import type { Handlers } from '../../protocol/channel.ts';

/** Does what a text of a model asks for, once the user agrees. */
export const answerHandlers: Handlers<{ requests: AnswerRequests; events: Record<string, never> }> = {
  async openLink({ address }) {
    const whole = typeof address === 'string' ? webAddress(address) : undefined;
    if (whole === undefined) throw notOpened();
    const open = 'Open';
    const answer = await vscode.window.showWarningMessage(
      'A model wrote this link. Open it in the browser?',
      { modal: true, detail: whole },
      open,
    );
    if (answer === open) await vscode.env.openExternal(vscode.Uri.parse(whole, true));
    return undefined;
  },
  async copyText({ text }) {
    if (typeof text === 'string') await vscode.env.clipboard.writeText(text);
    return undefined;
  },
};

function notOpened(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'Only addresses of the web are opened.',
    remedy: 'Copy the text if you know that you can trust it.',
  });
}
