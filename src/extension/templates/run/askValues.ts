import * as vscode from 'vscode';
import type { MissingInput } from '../../../core/template/promptFile/missingInputs.ts';
import type { InputDeclaration } from '../../../core/template/promptFile/promptFile.ts';
import { readInputValue } from '../../../core/template/promptFile/values.ts';
import { cancelledProblem } from '../../../core/util/problem.ts';

/** Asks for values, one box each. Returns them as they were typed; throws `cancelled` when the user leaves. */
export async function askValues(missing: readonly MissingInput[]): Promise<Record<string, string>> {
  const typed: Record<string, string> = {};
  for (const [index, { name, declaration }] of missing.entries()) {
    const step = missing.length > 1 ? ` (${index + 1} of ${missing.length})` : '';
    const text = await askValue(name, declaration, `Value of ${name}${step}`);
    if (text === undefined) throw cancelledProblem();
    Object.defineProperty(typed, name, { value: text, enumerable: true, configurable: true });
  }
  return typed;
}

async function askValue(
  name: string,
  declaration: InputDeclaration | undefined,
  title: string,
): Promise<string | undefined> {
  const { type = 'string', description, example, enum: possible } = declaration ?? {};
  const options = possible?.map(asText) ?? (type === 'boolean' ? ['true', 'false'] : []);
  if (options.length > 0) {
    return vscode.window.showQuickPick(options, { title, placeHolder: description ?? name });
  }
  const about = [description, type === 'string' ? undefined : `It is a value of type ${type}.`];
  return vscode.window.showInputBox({
    title,
    prompt: about.filter(Boolean).join(' ') || 'Longer texts are typed into the form of the preview.',
    ...(example !== undefined && { value: asText(example) }),
    // A question that must be answered is not lost by a look at another window.
    ignoreFocusOut: true,
    validateInput: text => {
      const read = readInputValue(declaration, text);
      return 'fault' in read ? read.fault : undefined;
    },
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
