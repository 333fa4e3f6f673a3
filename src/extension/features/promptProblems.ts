import * as vscode from 'vscode';
import type { PromptFinding } from '../../core/template/promptFile/finding.ts';
import type { Services } from '../services.ts';
import { PromptPlaces } from '../templates/atPosition.ts';
import type { CheckedPrompt } from '../templates/promptFindings.ts';

/** Squiggles of chat templates, in the template files that they are made of too. */
export function registerPromptProblems({ promptFindings }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('tunewright.prompts');
  const show = () => {
    const byFile = new Map<string, Map<string, vscode.Diagnostic>>();
    for (const checked of promptFindings.all()) gather(checked, byFile);
    collection.forEach(uri => {
      if (!byFile.has(uri.toString())) collection.delete(uri);
    });
    for (const [uri, found] of byFile) collection.set(vscode.Uri.parse(uri), [...found.values()]);
  };
  return vscode.Disposable.from(collection, promptFindings.onDidChange(show));
}

/** What several prompts say of the same template is shown once. */
function gather(
  { prompt, findings }: CheckedPrompt,
  byFile: Map<string, Map<string, vscode.Diagnostic>>,
): void {
  const places = new PromptPlaces(prompt);
  for (const finding of findings) {
    // VS Code's own JSON support says it.
    if (finding.code === 'json-syntax') continue;
    const uri = places.uriOf(finding).toString();
    const found = byFile.get(uri) ?? new Map<string, vscode.Diagnostic>();
    byFile.set(uri, found);
    found.set(`${finding.code} ${finding.start} ${finding.end}`, toDiagnostic(finding, places));
  }
}

function toDiagnostic(finding: PromptFinding, places: PromptPlaces): vscode.Diagnostic {
  const { message, remedy, severity, code } = finding;
  const diagnostic = new vscode.Diagnostic(
    places.rangeOf(finding),
    `${message} ${remedy}`,
    SEVERITIES[severity],
  );
  diagnostic.source = 'tunewright';
  diagnostic.code = code;
  if (code === 'unused-input') diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

const SEVERITIES: Readonly<Record<PromptFinding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};
