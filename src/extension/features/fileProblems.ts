import * as vscode from 'vscode';
import type { Severity } from '../../core/lint/finding.ts';
import type { ProjectProblem } from '../../core/project/treeReader.ts';
import { toVsCodeRange } from '../convert.ts';

const SOURCE = 'tunewright';

/** A problem, with what it is called and how bad it is; a warning when that is not said. */
export interface FileProblem extends ProjectProblem {
  rule?: string;
  severity?: Severity;
}

/** Files of JSON with comments whose problems are underlined while they are open. */
export interface CheckedFiles {
  /** Name of the collection of diagnostics. */
  collection: string;
  isOne(document: vscode.TextDocument): boolean;
  problemsOf(document: vscode.TextDocument): Promise<readonly FileProblem[]>;
  /** What happens outside a file that changes what is wrong in it. */
  changes?: readonly ((listener: () => void) => vscode.Disposable)[];
}

/** Underlines what is not followed in open files. What the JSON schema has said already is not repeated. */
export function registerFileProblems({
  collection: name,
  isOne,
  problemsOf,
  changes = [],
}: CheckedFiles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(name);
  const show = async (document: vscode.TextDocument) => {
    if (!isOne(document) || document.isClosed) return;
    const { version } = document;
    const problems = await problemsOf(document);
    if (document.version !== version || document.isClosed) return;
    const said = vscode.languages.getDiagnostics(document.uri).filter(one => one.source !== SOURCE);
    const ours = problems
      .map(toDiagnostic)
      .filter(one => !said.some(({ range }) => range.intersection(one.range)));
    const before = collection.get(document.uri) ?? [];
    if (!isSame(before, ours)) collection.set(document.uri, ours);
  };
  const showAll = () => {
    for (const document of vscode.workspace.textDocuments) void show(document);
  };
  showAll();
  return vscode.Disposable.from(
    collection,
    ...changes.map(event => event(showAll)),
    vscode.workspace.onDidOpenTextDocument(document => void show(document)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => void show(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
    // The JSON extension answers when it likes.
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const document of vscode.workspace.textDocuments) {
        if (uris.some(uri => uri.toString() === document.uri.toString())) void show(document);
      }
    }),
  );
}

function toDiagnostic({
  message,
  remedy,
  range,
  rule,
  severity = 'warning',
}: FileProblem): vscode.Diagnostic {
  const text = `${message} ${remedy}`;
  const diagnostic = new vscode.Diagnostic(toVsCodeRange(range), text, SEVERITIES[severity]);
  diagnostic.source = SOURCE;
  if (rule !== undefined) diagnostic.code = rule;
  return diagnostic;
}

const SEVERITIES: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
};

function isSame(some: readonly vscode.Diagnostic[], others: readonly vscode.Diagnostic[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ message, range }, index) =>
        message === others[index]?.message && range.isEqual(others[index]?.range as vscode.Range),
    )
  );
}
