import * as vscode from 'vscode';
import { count } from '../../core/text/count.ts';
import type { PreflightResult } from '../../core/tune/preflight/preflightTune.ts';
import { isAbort, Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { chosenTune } from '../tune/tuneDocuments.ts';
import { registerCommand } from '../typed.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';

/** *Check* and *Estimate* for a tune. *Launch* is a page of its own. */
export function registerTuneCommands(services: Services): vscode.Disposable {
  const { tell } = services;
  return vscode.Disposable.from(
    registerCommand('tunewright.checkTune', tell, async given => {
      const looked = await lookInto(services, given);
      if (looked) tellCheck(services, looked.document, looked.result);
    }),
    registerCommand('tunewright.estimateTune', tell, async given => {
      const looked = await lookInto(services, given);
      if (looked) await estimate(services, looked.document, looked.result);
    }),
  );
}

/** Reads a tune, saved first so that what is launched is on disk, and the datasets that it names. */
async function lookInto({ tunes }: Services, given: vscode.Uri | string | undefined) {
  const document = await chosenTune(given);
  if (!document) return undefined;
  if (document.isDirty && !(await document.save())) {
    throw new Problem({
      code: 'rejected',
      message: 'The tune is not saved.',
      remedy: 'Save it and try again.',
    });
  }
  try {
    const result = await withCancellableProgress(
      `Reading the datasets of ${fileName(document.uri)}`,
      (signal, report) => {
        let done = 0;
        return tunes.preflight(document.uri, document.getText(), {
          signal,
          onProgress: (bytes, total) => {
            const percent = Math.floor((bytes / Math.max(1, total)) * 100);
            if (percent > done) report(`${percent} %`, percent - done);
            done = percent < done ? 0 : percent;
          },
        });
      },
    );
    tunes.surveyed(document, result);
    return { document, result };
  } catch (thrown) {
    if (isAbort(thrown)) return undefined;
    throw thrown;
  }
}

function tellCheck(
  { tell }: Services,
  { uri }: vscode.TextDocument,
  { findings, preflight }: PreflightResult,
): void {
  const issues = preflight?.issues ?? findings;
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const warnings = issues.filter(({ severity }) => severity === 'warning').length;
  const name = fileName(uri);
  if (errors + warnings === 0) {
    tell.done(`${name} can be launched: nothing speaks against it.`);
    return;
  }
  const found = [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')].filter(
    Boolean,
  );
  const first = issues.find(({ severity }) => severity !== 'info')!;
  tell.warn(`${name} has ${found.join(' and ')}. ${first.message}`, {
    title: 'Show Problems',
    run: async () => {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    },
  });
}

async function estimate(
  services: Services,
  document: vscode.TextDocument,
  result: PreflightResult,
): Promise<void> {
  const { preflight } = result;
  if (!preflight) return tellCheck(services, document, result);
  const { preflightRows } = await import('../../core/view/preflightRows.ts');
  const errors = preflight.issues.filter(({ severity }) => severity === 'error');
  const inTheWay = errors.map(({ message, remedy }) => ({
    label: 'In the way',
    value: `${message} ${remedy}`,
  }));
  const detail = [...preflightRows(preflight), ...inTheWay]
    .map(({ label, value }) => `${label}: ${value}`)
    .join('\n');
  const chosen = await vscode.window.showInformationMessage(
    `${preflight.name}: before a launch`,
    { modal: true, detail },
    'Launch…',
  );
  if (chosen !== undefined) await vscode.commands.executeCommand('tunewright.launchTune', document.uri);
}
