import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import type { Teller } from '../tell.ts';
import type { CompareRun } from './compareRun.ts';
import type { CompareSession } from './compareSession.ts';

/** Reads a comparison as it is now and asks for what is not there. Throws a `Problem` when it cannot be run. */
export async function startRun(session: CompareSession, run: CompareRun, tell: Teller): Promise<void> {
  checkTrust();
  await session.open();
  if (session.problem) throw new Problem(session.problem);
  const outcome = await run.run();
  if (outcome?.problem) tell.failed(new Problem(outcome.problem));
}

/** Throws a `Problem` in a workspace that is not trusted: nothing of it is run. */
export function checkTrust(): void {
  if (!vscode.workspace.isTrusted) throw untrusted();
}

function untrusted(): Problem {
  return new Problem({
    code: 'forbidden',
    message: 'This workspace is not trusted, so nothing of it is run.',
    remedy: 'Trust it with "Workspaces: Manage Workspace Trust", then run the comparison.',
  });
}
