import * as vscode from 'vscode';
import type { JobAction } from '../../core/jobs/job.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Handlers } from '../../protocol/channel.ts';
import type { JobHostContract } from '../../protocol/job.ts';
import type { Services } from '../services.ts';
import { saveChart } from '../webviews/saveChart.ts';
import type { JobNode } from './jobNode.ts';
import type { JobPanel } from './jobPanel.ts';

const COMMANDS: Readonly<Record<JobAction, string>> = {
  cancel: 'tunewright.cancelJob',
  pause: 'tunewright.pauseJob',
  resume: 'tunewright.resumeJob',
};

/** Answers to the page. It draws texts of strangers, so what it asks is checked. */
export function jobHandlers(panel: JobPanel, { jobs }: Services): Handlers<JobHostContract> {
  const node: JobNode = { kind: 'job', id: panel.id };
  const run = async (command: string) => {
    await vscode.commands.executeCommand(command, node);
    return undefined;
  };
  return {
    ready: ({ have }) => panel.ready(have),
    events: () => jobs.events(panel.id),
    act({ action }) {
      check(Object.hasOwn(COMMANDS, action));
      return run(COMMANDS[action]);
    },
    copyModel: () => run('tunewright.copyJobModel'),
    compareWithBase: () => run('tunewright.newComparison'),
    chat: () => run('tunewright.chatWithJobModel'),
    continueFrom: () => run('tunewright.continueFromModel'),
    cloneTune: () => run('tunewright.cloneTune'),
    async open({ what }) {
      check(['tune', 'training', 'validation'].includes(what));
      const plan = jobs.job(panel.id)?.plan;
      const path = what === 'tune' ? plan?.tune?.path : plan?.[what]?.path;
      if (path === undefined) throw goneProblem('It is not known here.');
      const uri = vscode.Uri.file(path);
      if (what === 'tune') await showTune(uri, plan!.tune!.text);
      else await vscode.commands.executeCommand('vscode.open', uri);
      return undefined;
    },
    compare({ ids }) {
      check(Array.isArray(ids) && ids.every(id => typeof id === 'string'));
      return panel.compare(ids);
    },
    saveChart: saved => saveChart(saved),
  };
}

/** The tune as it was at the launch: as a comparison when the file has changed since, alone when it is gone. */
async function showTune(uri: vscode.Uri, text: string): Promise<void> {
  const now = await Promise.resolve(vscode.workspace.fs.readFile(uri)).then(
    bytes => new TextDecoder().decode(bytes),
    () => undefined,
  );
  if (now === text) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const then = await vscode.workspace.openTextDocument({ language: 'jsonc', content: text });
  if (now === undefined) await vscode.window.showTextDocument(then);
  else await vscode.commands.executeCommand('vscode.diff', then.uri, uri, 'At the launch ↔ Now');
}

function check(isSound: boolean): void {
  if (!isSound) throw goneProblem('The page asked for something impossible.');
}

function goneProblem(message: string): Problem {
  return new Problem({ code: 'rejected', message, remedy: 'Close the page and open it again.' });
}
