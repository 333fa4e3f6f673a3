import * as vscode from 'vscode';
import { loadCases } from '../../core/evaluate/compare/loadCases.ts';
import { isInputSets, newComparisonText } from '../../core/evaluate/newComparison/newComparisonText.ts';
import { proposeGraders } from '../../core/evaluate/newComparison/proposeGraders.ts';
import { proposeSource } from '../../core/evaluate/newComparison/proposeSource.ts';
import type { Grader } from '../../core/evaluate/graders/graderType.ts';
import { readRows } from '../../core/rows/readRows.ts';
import { analysePrompt } from '../../core/template/promptFile/analysePrompt.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import { freeFile } from '../freeFile.ts';
import type { Services } from '../services.ts';
import { showMade } from '../showMade.ts';
import { type LoadedPrompt, loadPrompt } from '../templates/loadPrompt.ts';
import { PromptFolder } from '../templates/promptFolder.ts';
import { chooseFile, CASES, TEMPLATES } from './chooseFile.ts';
import { chooseVariants } from './chooseVariants.ts';
import type { KnownStart } from './comparisonStart.ts';
import { addToComparison, chooseExisting, comparisonsOf, variantIn } from './existingComparisons.ts';

const TITLE = 'New Comparison';
/** Datasets are looked into up to so many bytes, to see what they hold. */
const LARGEST = 50_000_000;

/** Asks what is not known yet, writes the file and leaves it open; or opens one that is about the same. */
export async function newComparison(start: KnownStart, services: Services): Promise<vscode.Uri> {
  const existing = await comparisonsOf(start);
  if (existing.length > 0) {
    const chosen = await chooseExisting(TITLE, existing, start.variants !== undefined);
    if (chosen) {
      const open = await addToComparison(chosen, start);
      if (open) services.tell.done(`${fileName(chosen)} is ready.`, open);
      return chosen;
    }
  }
  const near = start.template ?? start.dataset ?? (start.folder && vscode.Uri.joinPath(start.folder, 'any'));
  const template = start.template ?? (await askTemplate(start, near));
  const prompt = template && (await loadPrompt(template));
  const cases = start.dataset ?? (await askCases(near ?? template, template));
  const variants = await chooseVariants(`${TITLE} (3 of 4)`, start.variants ?? [], services);
  const beside = cases ?? template;
  const place = (beside && vscode.Uri.joinPath(beside, '..')) ?? start.folder ?? workspaceFolder();
  const target = await freeFile(start.folder ?? place, stemOf(start, template ?? cases), '.compare.json');
  const folder = new PromptFolder(target);
  const inside = (uri: vscode.Uri | undefined) => uri && folder.pathOf(uri);
  const [templatePath, casesPath] = [inside(template), inside(cases)];
  if ((template && templatePath === undefined) || (cases && casesPath === undefined)) throw outside();
  const known = await lookAt(casesPath, prompt, folder);
  const graders = await askGraders(known.references);
  const text = newComparisonText({
    ...{ path: folder.pathOf(target) ?? fileName(target), graders },
    variants: variants.map(variant => variantIn(variant, folder)),
    ...(templatePath !== undefined && { template: templatePath }),
    ...(casesPath !== undefined && { cases: casesPath }),
    ...(known.source && { source: known.source }),
    ...(prompt && { values: exampleValues(prompt) }),
  });
  await write(target, text);
  const open = await showMade(target);
  if (open) services.tell.done(`${fileName(target)} is written.`, open);
  return target;
}

/** Conversations are sent as they are, so that the model hears what it was trained on. */
async function askTemplate(start: KnownStart, near: vscode.Uri | undefined) {
  if (start.variants?.some(({ training }) => training)) return undefined;
  const none = {
    label: '$(comment) Conversations as they are',
    description: 'the cases bring their messages',
  };
  return chooseFile(`${TITLE} (1 of 4)`, 'With which template is asked?', { glob: TEMPLATES, none, near });
}

async function askCases(near: vscode.Uri | undefined, template: vscode.Uri | undefined) {
  const description = template
    ? 'its values are written in the comparison'
    : 'it is written in the comparison';
  const none = { label: '$(edit) A case that I type in', description };
  return chooseFile(`${TITLE} (2 of 4)`, 'What do all of them answer?', { glob: CASES, none, near });
}

/** How the rows of the cases are read, and the answers that they want. */
async function lookAt(cases: string | undefined, prompt: LoadedPrompt | undefined, folder: PromptFolder) {
  const text = cases === undefined ? undefined : await folder.read(cases, LARGEST);
  if (cases === undefined || text === undefined) return { references: [] };
  const source = isInputSets(cases)
    ? undefined
    : proposeSource(await readRows(cases, text), variablesOf(prompt));
  const asked = isInputSets(cases) ? { inputs: cases } : { dataset: cases, ...source };
  const file = { variants: [{ name: 'any' }], cases: [asked] };
  const { cases: found } = await loadCases(file, '', async () => text);
  return { source, references: found.flatMap(({ reference }) => reference ?? []) };
}

function variablesOf(prompt: LoadedPrompt | undefined) {
  if (!prompt) return [];
  const { inputs } = prompt.file;
  return [...analysePrompt(prompt.file).inputs.keys()]
    .filter(name => name !== 'choices')
    .map(name => ({
      name,
      hasDefault: inputs.some(input => input.name === name && input.default !== undefined),
    }));
}

function exampleValues(prompt: LoadedPrompt): Record<string, unknown> {
  const wanted = variablesOf(prompt).filter(({ hasDefault }) => !hasDefault);
  const exampleOf = (name: string) => prompt.file.inputs.find(input => input.name === name)?.example ?? '';
  return Object.fromEntries(wanted.map(({ name }) => [name, exampleOf(name)]));
}

async function askGraders(references: readonly string[]): Promise<Grader[]> {
  const items = proposeGraders(references).map(({ grader, title, why, isUsual }) => ({
    ...{ label: title, description: why, grader },
    picked: isUsual,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: `${TITLE} (4 of 4)`,
    placeHolder: 'What judges the answers? More, such as judges, can be written in the file.',
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.map(({ grader }) => grader);
}

async function write(target: vscode.Uri, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(target, { contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Problem({
      code: 'rejected',
      message: `${target.path} was not written.`,
      remedy: 'Check the folder and try again.',
    });
  }
}

function workspaceFolder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  if (first) return first.uri;
  throw new Problem({
    code: 'not-found',
    message: 'A comparison is a file in a folder, and no folder is open.',
    remedy: 'Open a folder and try again.',
  });
}

function stemOf({ variants }: KnownStart, file: vscode.Uri | undefined): string {
  const name =
    variants?.find(({ training }) => training)?.name ??
    (file ? fileName(file).replace(/\.(prompt|inputs)\.json$|\.[a-z]+$/i, '') : 'new');
  return name.replace(/[^\w.-]+/g, '-').slice(0, 60) || 'new';
}

function outside(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'The template and the cases lie in different folders of the workspace.',
    remedy: 'Copy one into the folder of the other: a comparison reads only what is in its own folder.',
  });
}
