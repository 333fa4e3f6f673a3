import * as vscode from 'vscode';
import type { Handlers } from '../../protocol/channel.ts';
import type { LaunchHostContract } from '../../protocol/launch.ts';
import type { Services } from '../services.ts';
import type { LaunchPanel } from './launchPanel.ts';

/** Answers to the page. What it asks is checked: a launch costs money. */
export function launchHandlers(panel: LaunchPanel, { lint }: Services): Handlers<LaunchHostContract> {
  return {
    ready: () => panel.state,
    async checkAgain() {
      await panel.check();
      return undefined;
    },
    async showIssue({ sequence, issue }) {
      const place = panel.placeOf(sequence, issue);
      if (!place) return undefined;
      const { uri, range, lints } = place;
      await vscode.window.showTextDocument(uri, {
        viewColumn: vscode.ViewColumn.Beside,
        ...(range && { selection: range }),
      });
      if (lints) await lint.lint(uri).catch(() => {});
      return undefined;
    },
    async openTune() {
      await vscode.window.showTextDocument(panel.uri, { viewColumn: vscode.ViewColumn.Beside });
      return undefined;
    },
    async showSpending() {
      await vscode.commands.executeCommand('tunewright.showSpending');
      return undefined;
    },
    async launch({ sequence, confirmed, typed }) {
      await panel.launch(sequence, confirmed === true, typeof typed === 'string' ? typed : '');
      return undefined;
    },
  };
}
