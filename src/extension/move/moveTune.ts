import path from 'node:path';
import * as vscode from 'vscode';
import type { Job } from '../../core/jobs/job.ts';
import type { MoveDestination, MovePlan } from '../../core/move/movePlan.ts';
import { readMoveSource, type TuneText } from '../../core/move/moveSource.ts';
import { planMove } from '../../core/move/planMove.ts';
import { count } from '../../core/text/count.ts';
import { connectionOf } from '../../core/tune/tuneContext.ts';
import { movePlanMarkdown } from '../../core/view/movePlanMarkdown.ts';
import { lossesOf } from '../../core/view/movePlanText.ts';
import { findComparisons } from '../../node/move/findComparisons.ts';
import { TUNE_ENDING } from '../launch/tuneName.ts';
import type { Services } from '../services.ts';
import { showMade } from '../showMade.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';
import { chooseDestination } from './chooseDestination.ts';
import type { PlanPreview } from './planPreview.ts';

/** A tune file, or a job whose tune is meant. */
export type MoveFrom = { tune: TuneText; job?: Job };

/** Asks where to, shows what changes and what is lost, and writes what the user agrees to. */
export async function moveTune(
  services: Services,
  preview: PlanPreview,
  { tune, job }: MoveFrom,
): Promise<void> {
  const stem = path.basename(tune.path).slice(0, -TUNE_ENDING.length);
  const file = vscode.Uri.file(tune.path);
  await services.jobs.ready;
  const source = readMoveSource(tune, path.basename(tune.path), services.jobs.jobs(), job);
  const context = await services.tunes.context(file);
  const from = connectionOf(source.tune.connection, context.connections);
  const to = await chooseDestination(context, from?.id ?? '', stem);
  if (!to) return;
  const folder = path.dirname(tune.path);
  const root = vscode.workspace.getWorkspaceFolder(file)?.uri.fsPath ?? folder;
  const planned = (model: string | undefined) =>
    withCancellableProgress(`Working out the move of ${stem}`, signal =>
      planMove(
        {
          ...{ ...source, text: tune.text, stem, from, to, model },
          folder: path.relative(root, folder).split(path.sep).join('/'),
        },
        {
          today: context.today,
          resolve: name => path.resolve(folder, name),
          settingsOf: name => services.settings.of(vscode.Uri.file(name)),
          tryDataset: trial => services.lint.foreground.call('tryDataset', trial, { signal }),
          comparisons: () => findComparisons(root, signal),
        },
      ),
    );
  // The page goes before the result comes: VS Code shows all Markdown in one preview, and would close that.
  const plan = await agreedPlan(preview, to, planned).finally(() => preview.close());
  if (plan) await write(services, plan, { folder, root });
}

/** Shows the plan, and another one for each other model, until the user agrees or leaves. */
async function agreedPlan(
  preview: PlanPreview,
  to: MoveDestination,
  planned: (model: string | undefined) => Promise<MovePlan>,
): Promise<MovePlan | undefined> {
  let plan = await planned(undefined);
  for (;;) {
    await preview.show(movePlanMarkdown(plan));
    const answer = await askConsent(plan, to);
    if (answer === 'write') return plan;
    if (answer !== 'model') return undefined;
    const model = await askModel(plan);
    if (model !== undefined) plan = await planned(model);
  }
}

async function askConsent(plan: MovePlan, to: MoveDestination): Promise<'write' | 'model' | undefined> {
  const losses = lossesOf(plan);
  const errors = plan.datasets.reduce((sum, { after }) => sum + after.error, 0);
  const warnings = [
    losses > 0 && `${count(losses, 'thing is', 'things are')} lost`,
    errors > 0 && `${count(errors, 'error')} of the linter ${errors === 1 ? 'remains' : 'remain'}`,
  ].filter(one => one !== false);
  const what = to.kind === 'tool' ? `the folder ${plan.stem}` : `${plan.stem}${TUNE_ENDING}`;
  const items = [
    {
      label: `$(check) Write ${what}`,
      detail: warnings.length > 0 ? `$(warning) ${warnings.join(', ')}: see the plan.` : 'Nothing is lost.',
      answer: 'write' as const,
    },
    {
      label: '$(edit) Begin with Another Model…',
      detail: `Now it is ${plan.model.id}.`,
      answer: 'model' as const,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `Move ${plan.name} to ${plan.to.title}`,
    placeHolder: 'The plan is shown below. What exists stays as it is.',
    ignoreFocusOut: true,
  });
  return picked?.answer;
}

async function askModel({ model }: MovePlan): Promise<string | undefined> {
  const other = '$(edit) Type Its Name…';
  const picked = await vscode.window.showQuickPick(
    [...model.others.map(label => ({ label })), { label: other }],
    { title: 'Begin with Another Model', placeHolder: `Instead of ${model.id}`, ignoreFocusOut: true },
  );
  if (picked?.label !== other) return picked?.label;
  const typed = await vscode.window.showInputBox({
    title: 'Begin with Another Model',
    prompt: 'The name of the model, as the new place writes it.',
    value: model.id,
    ignoreFocusOut: true,
  });
  return typed?.trim() || undefined;
}

async function write(
  { lint, tell }: Services,
  plan: MovePlan,
  places: { folder: string; root: string },
): Promise<void> {
  const written = await withCancellableProgress(`Writing ${plan.stem}`, signal =>
    lint.foreground.call('writeMove', { plan, ...places }, { signal }),
  );
  const [first, ...others] = written;
  if (first === undefined) return;
  const uri = vscode.Uri.file(first);
  const isFolder = plan.to.kind === 'tool';
  if (isFolder) await vscode.commands.executeCommand('markdown.showPreview', uri);
  const open = isFolder ? undefined : await showMade(uri);
  const where = isFolder ? path.basename(path.dirname(first)) : path.basename(first);
  const comparison = others.find(file => file.endsWith('.compare.json'));
  const offers = comparison
    ? [
        {
          title: 'Open Comparison',
          run: () => vscode.commands.executeCommand('tunewright.openComparison', vscode.Uri.file(comparison)),
        },
      ]
    : [];
  tell.done(
    `${where} is written, with ${count(others.length, 'other file')}.`,
    ...(open ? [open] : []),
    ...offers,
  );
}
