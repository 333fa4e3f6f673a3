import * as vscode from 'vscode';
import type { ProjectProblem } from '../../core/project/treeReader.ts';
import { toVsCodeRange } from '../convert.ts';

const SOURCE = 'tunewright';

/** Files of JSON with comments whose problems are underlined while they are open. */
export interface CheckedFiles {
  /** Name of the collection of diagnostics. */
  collection: string;
  isOne(document: vscode.TextDocument): boolean;
  problemsOf(document: vscode.TextDocument): Promise<readonly ProjectProblem[]>;
}

/** Underlines what is not followed in open files. What the JSON schema has said already is not repeated. */
export function registerFileProblems({
  collection: name,
  isOne,
  problemsOf,
}: CheckedFiles): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection(name);
  const show = async (document: vscode.TextDocument) => {
    if (!isOne(document) || document.isClosed) return;
    const { version } = document;
    const problems = await problemsOf(document);
    if (document.version !== version || document.isClosed) return;
    const said = vscode.languages.getDiagnostics(document.uri).filter(one => one.source !== SOURCE);
    const ours = problems
      .map(({ message, remedy, range }) => toDiagnostic(`${message} ${remedy}`, toVsCodeRange(range)))
      .filter(one => !said.some(({ range }) => range.intersection(one.range)));
    const before = collection.get(document.uri) ?? [];
    if (!isSame(before, ours)) collection.set(document.uri, ours);
  };
  for (const document of vscode.workspace.textDocuments) void show(document);
  return vscode.Disposable.from(
    collection,
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

function toDiagnostic(message: string, range: vscode.Range): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Warning);
  diagnostic.source = SOURCE;
  return diagnostic;
}

function isSame(some: readonly vscode.Diagnostic[], others: readonly vscode.Diagnostic[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ message, range }, index) =>
        message === others[index]?.message && range.isEqual(others[index]?.range as vscode.Range),
    )
  );
}
