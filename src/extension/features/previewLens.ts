import * as vscode from 'vscode';
import type { Services } from '../services.ts';
import { PromptPlaces } from '../templates/atPosition.ts';
import { commandCall } from '../typed.ts';

/** *Run*, *Preview*, *Chat*, *Compare* and the runs over many rows, over the messages of a chat template. */
export function registerPreviewLens({ prompts }: Services): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    [{ pattern: '**/*.prompt.json' }, { language: 'prompty' }],
    {
      async provideCodeLenses(document) {
        const prompt = await prompts.fresh(document.uri);
        if (!prompt) return [];
        const { messagesPlace } = await import('../../core/template/promptFile/messagesPlace.ts');
        const place = messagesPlace(prompt.file);
        if (!place) return [];
        const range = new PromptPlaces(prompt).rangeOf(place);
        const calls = [
          commandCall('tunewright.runPrompt', '$(play) Run', document.uri),
          commandCall('tunewright.previewPrompt', '$(open-preview) Preview', document.uri),
          commandCall('tunewright.chat', '$(comment-discussion) Chat', document.uri),
          commandCall('tunewright.newComparison', '$(split-horizontal) Compare', document.uri),
          commandCall('tunewright.runOverDataset', 'Run over Dataset', document.uri),
          commandCall('tunewright.runOverFolder', 'Run over Folder', document.uri),
        ];
        return calls.map(call => new vscode.CodeLens(range, call));
      },
    },
  );
}
