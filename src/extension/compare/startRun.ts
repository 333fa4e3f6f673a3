import * as vscode from 'vscode';
import { openBatches } from '../../core/evaluate/compare/batchAnswers.ts';
import type { BatchMode } from '../../core/evaluate/compare/runComparison.ts';
import { RESTRICTED } from '../refuseRestricted.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Teller } from '../tell.ts';
import type { CompareRun, NextRun } from './compareRun.ts';
import type { CompareSession } from './compareSession.ts';

/**
 * Reads a comparison as it is now and asks for what is not there. `agrees` is asked
 * before anything is sent. Throws a `Problem` when it cannot be run.
 */
export async function startRun(
  session: CompareSession,
  run: CompareRun,
  tell: Teller,
  batch?: BatchMode,
  agrees?: (next: NextRun | undefined) => Promise<boolean>,
): Promise<void> {
  checkTrust();
  await session.open();
  if (session.problem) throw new Problem(session.problem);
  if (agrees && !(await agrees(await run.look()))) return;
  const outcome = await run.run(batch ? { batch } : {});
  if (outcome?.problem) tell.failed(new Problem(outcome.problem));
}

/** Goes on waiting for batches that an earlier window began, so that their answers come by themselves. */
export async function waitForOpenBatches(
  session: CompareSession,
  run: CompareRun,
  tell: Teller,
): Promise<void> {
  if (!vscode.workspace.isTrusted || run.state || openBatches(session.results).length === 0) return;
  await startRun(session, run, tell, 'wait');
}

/** Throws a `Problem` in a workspace that is not trusted: nothing of it is run. */
export function checkTrust(): void {
  if (!vscode.workspace.isTrusted) throw untrusted();
}

function untrusted(): Problem {
  return new Problem({
    code: 'forbidden',
    reason: RESTRICTED,
    message: 'This workspace is not trusted, so nothing of it is run.',
    remedy: 'Trust it with "Workspaces: Manage Workspace Trust", then run the comparison.',
  });
}
