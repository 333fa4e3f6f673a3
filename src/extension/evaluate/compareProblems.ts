import * as vscode from 'vscode';
import { registerFileProblems } from '../features/fileProblems.ts';
import { fileName } from '../files.ts';
import { PromptFolder } from '../templates/promptFolder.ts';

const COMPARISON = /\.compare\.json$/i;
const GRADER = /\.grader\.json$/i;

/** Underlines what is not followed in open comparisons and graders, and files that are not there. */
export function registerCompareProblems(): vscode.Disposable {
  return vscode.Disposable.from(
    registerFileProblems({
      collection: 'tunewright.comparisons',
      isOne: ({ uri }) => COMPARISON.test(fileName(uri)),
      problemsOf: problemsOfComparison,
    }),
    registerFileProblems({
      collection: 'tunewright.graders',
      isOne: ({ uri }) => GRADER.test(fileName(uri)),
      async problemsOf(document) {
        const { parseGraderFile } = await import('../../core/evaluate/compareFile/parseCompareFile.ts');
        return parseGraderFile(document.getText()).problems;
      },
    }),
  );
}

async function problemsOfComparison(document: vscode.TextDocument) {
  const { parseCompareFile } = await import('../../core/evaluate/compareFile/parseCompareFile.ts');
  const folder = new PromptFolder(document.uri);
  const [text, path] = [document.getText(), folder.pathOf(document.uri) ?? fileName(document.uri)];
  const { references } = parseCompareFile(text, path);
  const there = new Set<string>();
  const paths = new Set(references.flatMap(reference => reference.paths));
  await Promise.all(
    [...paths].map(async one => {
      if (await isFile(folder.uriOf(one))) there.add(one);
    }),
  );
  return parseCompareFile(text, path, candidates => !candidates.some(one => there.has(one))).problems;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
