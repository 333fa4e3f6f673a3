import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import type { Handlers } from '../../protocol/channel.ts';
import type { PreviewHostContract } from '../../protocol/preview.ts';
import type { Services } from '../services.ts';
import type { PreviewPanel } from './previewPanel.ts';
import { saveInputSet } from './saveInputSet.ts';

/** Answers to the page. It draws texts of strangers, so what it asks is checked. */
export function previewHandlers(
  preview: PreviewPanel,
  { promptValues, tell }: Services,
): Handlers<PreviewHostContract> {
  const { uri } = preview;
  return {
    ready: () => preview.shown?.drawn.state,
    async setValue({ name, text }) {
      check(typeof name === 'string' && (text === undefined || typeof text === 'string'));
      const { set, typed } = promptValues.of(uri);
      const { [name]: _, ...others } = typed;
      const next = text === undefined ? others : { ...typed, [name]: text };
      await promptValues.choose(uri, { ...(set !== undefined && { set }), typed: next });
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
