import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { chosenFile } from '../files.ts';
import type { Services } from '../services.ts';
import type { LoadedPrompt } from '../templates/loadPrompt.ts';
import { commandCall, registerCommand } from '../typed.ts';

/** *Run Prompt* and what belongs to it: several times, stop, whom to ask, the history, copy as code. */
export function registerRunPrompt(services: Services): vscode.Disposable {
  const { tell, runs } = services;
  // What runs prompts is loaded when somebody runs one.
  const load = () => import('../templates/run/runCommands.ts');
  // That a page is gone is told late. Where a text is in front no page is.
  const pageInFront = (): vscode.Uri | undefined =>
    vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputText
      ? undefined
      : services.prompts.inFront;
  const target = (given: vscode.Uri | string | undefined): vscode.Uri => {
    const uri = typeof given === 'object' ? given : given === undefined ? pageInFront() : undefined;
    const found = uri ?? chosenFile(typeof given === 'string' ? given : undefined);
    if (!found) throw noPrompt();
    return found;
  };
  /** The page is where runs are seen, and it keeps the prompt at hand. */
  const shown = async (uri: vscode.Uri): Promise<LoadedPrompt> => {
    const { command, arguments: given = [] } = commandCall('tunewright.previewPrompt', '', uri);
    await vscode.commands.executeCommand(command, ...given);
    const prompt = await services.prompts.fresh(uri);
    if (!prompt) throw noPrompt();
    return prompt;
  };
  return vscode.Disposable.from(
    registerCommand('tunewright.runPrompt', tell, async given => {
      const prompt = await shown(target(given));
      await (await load()).run(prompt, 1, services);
    }),
    registerCommand('tunewright.runPromptTimes', tell, async given => {
      const prompt = await shown(target(given));
      await (await load()).runSeveralTimes(prompt, services);
    }),
    registerCommand('tunewright.stopRun', tell, given => runs.live(target(given))?.abort.abort()),
    registerCommand('tunewright.chooseRunTarget', tell, async given => {
      const prompt = await shown(target(given));
      await (await load()).changeTarget(prompt, services);
    }),
    registerCommand('tunewright.showRunHistory', tell, async given => {
      const prompt = await shown(target(given));
      await (await load()).showHistory(prompt, services);
    }),
    registerCommand('tunewright.compareRuns', tell, async (uri, run) =>
      (await load()).compareWithAnother(uri, run, services),
    ),
    registerCommand('tunewright.copyPromptAs', tell, async given => {
      const prompt = await shown(target(given));
      await (await load()).copyPromptAs(prompt, services);
    }),
    vscode.workspace.registerTextDocumentContentProvider(RUN_SCHEME, {
      async provideTextDocumentContent(uri) {
        const { textOfRun } = await import('../templates/run/compareRuns.ts');
        return textOfRun(uri, runs);
      },
    }),
  );
}

/** The scheme of documents that show a run. */
export const RUN_SCHEME = 'tunewright-run';

function noPrompt(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No chat template is open in the active editor.',
    remedy: 'Open a .prompt.json file, or any JSON file with "messages", and try again.',
  });
}
