import * as vscode from 'vscode';
import { TUNE_ENDING } from '../launch/tuneName.ts';
import { Problem } from '../../core/util/problem.ts';
import { datasetOf } from '../datasets/datasetNode.ts';
import { activeFile } from '../files.ts';
import { LaunchPanel } from '../launch/launchPanel.ts';
import { chooseTune, tunesWith } from '../launch/tunesWith.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { Panels } from '../webviews/panel.ts';

/** *Launch*: the page with everything that is to be known before a job begins. */
export function registerLaunchPages(services: Services): vscode.Disposable {
  const { context, tell } = services;
  const pages = new Panels(context.extensionUri, tell, {
    page: 'launch',
    place: { viewColumn: vscode.ViewColumn.Active },
    fill: (panel, key) => new LaunchPanel(services, panel, vscode.Uri.parse(key)),
  });
  return vscode.Disposable.from(
    pages,
    registerCommand('tunewright.launchTune', tell, async given => {
      const uri = typeof given === 'string' ? vscode.Uri.parse(given) : (given ?? activeTune());
      const chosen = uri ?? (await chooseTune(await vscode.workspace.findFiles(`**/*${TUNE_ENDING}`)));
      if (chosen) pages.show(chosen.toString());
    }),
    registerCommand('tunewright.launchSelected', tell, async row => {
      const dataset = datasetOf(row);
      if (!dataset) return;
      const tunes = await tunesWith(dataset);
      if (tunes.length === 0) throw noTuneProblem();
      const chosen = tunes.length === 1 ? tunes[0] : await chooseTune(tunes);
      if (chosen) pages.show(chosen.toString());
    }),
  );
}

function activeTune(): vscode.Uri | undefined {
  const uri = activeFile();
  return uri?.path.endsWith(TUNE_ENDING) ? uri : undefined;
}

function noTuneProblem(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No tune trains with this dataset yet.',
    remedy: 'Make one with New Tune and launch it from there.',
  });
}
