import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';

/** Uploads datasets to a connection that the user chooses. Errors that the linter knows of are told before. */
export async function uploadDatasets(services: Services, uris: readonly vscode.Uri[]): Promise<void> {
  const files = uris.filter(({ scheme }) => scheme === 'file');
  if (files.length === 0) throw notOnDisk();
  const connection = await chooseConnection(services);
  if (!connection || !(await areWanted(services, files))) return;
  const provider = await services.connections.provider(connection);
  const { fineTuning } = provider;
  if (!fineTuning) throw takesNoFiles(connection);
  const { openPlanned, plannedFile } = await import('../../node/jobs/openDataset.ts');
  for (const uri of files) {
    const name = fileName(uri);
    const uploaded = await withCancellableProgress(
      `Uploading ${name} to ${connection.name}`,
      async (signal, report) => {
        let told = 0;
        const onProgress = (sent: number, total: number) => {
          const percent = Math.floor((sent * 100) / Math.max(total, 1));
          report(`${percent} %`, percent - told);
          told = percent;
        };
        const source = await openPlanned(await plannedFile(uri.fsPath, signal));
        return fineTuning.upload(source, { onProgress }, signal);
      },
    );
    services.tell.done(`${name} lies on ${connection.name} as ${uploaded.id}.`, {
      title: 'Copy File ID',
      run: () => vscode.env.clipboard.writeText(uploaded.id),
    });
  }
  await services.remoteFiles.load(connection);
}

async function chooseConnection({ remoteFiles }: Services): Promise<Connection | undefined> {
  const items = remoteFiles.connections().map(connection => ({ label: connection.name, connection }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Upload Dataset',
    placeHolder: 'To which connection?',
  });
  return picked?.connection;
}

/** What a provider would refuse is uploaded only when the user says so. */
async function areWanted({ datasets }: Services, uris: readonly vscode.Uri[]): Promise<boolean> {
  const faulty = uris.filter(uri => (datasets.dataset(uri)?.report?.totals.error ?? 0) > 0);
  const [first] = faulty;
  if (!first) return true;
  const which = faulty.length === 1 ? `${fileName(first)} has` : `${faulty.length} of these files have`;
  const answer = await vscode.window.showWarningMessage(
    `${which} errors, and is likely to be refused for training.`,
    'Upload Anyway',
    'Show Problems',
  );
  if (answer === 'Show Problems') {
    await vscode.commands.executeCommand('tunewright.lintDataset', first, faulty);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }
  return answer === 'Upload Anyway';
}

function notOnDisk(): Problem {
  return new Problem({
    code: 'not-supported',
    message: 'Only a file on disk can be uploaded.',
    remedy: 'Save it in a folder on this machine and try again.',
  });
}

function takesNoFiles({ name }: Connection): Problem {
  return new Problem({
    code: 'not-supported',
    message: `${name} takes no training files.`,
    remedy: 'Choose another connection.',
  });
}
