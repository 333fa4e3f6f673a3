import * as vscode from 'vscode';
import { valueOfThing } from '../../core/template/promptFile/valueOfThing.ts';
import { type PromptHoverText, promptHover } from '../../core/view/promptHover.ts';
import { toSignal } from '../convert.ts';
import type { Services } from '../services.ts';
import { PromptPlaces, promptOf, questionAt } from '../templates/atPosition.ts';
import { PROMPT_SELECTOR } from '../templates/promptKinds.ts';

/** A variable's value and where it comes from. */
export function registerPromptHover({ prompts, promptValues, analyse }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(PROMPT_SELECTOR, {
    async provideHover(document, position, token) {
      const prompt = await promptOf(prompts, document);
      if (!prompt || token.isCancellationRequested) return undefined;
      const thing = await analyse.call('thing', questionAt(prompt, document, position), toSignal(token));
      if (!thing) return undefined;
      const { set, typed } = promptValues.of(prompt.uri);
      const value = valueOfThing(thing, promptValues.resolve(prompt));
      const text = draw(thing.path, promptHover(thing, value, typed, set));
      return new vscode.Hover(text, new PromptPlaces(prompt).rangeOf(thing.place));
    },
  });
}

/** Values and descriptions come from files of strangers: they are shown as text, never as Markdown. */
function draw(path: string, { kind, description, value, origin }: PromptHoverText): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown('**').appendText(path).appendMarkdown('** ').appendText(`(${kind})`);
  if (description !== undefined) text.appendMarkdown('\n\n').appendText(description);
  if (value !== undefined) text.appendCodeblock(value, 'text');
  if (origin !== undefined) text.appendMarkdown('\n\n_').appendText(origin).appendMarkdown('_');
  return text;
}
