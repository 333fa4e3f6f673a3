import * as vscode from 'vscode';
import type { CommandId } from '../contributions/commands.ts';
import type { ContextKeys } from '../contributions/contextKeys.ts';
import { NEED_TRUST } from '../contributions/needTrust.ts';
import type { SettingId, SettingTypes } from '../contributions/settings.ts';
import type { FileRewrite } from '../core/lint/finding.ts';
import type { PinKey } from '../core/project/pinDataset.ts';
import type { DiffNode } from '../core/view/diffRows.ts';
import type { FixSelection } from '../protocol/lint.ts';
import type { ConnectionNode } from './connections/connectionsTree.ts';
import type { DatasetNode } from './datasets/datasetNode.ts';
import type { JobNode } from './jobs/jobNode.ts';
import type { ComparisonOrigin } from './newComparison/comparisonStart.ts';
import { refuseRestricted } from './refuseRestricted.ts';
import type { Teller } from './tell.ts';

/** What each command is called with. Menus and the palette leave everything out that they do not know. */
interface CommandArguments extends Record<CommandId, unknown[]> {
  'tunewright.lintDataset': [clicked?: vscode.Uri, selected?: readonly vscode.Uri[]];
  'tunewright.prepareDataset': [file?: vscode.Uri];
  'tunewright.convertDataset': [clicked?: vscode.Uri, selected?: readonly vscode.Uri[]];
  'tunewright.compareDatasetWith': [file?: vscode.Uri, selected?: readonly vscode.Uri[]];
  'tunewright.compareDatasetWithGit': [file?: vscode.Uri];
  'tunewright.compareAgain': [];
  'tunewright.closeDatasetChanges': [];
  'tunewright.openDatasetChange': [node: DiffNode];
  'tunewright.splitDataset': [file?: vscode.Uri];
  'tunewright.refreshDatasets': [];
  'tunewright.groupByFormat': [];
  'tunewright.groupByFolder': [];
  'tunewright.lintSelected': [row?: DatasetNode, selected?: readonly DatasetNode[]];
  'tunewright.prepareSelected': [row?: DatasetNode];
  'tunewright.splitSelected': [row?: DatasetNode];
  'tunewright.pairSelected': [row?: DatasetNode];
  'tunewright.unpairSelected': [row?: DatasetNode];
  'tunewright.uploadSelected': [row?: DatasetNode, selected?: readonly DatasetNode[]];
  'tunewright.refreshFiles': [row?: DatasetNode];
  'tunewright.copyFileId': [row?: DatasetNode];
  'tunewright.deleteFile': [row?: DatasetNode];
  'tunewright.launchSelected': [row?: DatasetNode];
  'tunewright.refreshJobs': [];
  'tunewright.openJob': [row?: JobNode];
  'tunewright.compareCurves': [row?: JobNode];
  'tunewright.pauseJob': [row?: JobNode];
  'tunewright.resumeJob': [row?: JobNode];
  'tunewright.cancelJob': [row?: JobNode];
  'tunewright.copyJobModel': [row?: JobNode];
  'tunewright.chatWithJobModel': [row?: JobNode];
  'tunewright.continueFromModel': [row?: JobNode];
  'tunewright.cloneTune': [row?: JobNode];
  'tunewright.removeJob': [row?: JobNode];
  'tunewright.deleteModel': [row?: JobNode];
  'tunewright.deleteUnusedFiles': [row?: JobNode];
  'tunewright.openDatasetPage': [file?: vscode.Uri | DatasetNode];
  /** Counted from 1; asked for when absent. */
  'tunewright.goToExample': [number?: number];
  'tunewright.showDatasetMenu': [uri?: string, pin?: PinKey];
  'tunewright.fixAllSafe': [];
  'tunewright.teachUnknown': [uri?: string];
  'tunewright.lintAgain': [uri?: string];
  'tunewright.clearFindings': [];
  'tunewright.openProjectFile': [uri?: string];
  'tunewright.showRule': [ruleId?: string];
  'tunewright.openSample': [];
  'tunewright.showLog': [];
  'tunewright.previewPrompt': [file?: vscode.Uri | string];
  'tunewright.runPrompt': [file?: vscode.Uri | string];
  'tunewright.runPromptTimes': [file?: vscode.Uri | string];
  'tunewright.stopRun': [file?: vscode.Uri | string];
  'tunewright.chooseRunTarget': [file?: vscode.Uri | string];
  'tunewright.showRunHistory': [file?: vscode.Uri | string];
  'tunewright.importPrompt': [file?: vscode.Uri];
  'tunewright.importEvaluation': [file?: vscode.Uri];
  'tunewright.copyPromptAs': [file?: vscode.Uri | string];
  'tunewright.compareRuns': [file: vscode.Uri, run: string];
  'tunewright.chat': [target?: vscode.Uri | string | ConnectionNode];
  'tunewright.runOverDataset': [clicked?: vscode.Uri];
  'tunewright.runOverFolder': [clicked?: vscode.Uri];
  'tunewright.resumeRun': [];
  'tunewright.reviewRejected': [clicked?: vscode.Uri];
  'tunewright.generateConversations': [file?: vscode.Uri];
  'tunewright.makeDatasetFromTable': [clicked?: vscode.Uri];
  'tunewright.makeDatasetFromDialogue': [clicked?: vscode.Uri];
  'tunewright.showRunningBatches': [];
  'tunewright.makeDatasetFromFeedback': [comparison?: vscode.Uri];
  'tunewright.newComparison': [from?: ComparisonOrigin];
  'tunewright.runComparison': [file?: vscode.Uri];
  'tunewright.openComparison': [file?: vscode.Uri];
  'tunewright.addConnection': [];
  'tunewright.findLocalServers': [];
  'tunewright.testConnection': [row?: ConnectionNode];
  'tunewright.enterKey': [row?: ConnectionNode];
  'tunewright.renameConnection': [row?: ConnectionNode];
  'tunewright.changeAddress': [row?: ConnectionNode];
  'tunewright.removeConnection': [row?: ConnectionNode];
  'tunewright.newTune': [training?: vscode.Uri];
  'tunewright.checkTune': [tune?: vscode.Uri | string];
  'tunewright.estimateTune': [tune?: vscode.Uri | string];
  'tunewright.launchTune': [tune?: vscode.Uri | string];
  'tunewright.moveTune': [tune?: vscode.Uri | string];
  'tunewright.moveJob': [row?: JobNode];
  'tunewright.showSpending': [];
  'tunewright.setSpendingCap': [];
  'tunewright.copyModelName': [row?: ConnectionNode];
  'tunewright.fixMany': [uri: string, selection: FixSelection];
  /** `line` is zero-based; absent for all. */
  'tunewright.renderAgain': [uri: string, line?: number];
  'tunewright.rewriteFile': [uri: string, rewrite: FileRewrite];
  'tunewright.ignoreRule': [uri: string, ruleId: string, where: IgnorePlace];
  /** `line` is the text of the example; absent for findings about the file. */
  'tunewright.suppressFinding': [uri: string, ruleId: string, line?: string];
  'tunewright.prepareForTarget': [uri: string, target: string];
}

/** Where a rule can be turned off. */
export type IgnorePlace = 'settings' | 'project';

/** Registers a command. What it throws is told to the user; so is that it needs a workspace that is trusted. */
export function registerCommand<Id extends CommandId>(
  id: Id,
  tell: Teller,
  run: (...args: CommandArguments[Id]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      const why = NEED_TRUST[id];
      if (why !== undefined) refuseRestricted(why);
      return await run(...(args as CommandArguments[Id]));
    } catch (error) {
      tell.failed(error);
      return undefined;
    }
  });
}

/** A command of ours with its arguments, for a link, a menu or a light bulb. */
export function commandCall<Id extends CommandId>(
  id: Id,
  title: string,
  ...args: CommandArguments[Id]
): vscode.Command {
  return { command: id, title, arguments: args };
}

/** The same as an address. */
export function commandUri<Id extends CommandId>(id: Id, ...args: CommandArguments[Id]): vscode.Uri {
  return vscode.Uri.parse(`command:${id}?${encodeURIComponent(JSON.stringify(args))}`);
}

/** The value of a setting for a file; undefined when the user wrote something of another type. */
export function readSetting<Id extends SettingId>(
  id: Id,
  scope: vscode.Uri | undefined,
  fits: (value: unknown) => value is SettingTypes[Id],
): SettingTypes[Id] | undefined {
  const value: unknown = vscode.workspace.getConfiguration(undefined, scope).get(id);
  return fits(value) ? value : undefined;
}

export function setContext<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
