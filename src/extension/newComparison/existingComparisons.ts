import * as vscode from 'vscode';
import { parseCompareFile } from '../../core/evaluate/compareFile/parseCompareFile.ts';
import { withVariants } from '../../core/evaluate/newComparison/addVariants.ts';
import type { NewVariant } from '../../core/evaluate/newComparison/newComparisonText.ts';
import { cancelledProblem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import { showMade } from '../showMade.ts';
import type { Offer } from '../tell.ts';
import { PromptFolder } from '../templates/promptFolder.ts';
import type { KnownStart, KnownVariant } from './comparisonStart.ts';

/** More comparisons are not looked into. */
const MOST_FILES = 200;

/** Comparisons of the workspace that speak of the same template, dataset or models, or that lie beside the job's tune. */
export async function comparisonsOf({
  template,
  dataset,
  variants = [],
  folder: beside,
}: KnownStart): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(
    '**/*.compare.{json,jsonc}',
    '**/{node_modules,.tunewright}/**',
    MOST_FILES,
  );
  const wanted = [template, dataset].flatMap(uri => uri?.toString() ?? []);
  const models = new Set(variants.flatMap(({ model }) => model ?? []));
  const fits = await Promise.all(
    files.map(async uri => {
      const folder = new PromptFolder(uri);
      const path = folder.pathOf(uri);
      const text = path === undefined ? undefined : await folder.read(path);
      if (text === undefined) return false;
      const { file, references } = parseCompareFile(text, path!);
      const named = references.flatMap(({ paths }) => paths.map(one => folder.uriOf(one).toString()));
      return (
        vscode.Uri.joinPath(uri, '..').path === beside?.path ||
        wanted.some(one => named.includes(one)) ||
        (file?.variants.some(({ model }) => model !== undefined && models.has(model)) ?? false)
      );
    }),
  );
  const isFar = (uri: vscode.Uri) => Number(vscode.Uri.joinPath(uri, '..').path !== beside?.path);
  return files
    .filter((_, index) => fits[index])
    .sort((one, other) => isFar(one) - isFar(other) || (one.path < other.path ? -1 : 1));
}

/** Asks whether one of these is meant; undefined for a new one. Throws `cancelled` when the user leaves. */
export async function chooseExisting(
  title: string,
  files: readonly vscode.Uri[],
  adds: boolean,
): Promise<vscode.Uri | undefined> {
  const fresh = { label: '$(add) A new comparison', description: '', uri: undefined };
  const items = files.map(uri => ({
    label: `$(split-horizontal) ${fileName(uri)}`,
    description: adds ? 'add to it' : 'open it',
    uri,
  }));
  const chosen = await vscode.window.showQuickPick([fresh, ...items], {
    title,
    placeHolder: 'There are comparisons about the same',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.uri;
}

/**
 * Adds the models that a comparison does not have yet and opens it; they can be taken back with Undo. Returns an offer to
 * open it where another file was opened meanwhile.
 */
export async function addToComparison(
  uri: vscode.Uri,
  { variants = [] }: KnownStart,
): Promise<Offer | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const folder = new PromptFolder(uri);
  const path = folder.pathOf(uri) ?? fileName(uri);
  const before = document.getText();
  const after = withVariants(
    before,
    path,
    variants.map(variant => variantIn(variant, folder)),
  );
  if (after !== undefined && after !== before) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(before.length)), after);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  }
  return showMade(uri, {});
}

/** A variant with the path of its training file, where that lies in the folder. */
export function variantIn({ training, ...variant }: KnownVariant, folder: PromptFolder): NewVariant {
  const trainingFile = training && folder.pathOf(training);
  return { ...variant, ...(trainingFile !== undefined && { trainingFile }) };
}
