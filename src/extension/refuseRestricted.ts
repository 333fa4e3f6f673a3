import * as vscode from 'vscode';
import { Problem } from '../core/util/problem.ts';

/** Nothing of a workspace that is not trusted is sent anywhere: throws a `Problem` there. `what` begins a sentence. */
export function refuseRestricted(what: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new Problem({
    code: 'forbidden',
    message: `${what} to a model, and this workspace is not trusted.`,
    remedy: 'Trust it with "Workspaces: Manage Workspace Trust" and try again.',
  });
}
