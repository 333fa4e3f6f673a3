import path from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { RenderClient } from '../../node/renderClient.ts';
import { systemClock } from '../../node/systemClock.ts';
import { chosenFile } from '../files.ts';
import type { Services } from '../services.ts';
import { PreviewPanel } from '../templates/previewPanel.ts';
import { registerCommand } from '../typed.ts';
import { Panels } from '../webviews/panel.ts';

/** The preview beside the editor: one for each prompt, there again after a reload. */
export function registerPreviewPrompt(services: Services): vscode.Disposable {
  const { context, tell } = services;
  const renderer = new RenderClient(path.join(import.meta.dirname, 'renderWorker.cjs'), systemClock);
  const previews = new Panels(context.extensionUri, tell, {
    page: 'preview',
    place: { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    fill: (panel, key) => new PreviewPanel(services, renderer, panel, vscode.Uri.parse(key)),
  });
  return vscode.Disposable.from(
    renderer,
    previews,
    registerCommand('tunewright.previewPrompt', tell, given => {
      const uri = typeof given === 'object' ? given : chosenFile(given);
      if (!uri) throw nothingToPreview();
      previews.show(uri.toString());
    }),
  );
}

function nothingToPreview(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No chat template is open in the active editor.',
    remedy: 'Open a .prompt.json file, or any JSON file with "messages", and try again.',
  });
}
