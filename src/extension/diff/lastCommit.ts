import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';

/** The part of the built-in Git extension's API that is used here. */
interface GitApi {
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
  getRepository(uri: vscode.Uri): object | null;
  /** Looks for the repository of a folder; null where it is in none. */
  openRepository(folder: vscode.Uri): Promise<object | null>;
}

/**
 * Writes the version of a file that the last commit holds into `folder`, byte by byte as Git keeps it, and returns its
 * path. Throws a `Problem` where there is none.
 */
export async function lastCommitOf(uri: vscode.Uri, folder: string): Promise<string> {
  const git = await gitApi();
  // After the start, or where a repository was just made, VS Code has not found it by itself yet.
  const open = () => git.openRepository(vscode.Uri.joinPath(uri, '..')).catch(() => null);
  if (!git.getRepository(uri) && !(await open())) {
    throw new Problem({
      code: 'not-found',
      message: `${fileName(uri)} is in no Git repository.`,
      remedy: 'Compare it with another file instead.',
    });
  }
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(git.toGitUri(uri, 'HEAD'));
  } catch {
    throw notCommitted(uri);
  }
  // Git's file system answers a file that the commit does not have with nothing.
  if (bytes.length === 0) throw notCommitted(uri);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const copy = path.join(folder, fileName(uri));
  await writeFile(copy, bytes);
  return copy;
}

async function gitApi(): Promise<GitApi> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>(
    'vscode.git',
  );
  const exported = extension && (extension.isActive ? extension.exports : await extension.activate());
  if (exported?.enabled) return exported.getAPI(1);
  throw new Problem({
    code: 'not-supported',
    message: "VS Code's Git extension is off, so nobody can tell what was committed.",
    remedy: 'Turn it on with the setting git.enabled, or compare the dataset with another file.',
  });
}

function notCommitted(uri: vscode.Uri): Problem {
  return new Problem({
    code: 'not-found',
    message: `The last commit has no ${fileName(uri)}.`,
    remedy: 'Commit it first, or compare it with another file.',
  });
}
