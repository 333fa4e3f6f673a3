import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Grouping } from '../../core/view/datasetRows.ts';
import { datasetOf, datasetsOf } from '../datasets/datasetNode.ts';
import { DatasetsTree } from '../datasets/datasetsTree.ts';
import { DragDatasets } from '../datasets/dragDatasets.ts';
import { choosePair, pairDatasets, unpairDataset } from '../datasets/pairDatasets.ts';
import type { Services } from '../services.ts';
import { registerCommand, setContext } from '../typed.ts';

const GROUPING = 'tunewright.datasetGrouping';

/** The Datasets view: the workspace's datasets and the files on connections. */
export function registerDatasetsView(services: Services): vscode.Disposable {
  const { context, tell, datasets, remoteFiles } = services;
  const { workspaceState } = context;
  const grouping = () => workspaceState.get<Grouping>(GROUPING, 'folder');
  const tree = new DatasetsTree({
    index: datasets,
    remote: remoteFiles,
    grouping,
    targets: async uri => {
      const { targetVerdicts } = await import('../datasets/targetVerdicts.ts');
      return targetVerdicts(services, uri);
    },
    jobsOf: (connectionId, fileId) =>
      services.jobs
        .jobs()
        .filter(job => job.connection.id === connectionId && usesFile(job, fileId))
        .map(({ name }) => name),
    jobsWith: uri => services.jobs.jobs().filter(({ plan }) => plan?.training.path === uri.fsPath).length,
  });
  const pair = async (training: vscode.Uri, validation: vscode.Uri) => {
    try {
      await pairDatasets(services, training, validation);
    } catch (thrown) {
      tell.failed(thrown);
    }
  };
  const view = vscode.window.createTreeView('tunewright.datasets', {
    treeDataProvider: tree,
    dragAndDropController: new DragDatasets(pair),
    showCollapseAll: true,
    canSelectMany: true,
  });
  const group = async (next: Grouping) => {
    await workspaceState.update(GROUPING, next);
    setContext('tunewright.datasetGrouping', next);
    tree.redrawAll();
  };
  setContext('tunewright.datasetGrouping', grouping());

  return vscode.Disposable.from(
    tree,
    view,
    registerCommand('tunewright.groupByFolder', tell, () => group('folder')),
    registerCommand('tunewright.groupByFormat', tell, () => group('format')),
    registerCommand('tunewright.refreshDatasets', tell, async () => {
      await datasets.refresh();
      await remoteFiles.refresh();
    }),
    registerCommand('tunewright.lintSelected', tell, (row, selected) => {
      const uris = datasetsOf(row, selected);
      return vscode.commands.executeCommand('tunewright.lintDataset', uris[0], uris);
    }),
    registerCommand('tunewright.prepareSelected', tell, row =>
      vscode.commands.executeCommand('tunewright.prepareDataset', datasetOf(row)),
    ),
    registerCommand('tunewright.splitSelected', tell, row =>
      vscode.commands.executeCommand('tunewright.splitDataset', datasetOf(row)),
    ),
    registerCommand('tunewright.pairSelected', tell, async row => {
      const uri = datasetOf(row) ?? nothingSelected();
      const others = datasets.datasets().map(({ id }) => vscode.Uri.parse(id));
      await choosePair(services, uri, others);
    }),
    registerCommand('tunewright.unpairSelected', tell, row =>
      unpairDataset(services, datasetOf(row) ?? nothingSelected()),
    ),
    registerCommand('tunewright.uploadSelected', tell, async (row, selected) => {
      const { uploadDatasets } = await import('../datasets/uploadDatasets.ts');
      await uploadDatasets(services, datasetsOf(row, selected));
    }),
    registerCommand('tunewright.refreshFiles', tell, async row => {
      if (row?.kind === 'remote') await remoteFiles.load(row.connection);
    }),
    registerCommand('tunewright.copyFileId', tell, async row => {
      if (row?.kind === 'remoteFile') await vscode.env.clipboard.writeText(row.file.id);
    }),
    registerCommand('tunewright.deleteFile', tell, async row => {
      if (row?.kind !== 'remoteFile') return;
      const { connection, file } = row;
      const answer = await vscode.window.showWarningMessage(
        `Delete ${file.name ?? file.id} on ${connection.name}?`,
        { modal: true, detail: 'It cannot be brought back. Jobs that were trained with it stay.' },
        'Delete',
      );
      if (answer !== 'Delete') return;
      const { deleteRemoteFile } = await import('../jobs/deletions.ts');
      await deleteRemoteFile(services, connection, file.id);
    }),
  );
}

function usesFile({ trainingFile, validationFile, uploads }: Job, fileId: string): boolean {
  const uploaded = Object.values(uploads).map(({ file }) => file?.id);
  return [trainingFile, validationFile, ...uploaded].includes(fileId);
}

function nothingSelected(): never {
  throw new Problem({
    code: 'not-found',
    message: 'No dataset is selected.',
    remedy: 'Choose one in the Datasets view and try again.',
  });
}
