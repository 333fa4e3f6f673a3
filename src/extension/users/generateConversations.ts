import { problemText } from '../../core/util/problemText.ts';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { count } from '../../core/text/count.ts';
import { readUsersFile } from '../../core/users/usersFile.ts';
import { Problem } from '../../core/util/problem.ts';
import { progressLine } from '../../core/view/batchProgress.ts';
import { verdictsText } from '../../core/view/conversationsText.ts';
import { fileProblem } from '../../node/fileProblem.ts';
import { systemClock } from '../../node/systemClock.ts';
import { exportConversations } from '../../node/users/exportConversations.ts';
import { lastRunCount, UsersJournals } from '../../node/users/usersJournals.ts';
import { planUsers } from '../../node/users/planUsers.ts';
import { runUsers, type UsersOutcome } from '../../node/users/usersRun.ts';
import { FolderCompareHost } from '../compare/compareHost.ts';
import { fileName } from '../files.ts';
import { savedFile } from '../savedFile.ts';
import type { Services } from '../services.ts';
import type { RunningBatches } from '../templates/batch/runningBatches.ts';
import type { Offer } from '../tell.ts';
import { chooseUsersFile } from './chooseUsersFile.ts';
import { confirmUsers, type UsersWish } from './confirmUsers.ts';

/** From a click to a dataset of conversations: file, price, the run, judges, and what is written. */
export async function generateConversations(
  clicked: vscode.Uri | undefined,
  services: Services,
  running: RunningBatches,
): Promise<void> {
  const uri = await chooseUsersFile(clicked);
  if (!(await savedFile(uri, 'generate'))) return;
  const { fsPath } = uri;
  const text = await readFile(fsPath, 'utf8').catch(error => {
    throw fileProblem(error, fileName(uri));
  });
  const file = readUsersFile(text, fileName(uri));
  const host = new FolderCompareHost(uri, services);
  try {
    const { read, renderPrompt, provider } = host;
    const surroundings = { read, renderPrompt, provider, path: host.folder.pathOf(uri) ?? fileName(uri) };
    const planned = await planUsers(file, surroundings, undefined, new AbortController().signal);
    const wish = await confirmUsers(
      `Generate Conversations: ${fileName(uri)}`,
      planned,
      await lastRunCount(fsPath),
    );
    const resumed = wish.resumes ? await UsersJournals.resume(fsPath) : undefined;
    const journals = resumed ?? (await UsersJournals.begin(fsPath));
    try {
      const outcome = await running.track(fileName(uri), (signal, onProgress) =>
        runUsers(
          planned,
          journals,
          wish,
          {
            ...surroundings,
            spending: services.ledgers.of(uri),
            onProgress: (_, progress) => onProgress(progress),
          },
          signal,
        ),
      );
      await finish(uri, outcome, journals.name, wish, services);
    } finally {
      await journals.close();
    }
  } finally {
    host.dispose();
  }
}

/** Writes what is there when all is, and else asks what to do with it. */
async function finish(
  uri: vscode.Uri,
  outcome: UsersOutcome,
  run: string,
  wish: UsersWish,
  services: Services,
): Promise<void> {
  const { tell } = services;
  const { result, judged, isOpen, conversations } = outcome;
  if (!isOpen) return write(uri, outcome, run, wish, services);
  const again = () => vscode.commands.executeCommand('tunewright.generateConversations', uri);
  const keep = () => write(uri, outcome, run, wish, services).catch(thrown => tell.failed(thrown));
  const offers: Offer[] = [{ title: 'Go On…', run: again }];
  if (conversations.length > 0) offers.push({ title: 'Keep What Is There', run: keep });
  const problem = result.problem ?? judged?.problem;
  const why = problem ? problemText(problem) : 'What was said is kept.';
  const line = progressLine((judged ?? result).progress, systemClock.now());
  tell.warn(`${fileName(uri)}: ${line}. ${why}`, ...offers);
}

async function write(
  uri: vscode.Uri,
  { conversations, unjudged }: UsersOutcome,
  run: string,
  { format }: UsersWish,
  { tell }: Services,
): Promise<void> {
  if (conversations.length === 0) throw nothingSaid();
  const written = await exportConversations(conversations, run, format, uri.fsPath, undefined);
  const file = vscode.Uri.file(written.file);
  const open: Offer = { title: 'Open', run: () => vscode.window.showTextDocument(file) };
  const reveal: Offer = {
    title: 'Show in Explorer',
    run: () => vscode.commands.executeCommand('revealInExplorer', file),
  };
  const verdicts = verdictsText(conversations, unjudged);
  const what =
    format === 'sqlite'
      ? `${count(written.added, 'conversation')} added`
      : count(conversations.length, 'conversation');
  tell.done(
    `${fileName(file)}: ${what}.${verdicts === undefined ? '' : ` ${verdicts}`}`,
    format === 'sqlite' ? reveal : open,
  );
}

function nothingSaid(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'There is no whole conversation to write.',
    remedy: 'Go on with the run, or begin another.',
  });
}
