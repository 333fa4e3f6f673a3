import * as vscode from 'vscode';
import type { TensorZeroVariant } from '../../core/template/promptFile/tensorZero.ts';
import { openDocument, PromptFolder } from './promptFolder.ts';

/** More variants than this are not kept at once: each is read again with every change. */
const MAX_VARIANTS = 40;

/** The addresses of the variants of a `tensorzero.toml`; none for other files. */
export async function variantsOf(uri: vscode.Uri): Promise<vscode.Uri[]> {
  return (await read(uri)).slice(0, MAX_VARIANTS).map(one => one.uri);
}

/** The addresses of the variants in the workspace of which a template is a part. */
export async function variantsWith(part: vscode.Uri): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/tensorzero.toml', '**/node_modules/**', 20);
  const all = (await Promise.all(found.map(read))).flat();
  const isPart = ({ variant, folder }: Variant) =>
    variant.prompt.slots.some(({ file }) => file === folder.pathOf(part));
  return all
    .filter(isPart)
    .slice(0, MAX_VARIANTS)
    .map(({ uri }) => uri);
}

interface Variant {
  uri: vscode.Uri;
  folder: PromptFolder;
  variant: TensorZeroVariant;
}

async function read(uri: vscode.Uri): Promise<Variant[]> {
  if (!/(^|\/)tensorzero\.toml$/i.test(uri.path)) return [];
  const { loadTensorZero, variantName } = await import('../../core/template/promptFile/loadTensorZero.ts');
  const folder = new PromptFolder(uri);
  const path = folder.pathOf(uri);
  if (path === undefined) return [];
  const text = openDocument(uri)?.getText() ?? (await folder.read(path)) ?? '';
  const { variants } = await loadTensorZero(path, text, name => folder.read(name));
  return variants.map(variant => ({
    ...{ folder, variant },
    uri: uri.with({ fragment: variantName(variant) }),
  }));
}
