import * as vscode from 'vscode';
import { activeFile } from '../files.ts';
import type { FileState } from '../lint/fileState.ts';
import type { Services } from '../services.ts';
import { commandCall, setContext } from '../typed.ts';

/** The entry in the {} menu of the status bar: what the file was taken for, and how it stands. */
export function registerStatusItem({ lint }: Services): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('tunewright.dataset', { language: 'jsonl' });
  item.name = 'Tunewright';
  let latest = 0;
  const show = async () => {
    const turn = ++latest;
    const uri = activeFile();
    const state = uri && lint.state(uri);
    setContext('tunewright.inDataset', state !== undefined);
    if (!uri || !state) return;
    // A dataset by choice has another language; the item must be seen there too.
    item.selector = [{ language: 'jsonl' }, { scheme: uri.scheme, pattern: uri.fsPath }];
    item.busy = state.busy;
    const text = await describe(state);
    if (turn !== latest) return;
    item.text = text.text;
    item.detail = text.detail;
    item.severity = text.severity;
    item.command = state.problem
      ? commandCall('tunewright.lintAgain', 'Lint Again', uri.toString())
      : commandCall(
          'tunewright.showDatasetMenu',
          state.report?.format === 'none' ? 'Choose Format' : 'Change',
          uri.toString(),
        );
    item.accessibilityInformation = { label: `Tunewright: ${text.text}, ${text.detail}` };
  };
  void show();
  return vscode.Disposable.from(
    item,
    vscode.window.tabGroups.onDidChangeTabs(() => void show()),
    vscode.window.tabGroups.onDidChangeTabGroups(() => void show()),
    vscode.window.onDidChangeActiveTextEditor(() => void show()),
    lint.onDidChange(uri => {
      if (uri.toString() === activeFile()?.toString()) void show();
    }),
  );
}

interface StatusText {
  text: string;
  detail: string;
  severity: vscode.LanguageStatusSeverity;
}

async function describe({ report, problem, busy }: FileState): Promise<StatusText> {
  if (problem) return { text: 'Could not be linted', detail: problem.message, severity: SEVERITIES.error };
  if (busy && !report) return { text: 'Linting', detail: 'Reading the file', severity: SEVERITIES.info };
  if (!report) return { text: 'Not linted', detail: 'The file is gone', severity: SEVERITIES.info };
  const { datasetStatus } = await import('../../core/view/datasetStatus.ts');
  const { severity, ...texts } = datasetStatus(report);
  return { ...texts, severity: SEVERITIES[severity] };
}

const SEVERITIES = {
  error: vscode.LanguageStatusSeverity.Error,
  warning: vscode.LanguageStatusSeverity.Warning,
  info: vscode.LanguageStatusSeverity.Information,
};
