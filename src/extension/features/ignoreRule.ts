import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { editProjectFile, findProjectFile } from './projectFileEdits.ts';

/** Turns a rule off: in the settings, the workspace's where there is one, or in the project file. */
export function registerIgnoreRule(services: Services): vscode.Disposable {
  return registerCommand('tunewright.ignoreRule', services.tell, async (text, ruleId, where) => {
    const uri = vscode.Uri.parse(text);
    const place = where === 'project' ? await findProjectFile(services, uri) : undefined;
    if (!place) return ignoreInSettings(services, uri, ruleId);
    const { withRuleSeverity } = await import('../../core/project/editProject.ts');
    await editProjectFile(services, place, before => withRuleSeverity(before, ruleId, 'off'));
    vscode.window.setStatusBarMessage(`$(check) ${ruleId} is ignored in this project`, 5000);
  });
}

async function ignoreInSettings(services: Services, uri: vscode.Uri, ruleId: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('tunewright', uri);
  const known = configuration.inspect<Record<string, unknown>>('rules');
  const { workspaceFolders } = vscode.workspace;
  const target = workspaceFolders?.length
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const before = target === vscode.ConfigurationTarget.Workspace ? known?.workspaceValue : known?.globalValue;
  await configuration.update('rules', { ...before, [ruleId]: withOff(before?.[ruleId]) }, target);
  const { rules } = await services.settings.of(uri);
  if (rules[ruleId]?.severity === 'off') {
    vscode.window.setStatusBarMessage(`$(check) ${ruleId} is ignored in the settings`, 5000);
    return;
  }
  services.tell.warn(`The project file sets ${ruleId} as well, and it wins over the settings.`, {
    title: 'Ignore It There',
    run: () => vscode.commands.executeCommand('tunewright.ignoreRule', uri.toString(), ruleId, 'project'),
  });
}

/** Options of the rule are kept for the day when it is turned on again. */
function withOff(setting: unknown): unknown {
  return typeof setting === 'object' && setting !== null ? { ...setting, severity: 'off' } : 'off';
}
