import path from 'node:path';
import * as vscode from 'vscode';
import { cancelledProblem } from '../../core/util/problem.ts';
import { type DiffNode, diffMessage } from '../../core/view/diffRows.ts';
import { DatasetChanges, type DiffSide } from '../diff/datasetChanges.ts';
import { exampleUri, registerExampleDocuments } from '../diff/exampleDocuments.ts';
import { lastCommitOf } from '../diff/lastCommit.ts';
import { activeFile, fileName } from '../files.ts';
import { savedFile } from '../savedFile.ts';
import type { Services } from '../services.ts';
import { registerCommand, setContext } from '../typed.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseFile } from './chooseDatasets.ts';

/** Compares two datasets, or a dataset with its last commit, and shows what differs in a view of the sidebar. */
export function registerCompareDatasets(services: Services): vscode.Disposable {
  const { tell, lint, context } = services;
  const changes = new DatasetChanges();
  const view = vscode.window.createTreeView('tunewright.datasetChanges', {
    treeDataProvider: changes,
    showCollapseAll: true,
  });
  let stamp = 0;

  const compare = async (before: DiffSide, after: DiffSide) => {
    const title = `Comparing ${before.name} with ${after.name}`;
    const diff = await withCancellableProgress(title, (signal, report) => {
      let told = 0;
      const onProgress = (fraction: number) => {
        const percent = Math.floor(fraction * 100);
        report(`${percent} %`, percent - told);
        told = percent;
      };
      return lint.foreground.call('diff', { before: before.path, after: after.path }, { signal, onProgress });
    });
    stamp += 1;
    setContext('tunewright.hasDatasetChanges', true);
    changes.show({ before, after, diff });
    view.description = `${before.name} → ${after.name}`;
    view.message = diffMessage(diff);
    await vscode.commands.executeCommand('tunewright.datasetChanges.focus');
  };

  const compareWithCommit = async (uri: vscode.Uri) => {
    const after = await sideOf(uri);
    const committed = await lastCommitOf(uri, path.join(context.globalStorageUri.fsPath, 'lastCommit'));
    await compare({ path: committed, name: `${after.name} (last commit)` }, after);
  };

  const open = async (node: DiffNode) => {
    const { shown } = changes;
    if (!shown || node.kind !== 'example') return;
    const side = (which: 'before' | 'after', line: number) =>
      exampleUri(shown[which].path, line, shown[which].name, stamp);
    if (node.before !== undefined && node.after !== undefined) {
      await vscode.commands.executeCommand(
        'vscode.diff',
        side('before', node.before),
        side('after', node.after),
        node.row.label,
        { preview: true },
      );
      return;
    }
    const which = node.after === undefined ? 'before' : 'after';
    const line = node.after ?? node.before ?? 0;
    const { uri } = shown[which];
    if (!uri || !(await showLine(uri, line))) {
      await vscode.commands.executeCommand('vscode.open', side(which, line), { preview: true });
    }
  };

  return vscode.Disposable.from(
    changes,
    view,
    registerExampleDocuments(services),
    registerCommand('tunewright.compareDatasetWith', tell, async (clicked, selected) => {
      const [first, second] = selected?.length === 2 ? selected : [clicked ?? activeFile()];
      const before = first ?? (await chooseFile('Compare'));
      const after = before && (second ?? (await chooseFile(`Compare With ${fileName(before)}`)));
      if (before && after) await compare(await sideOf(before), await sideOf(after));
    }),
    registerCommand('tunewright.compareDatasetWithGit', tell, async clicked => {
      const uri = clicked ?? activeFile() ?? (await chooseFile('Compare'));
      if (uri) await compareWithCommit(uri);
    }),
    registerCommand('tunewright.compareAgain', tell, async () => {
      const { shown } = changes;
      if (!shown) return;
      // What was committed may be another version by now.
      if (!shown.before.uri && shown.after.uri) await compareWithCommit(shown.after.uri);
      else await compare(shown.before, shown.after);
    }),
    registerCommand('tunewright.closeDatasetChanges', tell, () => {
      setContext('tunewright.hasDatasetChanges', false);
      changes.show(undefined);
    }),
    registerCommand('tunewright.openDatasetChange', tell, open),
  );
}

async function sideOf(uri: vscode.Uri): Promise<DiffSide> {
  if (!(await savedFile(uri, 'compare'))) throw cancelledProblem();
  return { path: uri.fsPath, name: fileName(uri), uri };
}

/** Puts the cursor on a line. False when VS Code hands out no text of the file, because it is too large. */
async function showLine(uri: vscode.Uri, line: number): Promise<boolean> {
  try {
    const at = new vscode.Range(line, 0, line, 0);
    await vscode.window.showTextDocument(uri, { selection: at, preview: true });
    return true;
  } catch {
    return false;
  }
}
