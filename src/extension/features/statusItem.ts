import * as vscode from 'vscode';
import { activeFile } from '../files.ts';
import type { FileState } from '../lint/fileState.ts';
import { isEditable } from '../lint/openDocuments.ts';
import type { Services } from '../services.ts';
import { commandCall, setContext } from '../typed.ts';

/** The entry in the {} menu of the status bar: what the file was taken for, and how it stands. */
export function registerStatusItem({ lint, settings }: Services): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('tunewright.dataset', { language: 'jsonl' });
  item.name = 'Tunewright';
  let latest = 0;
  const show = async () => {
    const turn = ++latest;
    const uri = activeFile();
    const state = uri && lint.state(uri);
    setContext('tunewright.inDataset', state !== undefined);
    if (!uri) return;
    // VS Code hands a file of some size over a while after it has shown its tab.
    const isComing = !state && isEditable(uri.scheme) && settings.isEnabled(uri);
    const status = state ? await describe(state) : isComing ? READING : NOT_LINTED;
    if (turn !== latest) return;
    // A dataset by choice has another language; the item must be seen there too.
    item.selector = state ? [{ language: 'jsonl' }, onlyFile(uri)] : { language: 'jsonl' };
    item.busy = state?.busy ?? isComing;
    item.text = status.text;
    item.detail = status.detail;
    item.severity = status.severity;
    item.command = commandFor(uri, state);
    item.accessibilityInformation = { label: `Tunewright: ${status.text}, ${status.detail}` };
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

function commandFor(uri: vscode.Uri, state: FileState | undefined): vscode.Command {
  if (!state) return commandCall('tunewright.lintDataset', 'Lint', uri);
  if (state.problem) return commandCall('tunewright.lintAgain', 'Lint Again', uri.toString());
  if (state.report?.format === 'none') {
    return commandCall('tunewright.showDatasetMenu', 'Choose Format', uri.toString(), 'format');
  }
  return commandCall('tunewright.showDatasetMenu', 'Change', uri.toString());
}

function onlyFile(uri: vscode.Uri): vscode.DocumentFilter {
  return { scheme: uri.scheme, pattern: uri.fsPath.replace(/[*?{}[\]]/g, '[$&]') };
}

interface StatusText {
  text: string;
  detail: string;
  severity: vscode.LanguageStatusSeverity;
}

async function describe({ report, problem, busy }: FileState): Promise<StatusText> {
  if (problem) return { text: 'Could not be linted', detail: problem.message, severity: SEVERITIES.error };
  if (busy && !report) return READING;
  if (!report) return { text: 'Not linted', detail: 'The file is gone', severity: SEVERITIES.info };
  const { datasetStatus } = await import('../../core/view/datasetStatus.ts');
  const { severity, ...texts } = datasetStatus(report, new Date().toISOString().slice(0, 10));
  return { ...texts, severity: SEVERITIES[severity] };
}

const READING: StatusText = {
  text: 'Linting',
  detail: 'Reading the file',
  severity: vscode.LanguageStatusSeverity.Information,
};

const NOT_LINTED: StatusText = {
  text: 'Not linted',
  detail: 'Open files are not linted here',
  severity: vscode.LanguageStatusSeverity.Information,
};

const SEVERITIES = {
  error: vscode.LanguageStatusSeverity.Error,
  warning: vscode.LanguageStatusSeverity.Warning,
  info: vscode.LanguageStatusSeverity.Information,
};
