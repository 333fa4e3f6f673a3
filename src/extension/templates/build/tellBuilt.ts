import path from 'node:path';
import * as vscode from 'vscode';
import type { BuiltDataset } from '../../../core/build/buildDataset.ts';
import { PROJECT_FILE } from '../../../core/project/project.ts';
import { count } from '../../../core/text/count.ts';
import { fileName } from '../../files.ts';
import type { Services } from '../../services.ts';
import { showMade } from '../../showMade.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';

/** Opens what was written and says what can be done with it. */
export async function tellBuilt(
  { examples, refused }: Pick<BuiltDataset, 'examples' | 'refused'>,
  { dataset }: { dataset: string },
  prompt: LoadedPrompt | undefined,
  { tell, settings }: Services,
): Promise<void> {
  const uri = vscode.Uri.file(dataset);
  const open = await showMade(uri);
  const opens = open ? [open] : [];
  const left = refused.length > 0 ? ` ${count(refused.length, 'row')} made none.` : '';
  const sentence = `${fileName(uri)}: ${count(examples.length, 'example')}.${left}`;
  if (!prompt) {
    tell.done(sentence, ...opens);
    return;
  }
  const project = await settings.projectFileOf(uri);
  const root = project ? path.dirname(project.path) : vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
  if (root === undefined) {
    tell.done(sentence, ...opens);
    return;
  }
  const entry = {
    files: path.relative(root, dataset).replaceAll(path.sep, '/'),
    template: path.relative(root, prompt.uri.fsPath).replaceAll(path.sep, '/'),
  };
  const text = `${sentence} Link it to its template in ${PROJECT_FILE}, and you are told when the two part.`;
  tell.done(text, ...opens, {
    title: 'Copy the Link',
    run: async () => {
      await vscode.env.clipboard.writeText(JSON.stringify(entry, null, 2));
      await vscode.commands.executeCommand('tunewright.openProjectFile', uri.toString());
    },
  });
}
