import path from 'node:path';
import * as vscode from 'vscode';
import type { NewTune } from '../../core/tune/newTune.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import { freeFile } from '../freeFile.ts';
import { askSteps } from '../quickSteps.ts';
import type { Services } from '../services.ts';
import { showMade } from '../showMade.ts';
import { extraKeyOf } from './firstExample.ts';
import { methodOf, newTuneSteps, pathFrom } from './newTuneSteps.ts';

/** Asks step by step, writes the file beside its training file and leaves it open. */
export async function askNewTune({ tunes, tell }: Services, given: vscode.Uri | undefined): Promise<void> {
  const files = await vscode.workspace.findFiles(
    '**/*.{jsonl,ndjson}',
    '**/{node_modules,.tunewright}/**',
    500,
  );
  const clicked = given?.scheme === 'file' ? given : undefined;
  const near = clicked ?? files[0];
  if (!near) throw noDataset();
  const context = await tunes.context(near);
  const steps = newTuneSteps({ files, context, asksTraining: !clicked });
  const answers = await askSteps('New Tune', steps, clicked ? { training: clicked } : {});
  if (!answers) return;
  const { training, connection, model, validation, suffix } = answers;
  const method = methodOf(answers, context);
  // Who came to the end of the steps has answered all of these.
  if (!training || !connection || model === undefined || !method) return;
  const answerKey = method === 'reinforcement' ? await extraKeyOf(training) : undefined;
  const file = await write(training, {
    ...{ connection: connection.id, model, method, training: path.posix.basename(training.path) },
    ...(validation && { validation: pathFrom(training, validation) }),
    ...(suffix && { suffix }),
    ...(answerKey !== undefined && { answerKey }),
  });
  const open = await showMade(file);
  if (open) tell.done(`${fileName(file)} is written.`, open);
}

async function write(training: vscode.Uri, answers: NewTune): Promise<vscode.Uri> {
  const { newTuneText } = await import('../../core/tune/newTune.ts');
  const folder = vscode.Uri.joinPath(training, '..');
  const stem = answers.suffix ?? path.posix.basename(training.path).replace(/\.[^.]*$/, '');
  const file = await freeFile(folder, stem, '.tune.json');
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(newTuneText(answers)) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Problem({
      code: 'rejected',
      message: `${file.path} was not written.`,
      remedy: 'Check the folder and try again.',
    });
  }
  return file;
}

function noDataset(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'There is no dataset in this workspace to train on.',
    remedy: 'Open a folder with a .jsonl file, or run Tunewright: Open Sample Dataset.',
  });
}
