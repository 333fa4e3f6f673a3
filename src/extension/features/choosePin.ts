import * as vscode from 'vscode';
import type { PinKey } from '../../core/project/pinDataset.ts';
import { PROJECT_FILE } from '../../core/project/project.ts';
import type { Services } from '../services.ts';
import { editProjectFile, findProjectFile } from './projectFileEdits.ts';

/** Asks for the format, target or method of one file and pins it there, or releases it. */
export async function choosePin(services: Services, uri: vscode.Uri, key: PinKey): Promise<void> {
  const place = await findProjectFile(services, uri);
  const picked = await vscode.window.showQuickPick(choicesFor(key, (await services.settings.of(uri))[key]), {
    title: TITLES[key],
    placeHolder: place
      ? `Written to ${PROJECT_FILE}, for this file only`
      : 'Kept on this machine: the file is in no folder that is open',
    matchOnDescription: true,
  });
  if (!picked) return;
  if (!place) await pinHere(services, uri, key, picked.value);
  else {
    const { withDatasetPin } = await import('../../core/project/pinDataset.ts');
    await editProjectFile(services, place, text =>
      withDatasetPin(text, place.relativePath, key, picked.value),
    );
  }
  const settings = await services.settings.of(uri);
  if (place && picked.value === undefined && settings[key] !== undefined && key !== 'target') {
    services.tell.done(`Another entry of ${PROJECT_FILE} speaks of this file too and still counts.`, {
      title: 'Open Project File',
      run: () => vscode.commands.executeCommand('tunewright.openProjectFile', uri.toString()),
    });
  }
}

interface Choice extends vscode.QuickPickItem {
  /** Absent: nothing is pinned. */
  value?: string;
}

async function choicesFor(key: PinKey, current: string | undefined): Promise<Choice[]> {
  const choices = await allChoices(key);
  return choices.map(choice =>
    choice.value === current && choice.kind !== vscode.QuickPickItemKind.Separator
      ? { ...choice, description: `${choice.description} (current)` }
      : choice,
  );
}

async function allChoices(key: PinKey): Promise<Choice[]> {
  if (key === 'target') {
    const { TARGET_IDS, targetOf } = await import('../../core/targets/registry.ts');
    const targets = TARGET_IDS.map(id => ({ label: targetOf(id)?.title ?? id, description: id, value: id }));
    return [{ label: 'Automatic', description: 'what the project file or the settings say' }, ...targets];
  }
  if (key === 'method') {
    const { METHODS } = await import('../../core/formats/format.ts');
    const { METHOD_TITLES } = await import('../../core/project/projectSchema.ts');
    const methods = METHODS.map(id => ({ label: METHOD_TITLES[id], description: id, value: id }));
    return [{ label: 'Any', description: 'whatever fits the examples' }, ...methods];
  }
  const { FORMAT_IDS } = await import('../../core/formats/format.ts');
  const { FORMATS, formatTitle } = await import('../../core/formats/registry.ts');
  const isChecked = new Set<string>(FORMATS.map(format => format.id));
  const choice = (id: (typeof FORMAT_IDS)[number]) => ({
    label: formatTitle(id),
    description: id,
    value: id,
  });
  return [
    { label: 'Automatic', description: 'recognised by what the examples look like' },
    { label: 'Checked in full', kind: vscode.QuickPickItemKind.Separator },
    ...FORMAT_IDS.filter(id => isChecked.has(id)).map(choice),
    { label: 'Known by name', kind: vscode.QuickPickItemKind.Separator },
    ...FORMAT_IDS.filter(id => !isChecked.has(id)).map(choice),
  ];
}

async function pinHere(
  { pins }: Services,
  uri: vscode.Uri,
  key: PinKey,
  value: string | undefined,
): Promise<void> {
  const { [key]: _, ...others } = pins.of(uri);
  await pins.set(uri, value === undefined ? others : { ...others, [key]: value });
}

const TITLES: Readonly<Record<PinKey, string>> = {
  format: 'Which format do the examples of this file have?',
  target: 'Which target is this file written for?',
  method: 'By which method is a model trained with this file?',
};
