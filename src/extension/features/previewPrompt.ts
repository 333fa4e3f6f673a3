import path from 'node:path';
import * as vscode from 'vscode';
import { Problem } from '../../core/util/problem.ts';
import { RenderClient } from '../../node/renderClient.ts';
import { systemClock } from '../../node/systemClock.ts';
import { chosenFile } from '../files.ts';
import type { Services } from '../services.ts';
import { PreviewPanel } from '../templates/previewPanel.ts';
import { registerCommand } from '../typed.ts';
import { pageHtml, pagesFolder } from '../webviews/pageHtml.ts';

const VIEW_TYPE = 'tunewright.preview';

/** The preview beside the editor: one for each prompt, there again after a reload. */
export function registerPreviewPrompt(services: Services): vscode.Disposable {
  const { context, tell } = services;
  const renderer = new RenderClient(path.join(import.meta.dirname, 'renderWorker.cjs'), systemClock);
  const previews = new Map<string, PreviewPanel>();
  const webviewOptions = { enableScripts: true, localResourceRoots: [pagesFolder(context.extensionUri)] };

  const fill = (panel: vscode.WebviewPanel, uri: vscode.Uri) => {
    const key = uri.toString();
    const preview = new PreviewPanel(services, renderer, panel, uri);
    previews.set(key, preview);
    panel.onDidDispose(() => {
      preview.dispose();
      if (previews.get(key) === preview) previews.delete(key);
    });
    panel.webview.html = pageHtml(panel.webview, context.extensionUri, 'preview', { uri: key });
  };

  return vscode.Disposable.from(
    renderer,
    registerCommand('tunewright.previewPrompt', tell, given => {
      const uri = typeof given === 'object' ? given : chosenFile(given);
      if (!uri) throw nothingToPreview();
      const open = previews.get(uri.toString());
      if (open) return open.panel.reveal(undefined, true);
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      fill(vscode.window.createWebviewPanel(VIEW_TYPE, 'Preview', place, webviewOptions), uri);
    }),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      async deserializeWebviewPanel(panel, state: unknown) {
        const uri = (state as { uri?: unknown } | undefined)?.uri;
        panel.webview.options = webviewOptions;
        if (typeof uri === 'string' && !previews.has(uri)) fill(panel, vscode.Uri.parse(uri));
        else panel.dispose();
      },
    }),
    {
      dispose() {
        for (const preview of previews.values()) preview.dispose();
      },
    },
  );
}

function nothingToPreview(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'No chat template is open in the active editor.',
    remedy: 'Open a .prompt.json file, or any JSON file with "messages", and try again.',
  });
}
