import * as vscode from 'vscode';
import { Problem } from '../core/util/problem.ts';

/** Nothing of a workspace that is not trusted is sent anywhere: throws a `Problem` there. `what` begins a sentence. */
export function refuseRestricted(what: string): void {
  if (vscode.workspace.isTrusted) return;
  throw new Problem({
    code: 'forbidden',
    reason: RESTRICTED,
    message: `${what}, and this workspace is not trusted.`,
    remedy: TRUST_REMEDY,
  });
}

/** What a launch does. */
export const LAUNCH = 'A launch sends datasets to a provider and costs money';

/** The reason of a `Problem` that is gone once the workspace is trusted. */
export const RESTRICTED = 'restricted';

export const TRUST_REMEDY = 'Trust it with "Workspaces: Manage Workspace Trust" and try again.';
