import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import type { TrainingMethod } from '../../core/provider/fineTuning.ts';
import { METHOD_NAMES } from '../../core/tune/methodNames.ts';
import type { NewTune } from '../../core/tune/newTune.ts';
import type { TuneContext } from '../../core/tune/tuneContext.ts';
import { Problem } from '../../core/util/problem.ts';
import { fileName } from '../files.ts';
import { freeFile } from '../freeFile.ts';
import type { Services } from '../services.ts';
import { showMade } from '../showMade.ts';

/** Asks step by step, writes the file beside its training file and leaves it open. */
export async function askNewTune(services: Services, given: vscode.Uri | undefined): Promise<void> {
  const training = await askTraining(given);
  if (!training) return;
  const answers = await ask(services, training);
  if (!answers) return;
  const file = await write(training, answers);
  const open = await showMade(file);
  if (open) services.tell.done(`${fileName(file)} is written.`, open);
}

async function ask({ tunes }: Services, training: vscode.Uri): Promise<NewTune | undefined> {
  const context = await tunes.context(training);
  const connection = await askConnection(context);
  if (!connection) return undefined;
  const model = await askModel(context, connection);
  if (!model) return undefined;
  const method = await askMethod(context.capabilities(connection)?.methods ?? [], training);
  if (!method) return undefined;
  const validation = await askValidation(training, method);
  if (validation === undefined) return undefined;
  const suffix = await askSuffix(connection);
  if (suffix === undefined) return undefined;
  const answerKey = method === 'reinforcement' ? await extraKeyOf(training) : undefined;
  return {
    ...{ connection: connection.id, model, method, training: path.posix.basename(training.path) },
    ...(validation !== '' && { validation }),
    ...(suffix !== '' && { suffix }),
    ...(answerKey !== undefined && { answerKey }),
  };
}

async function write(training: vscode.Uri, answers: NewTune): Promise<vscode.Uri> {
  const { newTuneText } = await import('../../core/tune/newTune.ts');
  const folder = vscode.Uri.joinPath(training, '..');
  const stem = answers.suffix ?? path.posix.basename(training.path).replace(/\.[^.]*$/, '');
  const file = await freeFile(folder, stem, '.tune.json');
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(file, { contents: new TextEncoder().encode(newTuneText(answers)) });
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Problem({
      code: 'rejected',
      message: `${file.path} was not written.`,
      remedy: 'Check the folder and try again.',
    });
  }
  return file;
}

async function askTraining(given: vscode.Uri | undefined): Promise<vscode.Uri | undefined> {
  if (given?.scheme === 'file') return given;
  const found = await datasets();
  if (found.length === 0) {
    throw new Problem({
      code: 'not-found',
      message: 'There is no dataset in this workspace to train on.',
      remedy: 'Open a folder with a .jsonl file, or run Tunewright: Open Sample Dataset.',
    });
  }
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const items = found
    .map(file => ({ label: vscode.workspace.asRelativePath(file), file }))
    .sort((a, b) => Number(b.file.toString() === active) - Number(a.file.toString() === active));
  const chosen = await pick(items, 1, 'Which file is trained on?');
  return chosen?.file;
}

async function askConnection({ connections, capabilities }: TuneContext): Promise<Connection | undefined> {
  const items = connections
    .filter(connection => capabilities(connection)?.fineTuning)
    .map(connection => ({
      label: connection.name,
      description:
        connection.kind === 'sandbox' ? 'a rehearsal in the editor that needs no account' : connection.kind,
      connection,
    }));
  return (await pick(items, 2, 'Where is it trained? More with Tunewright: Add Connection.'))?.connection;
}

async function askModel(context: TuneContext, connection: Connection): Promise<string | undefined> {
  const { completeTune } = await import('../../core/tune/completeTune.ts');
  const text = `{"connection": ${JSON.stringify(connection.id)}, "model": ""}`;
  const found = completeTune(text, text.length - 2, context, [])?.items ?? [];
  const known = found.map(({ label, detail = '' }) => ({
    label: JSON.parse(label) as string,
    description: detail,
  }));
  if (connection.kind === 'sandbox' && known.length === 0)
    known.push({ label: SANDBOX_MODEL, description: 'the small model of the sandbox' });
  const other = '$(edit) Another model';
  const chosen =
    known.length > 0
      ? await pick([...known, { label: other, description: '' }], 3, 'Which model is it to begin with?')
      : { label: other };
  if (!chosen || chosen.label !== other) return chosen?.label;
  const typed = await vscode.window.showInputBox({
    title: title(3),
    prompt:
      'The id of the model, as the provider writes it. Test the connection to have its models listed here.',
    ignoreFocusOut: true,
  });
  return typed?.trim() || undefined;
}

async function askMethod(
  methods: readonly TrainingMethod[],
  training: vscode.Uri,
): Promise<TrainingMethod | undefined> {
  if (methods.length === 1) return methods[0];
  const likely = await likelyMethod(training);
  const items = [...methods]
    .sort((a, b) => Number(b === likely) - Number(a === likely))
    .map(method => ({
      label: METHOD_NAMES[method],
      description: method === likely ? 'what this file looks like' : '',
      method,
    }));
  return (await pick(items, 4, 'How is it trained?'))?.method;
}

/** The validation file relative to the training file; empty for none; undefined when the user left. */
async function askValidation(training: vscode.Uri, method: TrainingMethod): Promise<string | undefined> {
  const folder = path.posix.dirname(training.path);
  const others = (await datasets()).filter(file => file.toString() !== training.toString());
  const none = { label: '$(circle-slash) None', description: '', file: undefined };
  const items = others.map(file => ({
    label: path.posix.relative(folder, file.path),
    description: '',
    file,
  }));
  const offered = method === 'reinforcement' ? items : [none, ...items];
  if (offered.length === 0) return '';
  const chosen = await pick(
    offered,
    5,
    'Which file is it validated with? Split one off with Split in the Datasets view.',
  );
  return chosen && (chosen.file ? chosen.label : '');
}

async function askSuffix({ kind }: Connection): Promise<string | undefined> {
  const most = kind === 'azure' ? 18 : 64;
  const suffix = await vscode.window.showInputBox({
    title: title(6),
    prompt: 'Part of the name of the resulting model, and of this file. Leave it empty for none.',
    ignoreFocusOut: true,
    validateInput: text => {
      if (text.length > most) return `At most ${most} characters.`;
      return /^[\w-]*$/.test(text) ? undefined : 'Letters, digits, dashes and underscores.';
    },
  });
  return suffix;
}

/** The sandbox lists it only when it is asked. Source: `core/sandbox/models.ts`. */
const SANDBOX_MODEL = 'sandbox-base';

function datasets(): Thenable<vscode.Uri[]> {
  return vscode.workspace.findFiles('**/*.{jsonl,ndjson}', '**/{node_modules,.tunewright}/**', 500);
}

function pick<T extends vscode.QuickPickItem>(items: readonly T[], step: number, placeHolder: string) {
  return vscode.window.showQuickPick([...items], {
    title: title(step),
    placeHolder,
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
}

function title(step: number): string {
  return `New Tune (${step} of 6)`;
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

async function likelyMethod(file: vscode.Uri): Promise<TrainingMethod> {
  const line = await firstLine(file);
  if ('preferred_output' in line || 'chosen' in line) return 'dpo';
  const messages = Array.isArray(line.messages) ? (line.messages as { role?: unknown }[]) : [];
  return messages.at(-1)?.role === 'user' ? 'reinforcement' : 'supervised';
}

async function extraKeyOf(file: vscode.Uri): Promise<string | undefined> {
  return Object.keys(await firstLine(file)).find(key => key !== 'messages' && key !== 'tools');
}
