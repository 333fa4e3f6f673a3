import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { chosenFile } from '../files.ts';
import type { Services } from '../services.ts';
import { PreviewPanel } from '../templates/previewPanel.ts';
import { registerCommand } from '../typed.ts';
import { Panels } from '../webviews/panel.ts';

/** The preview beside the editor: one for each prompt, there again after a reload. */
export function registerPreviewPrompt(services: Services): vscode.Disposable {
  const { context, tell } = services;
  const previews = new Panels(context.extensionUri, tell, {
    page: 'preview',
    place: { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
    fill: (panel, key) => new PreviewPanel(services, panel, vscode.Uri.parse(key)),
  });
  return vscode.Disposable.from(
    previews,
    registerCommand('tunewright.previewPrompt', tell, async given => {
      const uri = typeof given === 'object' ? given : chosenFile(given);
      if (!uri) throw nothingToPreview();
      const { isTensorZero } = await import('../../core/template/promptFile/loadTensorZero.ts');
      const { chooseVariant } = await import('../templates/chooseVariant.ts');
      previews.show((isTensorZero(uri.path) ? await chooseVariant(uri) : uri).toString());
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
