import * as vscode from 'vscode';
import type { Finding, Severity } from '../../core/lint/finding.ts';
import type { LintReport } from '../../core/lint/report.ts';
import { toVsCodeRange } from '../convert.ts';
import type { Services } from '../services.ts';
import { commandUri } from '../typed.ts';

/** Squiggles and the Problems panel: every finding that the service holds, as a diagnostic. */
export function registerProblems({ lint }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('tunewright');
  const shown = new Map<string, LintReport>();
  const show = (uri: vscode.Uri) => {
    const key = uri.toString();
    const state = lint.state(uri);
    const report = state?.report;
    // Until the next report is there, VS Code moves the squiggles of the last one along with the text.
    if (shown.get(key) === report || (state?.busy && !report)) return;
    if (report) shown.set(key, report);
    else shown.delete(key);
    collection.set(
      uri,
      report?.findings.map(finding => toDiagnostic(finding, uri)),
    );
  };
  return vscode.Disposable.from(collection, lint.onDidChange(show));
}

function toDiagnostic(finding: Finding, uri: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toVsCodeRange(finding.range),
    finding.message,
    SEVERITIES[finding.severity],
  );
  diagnostic.source = 'tunewright';
  diagnostic.code = { value: finding.rule, target: commandUri('tunewright.showRule', finding.rule) };
  diagnostic.relatedInformation = finding.related.map(
    ({ range, message, file }) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(file === undefined ? uri : vscode.Uri.file(file), toVsCodeRange(range)),
        message,
      ),
  );
  return diagnostic;
}

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};
