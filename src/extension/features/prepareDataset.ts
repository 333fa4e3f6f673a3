import * as vscode from 'vscode';
import type { FindingTotals } from '../../core/lint/finding.ts';
import type { PreparedPart, PreparePlan } from '../../core/prepare/plan.ts';
import type { PrepareStep } from '../../core/prepare/stage.ts';
import { toProblemData } from '../../core/util/problem.ts';
import type { PreparedDataset, PrepareProgress } from '../../protocol/lint.ts';
import { activeFile, fileName } from '../files.ts';
import { savedFile } from '../savedFile.ts';
import type { Services } from '../services.ts';
import { registerCommand } from '../typed.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseFile } from './chooseDatasets.ts';
import { chooseRemedies } from './chooseRemedies.ts';
import { chooseSplit } from './chooseSplit.ts';

/** Makes a copy of a dataset that is ready to be trained on. The original is never touched. */
export function registerPrepareDataset(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand('tunewright.prepareDataset', services.tell, async given => {
      const uri = given ?? (await fileToPrepare(services));
      if (uri) await prepare(services, uri);
    }),
    registerCommand('tunewright.prepareForTarget', services.tell, (text, target) =>
      prepare(services, vscode.Uri.parse(text), target),
    ),
  );
}

async function prepare(services: Services, uri: vscode.Uri, target?: string): Promise<void> {
  if (!(await savedFile(uri, 'prepare'))) return;
  const plan = await analyse(services, uri, target);
  const accept = await chooseRemedies(plan);
  const split = accept && (await chooseSplit(plan));
  if (!accept || !split) return;
  const prepared = await withCancellableProgress(`Preparing ${plan.name}`, (signal, report) =>
    services.lint.foreground.call(
      'prepare',
      { path: uri.fsPath, plan, choice: { accept, ...split } },
      { signal, onProgress: progress => report(inWords(progress, plan.bytes)) },
    ),
  );
  await tellPrepared(services, uri, plan, prepared, await findingsLeft(services, uri, plan, prepared));
}

/** Beyond this many bytes VS Code compares no files. */
const LARGEST_DIFF = 50 * 1024 * 1024;

export async function fileToPrepare({ lint }: Pick<Services, 'lint'>): Promise<vscode.Uri | undefined> {
  const active = activeFile();
  return active && lint.state(active) ? active : chooseFile('Prepare');
}

export async function analyse(
  { lint, settings }: Services,
  uri: vscode.Uri,
  target?: string,
): Promise<PreparePlan> {
  const own = await settings.of(uri);
  // A copy for one target is judged by that one alone.
  const how = target === undefined ? own : { ...own, target, targets: undefined };
  const { size } = await vscode.workspace.fs.stat(uri);
  return withCancellableProgress(`Analysing ${fileName(uri)}`, (signal, report) =>
    lint.foreground.call(
      'analyse',
      { path: uri.fsPath, settings: how },
      { signal, onProgress: progress => report(inWords(progress, size)) },
    ),
  );
}

/** What the linter says of what was written; undefined when it could not say it or nobody waited for it. */
async function findingsLeft(
  { lint, log }: Services,
  original: vscode.Uri,
  { settings }: PreparePlan,
  { files }: PreparedDataset,
): Promise<FindingTotals | undefined> {
  const written = Object.entries(files);
  const parts = written.length > 0 ? written : [['all', original.fsPath] as const];
  const sum: FindingTotals = { error: 0, warning: 0, info: 0 };
  try {
    await withCancellableProgress('Checking what was prepared', async signal => {
      for (const [part, path] of parts) {
        const own = part === 'validation' ? { ...settings, purpose: 'validation' as const } : settings;
        const { totals } = await lint.foreground.call('lintFile', { path, settings: own }, { signal });
        sum.error += totals.error;
        sum.warning += totals.warning;
        sum.info += totals.info;
      }
    });
    return sum;
  } catch (error) {
    const problem = toProblemData(error);
    if (problem.code !== 'cancelled') log.problem(problem);
    return undefined;
  }
}

async function tellPrepared(
  { tell }: Services,
  original: vscode.Uri,
  plan: PreparePlan,
  prepared: PreparedDataset,
  left: FindingTotals | undefined,
): Promise<void> {
  const { describeFiles, describeLeft, nextStep } = await import('../../core/prepare/report.ts');
  const nameOf = (part: PreparedPart) => {
    const file = prepared.files[part];
    return file === undefined ? undefined : fileName(vscode.Uri.file(file));
  };
  const leftInWords = left && describeLeft(left);
  const sentences = [
    ...describeFiles(prepared, nameOf),
    ...prepared.reminders,
    ...(leftInWords === undefined ? [] : [`${leftInWords}.`]),
    nextStep(plan, nameOf, left?.error ?? 0),
  ];
  const path = prepared.files.all ?? prepared.files.train;
  if (path === undefined) return tell.done(sentences.join(' '));
  const written = vscode.Uri.file(path);
  const diff = {
    title: 'Show Diff',
    run: () =>
      vscode.commands.executeCommand('vscode.diff', original, written, `${plan.name} ↔ ${fileName(written)}`),
  };
  tell.done(sentences.join(' '), ...(plan.bytes > LARGEST_DIFF ? [] : [diff]), {
    title: 'Open',
    run: () => vscode.commands.executeCommand('vscode.open', written),
  });
}

export function inWords({ step, bytes }: PrepareProgress, all: number): string {
  return `${STEPS[step]} ${Math.min(100, Math.floor((bytes * 100) / Math.max(all, 1)))} %`;
}

const STEPS: Readonly<Record<PrepareStep, string>> = {
  reading: 'Reading',
  fixing: 'Fixing',
  counting: 'Counting',
  writing: 'Writing',
};
