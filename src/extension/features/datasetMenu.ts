import * as vscode from 'vscode';
import { chosenFile, fileName, noDatasetProblem } from '../files.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { choosePin } from './choosePin.ts';

/** The menu behind the status item: everything that can be done about one dataset. With a key it asks for that at once. */
export function registerDatasetMenu(services: Services): vscode.Disposable {
  return registerCommand('tunewright.showDatasetMenu', services.tell, async (text, pin) => {
    const uri = chosenFile(text);
    if (!uri || !services.lint.state(uri)) throw noDatasetProblem();
    if (pin) return choosePin(services, uri, pin);
    const picked = await vscode.window.showQuickPick(itemsFor(services, uri), {
      title: fileName(uri),
      placeHolder: 'What would you like to change or do?',
    });
    await picked?.run?.();
  });
}

interface MenuItem extends vscode.QuickPickItem {
  run?: () => unknown;
}

async function itemsFor(services: Services, uri: vscode.Uri): Promise<MenuItem[]> {
  const { formatName } = await import('../../core/view/datasetStatus.ts');
  const { targetOf } = await import('../../core/targets/registry.ts');
  const { METHOD_TITLES } = await import('../../core/project/projectSchema.ts');
  const settings = await services.settings.of(uri);
  const report = services.lint.state(uri)?.report;
  const run =
    (command: string, ...given: unknown[]) =>
    () =>
      vscode.commands.executeCommand(command, ...given);
  const format = report ? formatName(report) : 'Not known yet';
  const isPinned = settings.format !== undefined;
  return [
    { label: 'This file', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(symbol-structure) Format',
      description: report?.format === 'none' || isPinned ? format : `${format} (recognised)`,
      run: () => choosePin(services, uri, 'format'),
    },
    {
      label: '$(target) Target',
      description: targetOf(settings.target)?.title ?? settings.target,
      run: () => choosePin(services, uri, 'target'),
    },
    {
      label: '$(mortar-board) Method',
      description: settings.method ? METHOD_TITLES[settings.method] : 'Any',
      run: () => choosePin(services, uri, 'method'),
    },
    { label: 'Actions', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(wand) Fix all safe problems',
      run: run('tunewright.fixMany', uri.toString(), { safety: 'safe' }),
    },
    { label: '$(package) Prepare dataset', run: run('tunewright.prepareDataset', uri) },
    { label: '$(list-flat) Show problems', run: run('workbench.actions.view.problems') },
    { label: '$(refresh) Lint again', run: run('tunewright.lintAgain', uri.toString()) },
    { label: '$(settings-gear) Open project file', run: run('tunewright.openProjectFile', uri.toString()) },
  ];
}
