import * as vscode from 'vscode';
import type { CompletionItem } from '../../core/template/completion.ts';
import { toSignal } from '../convert.ts';
import type { Services } from '../services.ts';
import { promptOf, questionAt } from '../templates/atPosition.ts';
import { PROMPT_SELECTOR } from '../templates/promptKinds.ts';

/** Variables, filters, tests and tags inside `{{ }}` and `{% %}`. */
export function registerPromptCompletion({ prompts, promptValues, analyse }: Services): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    PROMPT_SELECTOR,
    {
      async provideCompletionItems(document, position, token) {
        const prompt = await promptOf(prompts, document);
        if (!prompt || token.isCancellationRequested) return undefined;
        const { values } = promptValues.resolve(prompt);
        const question = { ...questionAt(prompt, document, position), values };
        const found = await analyse.call('complete', question, toSignal(token));
        if (!found) return undefined;
        const range = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
        return found.items.map((item, index) => toItem(item, range, index));
      },
    },
    // The second brace of `{{`, the sign of `{%`, a member, a filter, and the space behind each.
    ...['{', '%', '.', '|', ' '],
  );
}

function toItem(item: CompletionItem, range: vscode.Range, index: number): vscode.CompletionItem {
  const made = new vscode.CompletionItem(item.label, KINDS[item.kind]);
  made.range = range;
  // In the order of the core: the nearest first.
  made.sortText = String(index).padStart(5, '0');
  if (item.detail !== undefined) made.detail = item.detail;
  return made;
}

const KINDS: Readonly<Record<CompletionItem['kind'], vscode.CompletionItemKind>> = {
  input: vscode.CompletionItemKind.Variable,
  set: vscode.CompletionItemKind.Variable,
  loop: vscode.CompletionItemKind.Variable,
  parameter: vscode.CompletionItemKind.Variable,
  import: vscode.CompletionItemKind.Module,
  macro: vscode.CompletionItemKind.Function,
  function: vscode.CompletionItemKind.Function,
  filter: vscode.CompletionItemKind.Method,
  test: vscode.CompletionItemKind.Operator,
  tag: vscode.CompletionItemKind.Keyword,
  keyword: vscode.CompletionItemKind.Keyword,
  member: vscode.CompletionItemKind.Field,
};
