import * as vscode from 'vscode';
import { TUNE_ENDING } from '../launch/tuneName.ts';
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
      // One is made first, and left open to be read before it is launched.
      if (tunes.length === 0) return vscode.commands.executeCommand('tunewright.newTune', dataset);
      const chosen = tunes.length === 1 ? tunes[0] : await chooseTune(tunes);
      if (chosen) pages.show(chosen.toString());
    }),
  );
}

function activeTune(): vscode.Uri | undefined {
  const uri = activeFile();
  return uri?.path.endsWith(TUNE_ENDING) ? uri : undefined;
}
