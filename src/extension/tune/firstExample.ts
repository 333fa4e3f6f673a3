import { readFile } from 'node:fs/promises';
import type * as vscode from 'vscode';
import type { TrainingMethod } from '../../core/provider/fineTuning.ts';

/** The method that a dataset looks as if it was written for. */
export async function likelyMethod(file: vscode.Uri): Promise<TrainingMethod> {
  const line = await firstLine(file);
  if ('preferred_output' in line || 'chosen' in line) return 'dpo';
  const messages = Array.isArray(line.messages) ? (line.messages as { role?: unknown }[]) : [];
  return messages.at(-1)?.role === 'user' ? 'reinforcement' : 'supervised';
}

/** The first key of the examples that is not the conversation itself: what a grader may look at. Undefined when there is none. */
export async function extraKeyOf(file: vscode.Uri): Promise<string | undefined> {
  return Object.keys(await firstLine(file)).find(key => key !== 'messages' && key !== 'tools');
}

async function firstLine(file: vscode.Uri): Promise<Record<string, unknown>> {
  try {
    const text = await readFile(file.fsPath, { encoding: 'utf8' });
    const value: unknown = JSON.parse(text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n')));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
