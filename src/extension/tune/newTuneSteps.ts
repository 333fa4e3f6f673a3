import path from 'node:path';
import * as vscode from 'vscode';
import type { Connection } from '../../core/provider/connection.ts';
import type { TrainingMethod } from '../../core/provider/fineTuning.ts';
import { METHOD_NAMES } from '../../core/tune/methodNames.ts';
import type { TuneContext } from '../../core/tune/tuneContext.ts';
import { type Answered, BACK, pickStep, type Step, type StepPlace, typeStep } from '../quickSteps.ts';
import { likelyMethod } from './firstExample.ts';

/** What was answered so far. Going back keeps it. */
export interface NewTuneAnswers {
  training?: vscode.Uri;
  connection?: Connection;
  model?: string;
  method?: TrainingMethod;
  /** Undefined for none. */
  validation?: vscode.Uri | undefined;
  /** Empty for none. */
  suffix?: string;
}

export interface NewTuneParts {
  /** The datasets of the workspace. */
  files: readonly vscode.Uri[];
  context: TuneContext;
  /** False when it is known what to train on. */
  asksTraining: boolean;
}

/** The questions that make a tune. */
export function newTuneSteps({ files, context, asksTraining }: NewTuneParts): Step<NewTuneAnswers>[] {
  const others = ({ training }: NewTuneAnswers) =>
    files.filter(file => file.toString() !== training?.toString());
  const steps: Step<NewTuneAnswers>[] = [
    { ask: (answers, place) => askConnection(answers, place, context) },
    { ask: (answers, place) => askModel(answers, place, context) },
    {
      applies: ({ connection }) => !connection || methodsOf(context, connection).length !== 1,
      ask: (answers, place) => askMethod(answers, place, context),
    },
    {
      applies: answers => others(answers).length > 0 || methodOf(answers, context) !== 'reinforcement',
      ask: (answers, place) => askValidation(answers, place, others(answers), methodOf(answers, context)),
    },
    { ask: askSuffix },
  ];
  if (asksTraining) steps.unshift({ ask: (answers, place) => askTraining(answers, place, files) });
  return steps;
}

/** The method that was chosen, or the only one there is. */
export function methodOf(
  { connection, method }: NewTuneAnswers,
  context: TuneContext,
): TrainingMethod | undefined {
  const methods = connection ? methodsOf(context, connection) : [];
  return methods.length === 1 ? methods[0] : method;
}

/** A file as a tune beside another one names it. */
export function pathFrom(training: vscode.Uri, file: vscode.Uri): string {
  return path.posix.relative(path.posix.dirname(training.path), file.path);
}

async function askTraining(
  answers: NewTuneAnswers,
  place: StepPlace,
  files: readonly vscode.Uri[],
): Promise<Answered<NewTuneAnswers>> {
  const active = vscode.window.activeTextEditor?.document.uri.toString();
  const items = files
    .map(file => ({ label: vscode.workspace.asRelativePath(file), file }))
    .sort((a, b) => Number(b.file.toString() === active) - Number(a.file.toString() === active));
  const before = answers.training && vscode.workspace.asRelativePath(answers.training);
  const picked = await pickStep(place, { items, placeHolder: 'Which file is trained on?', active: before });
  return isAnswer(picked) ? { ...answers, training: picked.file } : picked;
}

async function askConnection(
  answers: NewTuneAnswers,
  place: StepPlace,
  { connections, capabilities }: TuneContext,
): Promise<Answered<NewTuneAnswers>> {
  const items = connections
    .filter(connection => capabilities(connection)?.fineTuning)
    .map(connection => ({
      label: connection.name,
      description:
        connection.kind === 'sandbox' ? 'a rehearsal in the editor that needs no account' : connection.kind,
      connection,
    }));
  const placeHolder = 'Where is it trained? More with Tunewright: Add Connection.';
  const picked = await pickStep(place, { items, placeHolder, active: answers.connection?.name });
  return isAnswer(picked) ? { ...answers, connection: picked.connection } : picked;
}

async function askModel(
  answers: NewTuneAnswers,
  place: StepPlace,
  context: TuneContext,
): Promise<Answered<NewTuneAnswers>> {
  const known = await modelsOf(context, answers.connection!);
  const items = [...known, { label: OTHER_MODEL, description: '' }];
  for (;;) {
    const isKnown = known.some(({ label }) => label === answers.model);
    const picked =
      known.length > 0
        ? await pickStep(place, {
            items,
            placeHolder: 'Which model is it to begin with?',
            active: answers.model !== undefined && !isKnown ? OTHER_MODEL : answers.model,
          })
        : items[0];
    if (!isAnswer(picked)) return picked;
    if (picked.label !== OTHER_MODEL) return { ...answers, model: picked.label };
    const typed = await typeStep(place, {
      prompt:
        'The id of the model, as the provider writes it. Test the connection to have its models listed here.',
      value: isKnown ? '' : (answers.model ?? ''),
      fault: text => (text.trim() === '' ? 'Write the id of a model.' : undefined),
    });
    // Back from the box is back to the list that led there.
    if (typed === BACK && known.length > 0) continue;
    return isAnswer(typed) ? { ...answers, model: typed.trim() } : typed;
  }
}

async function modelsOf(context: TuneContext, { id, kind }: Connection) {
  const { completeTune } = await import('../../core/tune/completeTune.ts');
  const text = `{"connection": ${JSON.stringify(id)}, "model": ""}`;
  const found = completeTune(text, text.length - 2, context, [])?.items ?? [];
  const known = found.map(({ label, detail = '' }) => ({
    label: JSON.parse(label) as string,
    description: detail,
  }));
  if (kind === 'sandbox' && known.length === 0)
    known.push({ label: SANDBOX_MODEL, description: 'the small model of the sandbox' });
  return known;
}

async function askMethod(
  answers: NewTuneAnswers,
  place: StepPlace,
  context: TuneContext,
): Promise<Answered<NewTuneAnswers>> {
  const likely = await likelyMethod(answers.training!);
  const items = [...methodsOf(context, answers.connection!)]
    .sort((a, b) => Number(b === likely) - Number(a === likely))
    .map(method => ({
      label: METHOD_NAMES[method],
      description: method === likely ? 'what this file looks like' : '',
      method,
    }));
  const active = answers.method && METHOD_NAMES[answers.method];
  const picked = await pickStep(place, { items, placeHolder: 'How is it trained?', active });
  return isAnswer(picked) ? { ...answers, method: picked.method } : picked;
}

async function askValidation(
  answers: NewTuneAnswers,
  place: StepPlace,
  others: readonly vscode.Uri[],
  method: TrainingMethod | undefined,
): Promise<Answered<NewTuneAnswers>> {
  const { training, validation } = answers;
  const none = { label: '$(circle-slash) None', description: '', file: undefined };
  // Beside the training file it is looked for first.
  const isFar = (label: string) => Number(label.startsWith('../'));
  const items = others
    .map(file => ({ label: pathFrom(training!, file), description: '', file }))
    .sort((one, other) => isFar(one.label) - isFar(other.label) || (one.label < other.label ? -1 : 1));
  const picked = await pickStep(place, {
    items: method === 'reinforcement' ? items : [none, ...items],
    placeHolder: 'Which file is it validated with? Split one off with Split in the Datasets view.',
    active: validation && pathFrom(training!, validation),
  });
  return isAnswer(picked) ? { ...answers, validation: picked.file } : picked;
}

async function askSuffix(answers: NewTuneAnswers, place: StepPlace): Promise<Answered<NewTuneAnswers>> {
  const most = answers.connection?.kind === 'azure' ? 18 : 64;
  const suffix = await typeStep(place, {
    prompt: 'Part of the name of the resulting model, and of this file. Leave it empty for none.',
    value: answers.suffix ?? '',
    fault: text => {
      if (text.length > most) return `At most ${most} characters.`;
      return /^[\w-]*$/.test(text) ? undefined : 'Letters, digits, dashes and underscores.';
    },
  });
  return isAnswer(suffix) ? { ...answers, suffix } : suffix;
}

function methodsOf({ capabilities }: TuneContext, connection: Connection): readonly TrainingMethod[] {
  return capabilities(connection)?.methods ?? [];
}

function isAnswer<T>(answered: Answered<T>): answered is T {
  return answered !== undefined && answered !== BACK;
}

const OTHER_MODEL = '$(edit) Another model';

/** The sandbox lists it only when it is asked. Source: `core/sandbox/models.ts`. */
const SANDBOX_MODEL = 'sandbox-base';
