import * as vscode from 'vscode';
import { expandPaths } from '../../node/expandPaths.ts';
import type { LintReport } from '../../core/lint/report.ts';
import { count } from '../../core/text/count.ts';
import { toProblemData } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { problemText } from '../../core/util/problemText.ts';
import { registerCommand } from '../typed.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseDatasets } from './chooseDatasets.ts';

/** Lints files and folders by command, whether they are open or not, and says how they stand. */
export function registerLintDataset(services: Services): vscode.Disposable {
  return registerCommand('tunewright.lintDataset', services.tell, async (clicked, selected) => {
    const chosen = selected?.length ? selected : clicked ? [clicked] : await chooseDatasets();
    if (chosen.length === 0) return;
    const outcome = await withCancellableProgress('Linting', (signal, report) =>
      lintAll(services, chosen, signal, report),
    );
    if (outcome) tellOutcome(services, outcome);
  });
}

interface Outcome {
  reports: { uri: vscode.Uri; report: LintReport }[];
  /** What could not be linted, as sentences. */
  failures: string[];
  /** Folders that were chosen and hold no dataset. */
  empty: string[];
}

/** Undefined when it was cancelled; what was linted until then stays listed. */
async function lintAll(
  { lint, log }: Services,
  chosen: readonly vscode.Uri[],
  signal: AbortSignal,
  show: (message: string, increment: number) => void,
): Promise<Outcome | undefined> {
  const onDisk = chosen.filter(uri => uri.scheme === 'file').map(uri => uri.fsPath);
  const outcome: Outcome = { reports: [], failures: [], empty: [] };
  try {
    const { files, empty } = await expandPaths(onDisk, '/', signal);
    outcome.empty = empty;
    const elsewhere = chosen.filter(uri => uri.scheme !== 'file');
    const uris = [...elsewhere, ...files.map(file => vscode.Uri.file(file))];
    for (const [index, uri] of uris.entries()) {
      const message = uris.length > 1 ? `${fileName(uri)} (${index + 1} of ${uris.length})` : fileName(uri);
      let told = 0;
      const tell = (fraction: number) => {
        const percent = Math.floor((fraction * 100) / uris.length);
        show(message, percent - told);
        told = percent;
      };
      tell(0);
      try {
        outcome.reports.push({ uri, report: await lint.lint(uri, signal, tell) });
      } catch (error) {
        if (signal.aborted) return undefined;
        const problem = toProblemData(error);
        log.problem(problem);
        outcome.failures.push(problemText(problem));
      }
      tell(1);
    }
    return outcome;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function tellOutcome({ tell }: Services, { reports, failures, empty }: Outcome): void {
  if (failures.length > 0) {
    const more =
      failures.length > 1 ? ` ${count(failures.length - 1, 'other file')} could not be read either.` : '';
    tell.warn(`${failures[0]}${more}`);
  }
  if (reports.length === 0) {
    if (failures.length === 0) tellNothingFound(tell, empty);
    return;
  }
  const sum = (of: (report: LintReport) => number) =>
    reports.reduce((all, { report }) => all + of(report), 0);
  const errors = sum(report => report.totals.error);
  const warnings = sum(report => report.totals.warning);
  const examples = sum(report => report.examples);
  const [only] = reports;
  const what = reports.length === 1 && only ? fileName(only.uri) : count(reports.length, 'file');
  const prepare = {
    title: 'Prepare Dataset',
    run: () => vscode.commands.executeCommand('tunewright.prepareDataset', only?.uri),
  };
  if (errors + warnings === 0) {
    const next = reports.length === 1 ? [prepare] : [];
    tell.done(`${what}: ${count(examples, 'example')}, no errors and no warnings.`, ...next);
    return;
  }
  tell.done(
    `${what}: ${count(examples, 'example')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}.`,
    { title: 'Show Problems', run: () => vscode.commands.executeCommand('workbench.actions.view.problems') },
    ...(reports.length === 1 ? [prepare] : []),
  );
}

function tellNothingFound(tell: Services['tell'], empty: readonly string[]): void {
  const where = empty.length === 1 ? `${empty[0]} holds` : 'These folders hold';
  tell.done(`${where} no .jsonl files. A file of another name can be chosen by itself.`, {
    title: 'Choose a File',
    run: () => vscode.commands.executeCommand('tunewright.lintDataset'),
  });
}
