import * as vscode from 'vscode';
import type { FileEdit, NamedThing, RenameFault } from '../../core/template/promptFile/navigation.ts';
import { toSignal } from '../convert.ts';
import type { Services } from '../services.ts';
import { PromptPlaces, promptOf, questionAt } from '../templates/atPosition.ts';
import type { LoadedPrompt } from '../templates/loadPrompt.ts';
import { PROMPT_SELECTOR } from '../templates/promptKinds.ts';

/** Go to definition, find references and rename: across messages, inputs, template files and saved values. */
export function registerPromptNavigation({ prompts, analyse }: Services): vscode.Disposable {
  const find = async (
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<{ prompt: LoadedPrompt; thing: NamedThing } | undefined> => {
    const prompt = await promptOf(prompts, document);
    if (!prompt || token.isCancellationRequested) return undefined;
    const thing = await analyse.call('thing', questionAt(prompt, document, position), toSignal(token));
    return thing && { prompt, thing };
  };
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(PROMPT_SELECTOR, {
      async provideDefinition(document, position, token) {
        const found = await find(document, position, token);
        if (!found) return undefined;
        const places = new PromptPlaces(found.prompt);
        return found.thing.definitions.map(place => places.location(place));
      },
    }),
    vscode.languages.registerReferenceProvider(PROMPT_SELECTOR, {
      async provideReferences(document, position, { includeDeclaration }, token) {
        const found = await find(document, position, token);
        if (!found) return undefined;
        const { definitions, references } = found.thing;
        const isDefinition = new Set(definitions.map(placeKey));
        const places = new PromptPlaces(found.prompt);
        return references
          .filter(place => includeDeclaration || !isDefinition.has(placeKey(place)))
          .map(place => places.location(place));
      },
    }),
    vscode.languages.registerRenameProvider(PROMPT_SELECTOR, {
      async prepareRename(document, position, token) {
        const found = await find(document, position, token);
        if (!found || found.thing.kind === 'function') throw new Error('Only variables can be renamed here.');
        const { thing, prompt } = found;
        return { range: new PromptPlaces(prompt).rangeOf(thing.place), placeholder: thing.name };
      },
      async provideRenameEdits(document, position, newName, token) {
        const prompt = await promptOf(prompts, document);
        if (!prompt) return undefined;
        const { setsPath, setsText } = prompt;
        const fixtures = setsText === undefined ? {} : { [setsPath]: setsText };
        const question = { ...questionAt(prompt, document, position), newName, fixtures };
        const answer = await analyse.call('rename', question, toSignal(token));
        if (!answer) return undefined;
        // VS Code shows the message beside the box.
        if ('fault' in answer) throw new Error(FAULTS[answer.fault]);
        return new PromptPlaces(prompt).edit(distinct(answer));
      },
    }),
  );
}

/** A file that is included twice is edited once. */
function distinct(edits: readonly FileEdit[]): FileEdit[] {
  return [...new Map(edits.map(edit => [placeKey(edit), edit])).values()];
}

function placeKey({ file, start, end }: { file?: string; start: number; end: number }): string {
  return `${file ?? ''}:${start}:${end}`;
}

const FAULTS: Readonly<Record<RenameFault, string>> = {
  'no-name': 'Names have letters, digits and underscores only.',
  reserved: 'That word belongs to the template language.',
  taken: 'There is an input of that name already.',
};
