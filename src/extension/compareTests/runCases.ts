import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { caseOutcome } from '../../core/view/compare/caseOutcome.ts';
import { agreesToRun } from '../compare/agreesToRun.ts';
import type { CompareRun } from '../compare/compareRun.ts';
import type { CompareSession } from '../compare/compareSession.ts';
import { checkTrust } from '../compare/startRun.ts';
import { problemText } from '../../core/util/problemText.ts';

export interface CasesToRun {
  run: vscode.TestRun;
  session: CompareSession;
  runner: CompareRun;
  cases: readonly { item: vscode.TestItem; caseId: string }[];
  token: vscode.CancellationToken;
}

/** Asks for the answers of some cases of a comparison that are not there, and tells how each case stands. */
export async function runCases(wanted: CasesToRun): Promise<void> {
  const { run, session, runner, cases, token } = wanted;
  for (const { item } of cases) run.started(item);
  const only = new Set(cases.map(({ caseId }) => caseId));
  const stop = token.onCancellationRequested(() => runner.stop());
  try {
    checkTrust();
    await session.open();
    if (session.problem) throw new Problem(session.problem);
    if (!(await agreesToRun(await runner.look(only)))) return skip(wanted);
    const outcome = await runner.run({ only });
    if (outcome?.problem) run.appendOutput(`${problemText(outcome.problem)}\r\n`);
    await session.settled();
    for (const one of cases) tell(wanted, one);
  } catch (thrown) {
    const problem = thrown instanceof Problem ? thrown.data : undefined;
    if (!problem) throw thrown;
    for (const { item } of cases) run.errored(item, new vscode.TestMessage(problemText(problem)));
  } finally {
    stop.dispose();
  }
}

function skip({ run, cases }: CasesToRun): void {
  for (const { item } of cases) run.skipped(item);
}

function tell({ run, session }: CasesToRun, { item, caseId }: CasesToRun['cases'][number]): void {
  const grid = session.grid();
  const one = session.comparison?.cases.find(({ id }) => id === caseId);
  if (!grid || !one) {
    run.skipped(item);
    return;
  }
  const { state, messages, ms } = caseOutcome(grid.state, grid.index, one);
  const shown = messages.map(({ text, expected, actual }) => {
    const message =
      expected === undefined
        ? new vscode.TestMessage(text)
        : vscode.TestMessage.diff(text, expected, actual ?? '');
    if (item.uri && item.range) message.location = new vscode.Location(item.uri, item.range);
    return message;
  });
  if (state === 'passed') run.passed(item, ms);
  else if (state === 'failed') run.failed(item, shown, ms);
  else if (state === 'errored') run.errored(item, shown, ms);
  else run.skipped(item);
}
