import * as vscode from 'vscode';
import { COPY_LANGUAGES, copyAs } from '../../../core/run/copyAs.ts';
import { assemblePrompt, promptJob } from '../../../core/template/promptFile/renderPrompt.ts';
import { toProblemData } from '../../../core/util/problem.ts';
import { enterKey } from '../../connections/enterKey.ts';
import type { Services } from '../../services.ts';
import type { Offer } from '../../tell.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';
import { chooseTarget, connectionFor, expectedConnection } from './chooseTarget.ts';
import { chooseRun, compareRuns } from './compareRuns.ts';
import { deleteRuns } from './deleteRuns.ts';
import { runPrompt } from './runPrompt.ts';
import { runItem } from './runItem.ts';

/** More answers than anybody reads; runs over datasets are another command. */
const MOST_TIMES = 50;

/** Runs a prompt, and offers what may help when that fails. */
export async function run(prompt: LoadedPrompt, times: number, services: Services): Promise<void> {
  if (!(await isTrusted())) return;
  try {
    await runPrompt(prompt.uri, times, services);
  } catch (thrown) {
    services.tell.failed(thrown, ...offersFor(thrown, prompt, times, services));
  }
}

export async function runSeveralTimes(prompt: LoadedPrompt, services: Services): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: 'Run Several Times',
    prompt: 'The answers come one after the other and are kept together.',
    value: '3',
    validateInput: typed => {
      const isFine = /^\d{1,3}$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= MOST_TIMES;
      return isFine ? undefined : `Write a number from 1 to ${MOST_TIMES}.`;
    },
  });
  if (text !== undefined) await run(prompt, Number(text), services);
}

export async function changeTarget(prompt: LoadedPrompt, services: Services): Promise<void> {
  await chooseTarget(prompt, services);
  services.runs.changed(prompt.uri);
}

/** All runs of a prompt, with what can be done with them. */
export async function showHistory(prompt: LoadedPrompt, { runs }: Services): Promise<void> {
  const all = (await runs.history(prompt.uri)).reverse();
  const items = all.map(runItem);
  const forgetAll = { label: '$(trash) Delete all runs of this template…', id: undefined };
  const chosen = await vscode.window.showQuickPick(all.length > 0 ? [...items, forgetAll] : [], {
    title: `Runs of ${prompt.file.path}`,
    placeHolder:
      all.length > 0
        ? 'Open, compare or delete a run'
        : 'There are no runs yet: every run of this template is kept here.',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return;
  const { id } = chosen;
  if (id === undefined) {
    await deleteRuns(
      prompt.uri,
      all.map(one => one.id),
      runs,
    );
    return;
  }
  const actions = [
    { label: '$(open-preview) Open', does: () => runs.show(prompt.uri, [id]) },
    { label: '$(diff) Compare with another run…', does: () => compareWithAnother(prompt.uri, id, { runs }) },
    { label: '$(trash) Delete', does: () => deleteRuns(prompt.uri, [id], runs) },
  ];
  const action = await vscode.window.showQuickPick(actions, { title: chosen.label });
  await action?.does();
}

/** Shows what differs between a run and one that the user picks. */
export async function compareWithAnother(
  uri: vscode.Uri,
  id: string,
  { runs }: Pick<Services, 'runs'>,
): Promise<void> {
  const other = await chooseRun(uri, id, runs);
  if (other) await compareRuns(uri, other, id, runs);
}

/** Copies the request of a prompt, as the preview shows it, as a program without any key. */
export async function copyPromptAs(prompt: LoadedPrompt, services: Services): Promise<void> {
  const language = await vscode.window.showQuickPick([...COPY_LANGUAGES], {
    title: 'Copy As',
    placeHolder: 'The key is not in it, only the name of the environment variable that holds it.',
  });
  const found = COPY_LANGUAGES.find(one => one === language);
  if (!found) return;
  const connection = await connectionFor(prompt, services);
  const { values } = services.promptValues.resolve(prompt);
  const results = await services.renderer.renderPrompt(promptJob(prompt.file, values));
  const { request } = assemblePrompt(prompt.file, values, results);
  const remembered = services.runTargets.of(prompt.uri);
  const model =
    request.model ?? (remembered.connection === connection.id ? remembered.model : undefined) ?? 'MODEL';
  await vscode.env.clipboard.writeText(copyAs(found, { model, ...request }, connection));
  services.tell.done(`Copied as ${found}.`);
}

/** Nothing of a workspace that is not trusted is sent anywhere. */
async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const chosen = await vscode.window.showWarningMessage(
    'Running a chat template sends it, its values and the files that it names to a model. That needs a workspace that you trust.',
    { modal: true },
    manage,
  );
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/** What may mend a failure. */
function offersFor(thrown: unknown, prompt: LoadedPrompt, times: number, services: Services): Offer[] {
  const { code, reason, retryable } = toProblemData(thrown);
  const again = () => run(prompt, times, services);
  const settings = () => vscode.commands.executeCommand('tunewright.setSpendingCap');
  if (reason === 'price-cap') return [{ title: 'Change the Cap', run: settings }];
  if (reason === 'runs-already') {
    return [{ title: 'Stop It', run: () => services.runs.live(prompt.uri)?.abort.abort() }];
  }
  if (reason === 'faulty-template') {
    const problems = () => vscode.commands.executeCommand('workbench.actions.view.problems');
    return [{ title: 'Show Problems', run: problems }];
  }
  const connection = expectedConnection(prompt, services);
  const offers: Offer[] = [];
  if (code === 'unauthorized' && connection) {
    const key = async () => {
      if (await enterKey(services.connections, connection)) await again();
    };
    offers.push({ title: 'Enter Key', run: key });
  }
  if (retryable || code === 'unreachable') offers.push({ title: 'Try Again', run: again });
  if (prompt.file.connection === undefined && code !== 'cancelled') {
    const other = async () => {
      await changeTarget(prompt, services);
      await again();
    };
    offers.push({ title: 'Choose Another Model', run: other });
  }
  return offers;
}
