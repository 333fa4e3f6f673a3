import * as vscode from 'vscode';
import { loadTensorZero, variantName } from '../../core/template/promptFile/loadTensorZero.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import { openDocument, PromptFolder } from './promptFolder.ts';

/** The address of one variant of a `tensorzero.toml`; the user picks it where there are several. */
export async function chooseVariant(uri: vscode.Uri): Promise<vscode.Uri> {
  if (uri.fragment !== '') return uri;
  const folder = new PromptFolder(uri);
  const path = folder.pathOf(uri) ?? '';
  const text = openDocument(uri)?.getText() ?? (await folder.read(path)) ?? '';
  const { variants, problems } = await loadTensorZero(path, text, name => folder.read(name));
  if (variants.length === 0) throw noFunctions(path, problems[0]?.message);
  const items = variants.map(one => ({
    label: `${one.function} / ${one.variant}`,
    description: typeof one.prompt.request.model === 'string' ? one.prompt.request.model : '',
    fragment: variantName(one),
  }));
  const chosen =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, { title: 'Preview Which Variant?' });
  if (!chosen) throw cancelledProblem();
  return uri.with({ fragment: chosen.fragment });
}

export function noFunctions(path: string, why: string | undefined): Problem {
  return new Problem({
    code: 'bad-response',
    message: `${path} holds no function with a variant that is a chat completion.${why ? ` ${why}` : ''}`,
    remedy: 'Choose the tensorzero.toml that has [functions.NAME.variants.VARIANT].',
  });
}
