import * as vscode from 'vscode';
import { currentPrompts } from '../../core/evaluate/feedback/currentPrompt.ts';
import { type FeedbackDataset, feedbackDataset } from '../../core/evaluate/feedback/feedbackDataset.ts';
import { heldOutCases } from '../../core/evaluate/feedback/heldOut.ts';
import { trainingRows } from '../../core/evaluate/training/trainingRows.ts';
import { count } from '../../core/text/count.ts';
import { Problem } from '../../core/util/problem.ts';
import { FeedbackFile } from '../../node/compare/feedbackFile.ts';
import { writeFeedbackDataset } from '../../node/compare/writeFeedbackDataset.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { CompareSession } from '../compare/compareSession.ts';
import { fileName } from '../files.ts';
import { freeFile } from '../freeFile.ts';
import type { Services } from '../services.ts';
import { showMade } from '../showMade.ts';
import type { Offer } from '../tell.ts';
import { confirmBuild } from '../templates/build/confirmBuild.ts';
import { PromptFolder } from '../templates/promptFolder.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseKind, chooseVoice } from './chooseFeedback.ts';
import { chooseHeldOut, chooseTraining } from './chooseFiles.ts';

const TITLE = 'Make Dataset from Feedback';
/** Training files beyond this many bytes are not looked into. */
const LARGEST = 200_000_000;

/** Asks what is learnt from whom, shows it, writes it beside the comparison, and opens it. */
export async function makeFromFeedback(
  session: CompareSession | undefined,
  services: Services,
): Promise<vscode.Uri> {
  const folder = session?.host.folder ?? new PromptFolder(vscode.Uri.joinPath(workspaceFolder(), 'any'));
  const said = (await new FeedbackFile(folder.root.fsPath, systemClock).read()).feedback;
  await session?.settled();
  const { comparison } = session ?? {};
  const feedback = await chooseVoice(TITLE, said, session);
  const kind = await chooseKind(TITLE, feedback);
  const training = await chooseTraining(TITLE, folder, comparison);
  const heldOut = await chooseHeldOut(TITLE, folder, feedback, training, services);
  const made = await withCancellableProgress(TITLE, async signal => {
    const read = async (name: string) => (await folder.read(name, LARGEST)) ?? '';
    const kept = new Map(await Promise.all(heldOut.map(async name => [name, await read(name)] as const)));
    const host = {
      read: (name: string) => folder.read(name),
      renderPrompt: services.renderer.renderPrompt.bind(services.renderer),
    };
    return feedbackDataset(feedback, {
      kind,
      promptOf: currentPrompts(host, signal),
      ...(training !== undefined && { training: trainingRows(await read(training)) }),
      isHeldOut: heldOutCases(feedback, kept),
    });
  });
  const left = leftOut(made);
  if (made.rows.length === 0) throw nothingLeft(left);
  await confirmBuild(TITLE, {
    examples: made.rows.map(row => JSON.parse(row)),
    refused: refusedOf(made, left),
  });
  const file = await freeName(session, folder, kind);
  await writeFeedbackDataset(file.fsPath, made);
  await tellMade(file, made, services, await showMade(file));
  return file;
}

/** Says how many rows there are and what the linter finds in them. */
async function tellMade(
  file: vscode.Uri,
  { rows }: FeedbackDataset,
  { lint, tell }: Services,
  open: Offer | undefined,
): Promise<void> {
  const { totals } = await withCancellableProgress(`Linting ${fileName(file)}`, signal =>
    lint.lint(file, signal),
  );
  const problems = totals.error + totals.warning;
  const verdict =
    problems === 0 ? 'The linter finds no problem.' : `The linter finds ${count(problems, 'problem')}.`;
  const text = `${fileName(file)}: ${count(rows.length, 'row')}. ${verdict}`;
  const tune = {
    title: 'New Tune',
    run: () => vscode.commands.executeCommand('tunewright.newTune', file),
  };
  const opens = open ? [open] : [];
  if (totals.error > 0) tell.warn(text, ...opens);
  else tell.done(text, ...opens, tune);
}

function leftOut({ known, heldOut, failed }: FeedbackDataset): string[] {
  return [
    ...(known > 0 ? [`${count(known, 'row')} that stand in the training file already, or twice`] : []),
    ...(heldOut > 0 ? [`${count(heldOut, 'case')} that are kept for evaluation`] : []),
    ...(failed.length > 0
      ? [`${count(failed.length, 'case')} whose prompt cannot be rendered any more`]
      : []),
  ];
}

function refusedOf({ failed }: FeedbackDataset, left: readonly string[]) {
  return [
    ...left.map(from => ({ from, reason: '' })),
    ...failed.map(one => ({ from: one.case, reason: one.problem.message })),
  ];
}

function freeName(
  session: CompareSession | undefined,
  folder: PromptFolder,
  kind: string,
): Promise<vscode.Uri> {
  const place = session ? vscode.Uri.joinPath(session.uri, '..') : folder.root;
  const stem = session ? fileName(session.uri).replace(/\.compare\.jsonc?$/i, '') : 'feedback';
  return freeFile(place, `${stem}-${kind}`, '.jsonl');
}

function workspaceFolder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first) return first.uri;
  throw new Problem({
    code: 'not-found',
    message: 'Feedback is kept in a folder, and no folder is open.',
    remedy: 'Open the folder of the comparison and try again.',
  });
}

function nothingLeft(left: readonly string[]): Problem {
  return new Problem({
    code: 'not-found',
    message: `Nothing is left to learn. Left out: ${left.join('; ')}.`,
    remedy: 'Choose other files to leave out, or judge more answers.',
  });
}
