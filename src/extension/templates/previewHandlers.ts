import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import type { Handlers } from '../../protocol/channel.ts';
import type { PreviewHostContract } from '../../protocol/preview.ts';
import type { Services } from '../services.ts';
import type { PreviewPanel } from './previewPanel.ts';
import { answerHandlers } from '../webviews/answerHandlers.ts';
import { commandCall } from '../typed.ts';
import { saveInputSet } from './saveInputSet.ts';

/** Answers to the page. It draws texts of strangers, so what it asks is checked. */
export function previewHandlers(
  preview: PreviewPanel,
  { promptValues, runs, tokenizerConfigs, tell }: Services,
): Handlers<PreviewHostContract> {
  const { uri } = preview;
  const call = (command: vscode.Command) =>
    void vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  return {
    ready: () => preview.shown?.drawn.state,
    async setValue({ name, text }) {
      check(typeof name === 'string' && (text === undefined || typeof text === 'string'));
      await promptValues.type(uri, name, text);
      return undefined;
    },
    async chooseSet({ set }) {
      check(set === undefined || typeof set === 'string');
      await promptValues.choose(uri, { ...(set !== undefined && { set }), typed: {} });
      return undefined;
    },
    async saveSet() {
      try {
        if (preview.shown) await saveInputSet(preview.shown.prompt, promptValues);
      } catch (thrown) {
        tell.failed(thrown);
      }
      return undefined;
    },
    async reveal({ sequence, slot, offset }) {
      check([sequence, slot, offset].every(Number.isSafeInteger));
      await preview.reveal(sequence, slot, offset);
      return undefined;
    },
    async revealNote({ sequence, note }) {
      check([sequence, note].every(Number.isSafeInteger));
      await preview.revealNote(sequence, note);
      return undefined;
    },
    async copyRequest() {
      const { shown } = preview;
      if (shown) await vscode.env.clipboard.writeText(shown.drawn.state.request);
      return undefined;
    },
    ...answerHandlers,
    facts: () => preview.facts,
    async chooseRow() {
      const { chooseRow } = await import('./chooseRow.ts');
      const prompt = preview.shown?.prompt;
      if (prompt) await chooseRow(prompt, promptValues).catch(thrown => tell.failed(thrown));
      return undefined;
    },
    async chooseTokenizer() {
      await tokenizerConfigs.choose().catch(thrown => tell.failed(thrown));
      return undefined;
    },
    async forgetTokenizer() {
      await tokenizerConfigs.forget();
      return undefined;
    },
    runs: () => preview.runs(),
    run({ asksTimes }) {
      check(typeof asksTimes === 'boolean');
      // Not waited for: the page hears what comes of it.
      call(
        asksTimes
          ? commandCall('tunewright.runPromptTimes', '', uri)
          : commandCall('tunewright.runPrompt', '', uri),
      );
      return undefined;
    },
    stop() {
      runs.live(uri)?.abort.abort();
      return undefined;
    },
    chooseTarget: () => call(commandCall('tunewright.chooseRunTarget', '', uri)) as undefined,
    copyAs: () => call(commandCall('tunewright.copyPromptAs', '', uri)) as undefined,
    showHistory: () => call(commandCall('tunewright.showRunHistory', '', uri)) as undefined,
    openRun({ id }) {
      check(typeof id === 'string');
      runs.show(uri, [id]);
      return undefined;
    },
    compareRun({ id }) {
      check(typeof id === 'string');
      call(commandCall('tunewright.compareRuns', '', uri, id));
      return undefined;
    },
    async deleteRun({ id }) {
      check(typeof id === 'string');
      const { deleteRuns } = await import('./run/deleteRuns.ts');
      await deleteRuns(uri, [id], runs).catch(thrown => tell.failed(thrown));
      return undefined;
    },
    async copyAnswer({ id, answer }) {
      check(typeof id === 'string' && Number.isSafeInteger(answer));
      const run = (await runs.history(uri)).find(one => one.id === id);
      const text = run?.answers[answer]?.text;
      if (text !== undefined) await vscode.env.clipboard.writeText(text);
      return undefined;
    },
  };
}

function check(isSound: boolean): void {
  if (isSound) return;
  throw new Problem({
    code: 'rejected',
    message: 'The preview asked for something impossible.',
    remedy: 'Close the preview and open it again.',
  });
}
