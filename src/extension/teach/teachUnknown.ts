import * as vscode from 'vscode';
import { ask } from '../../core/run/ask.ts';
import { runResult } from '../../core/run/runResult.ts';
import { reserveRun, settleRun } from '../../core/run/spendRun.ts';
import {
  type AskedQuestions,
  askedQuestions,
  readQuestions,
  unknownExample,
  unknownPrompt,
  USUAL_UNKNOWN,
} from '../../core/teach/unknownExamples.ts';
import { count } from '../../core/text/count.ts';
import { cancelledProblem, Problem } from '../../core/util/problem.ts';
import { systemClock } from '../../node/systemClock.ts';
import { askNumber } from '../askNumber.ts';
import { appendExample } from '../chat/appendExample.ts';
import { fileName } from '../files.ts';
import type { Services } from '../services.ts';
import { pickConnection, pickModel } from '../templates/run/chooseTarget.ts';
import { withCancellableProgress } from '../withCancellableProgress.ts';

/** Lets a model invent questions that a dataset does not answer, and adds those that the user takes, answered so. */
export async function teachUnknown(document: vscode.TextDocument, services: Services): Promise<void> {
  const asked = askedQuestions(linesOf(document));
  if (asked.questions.length === 0) throw noQuestions();
  const wanted = await askNumber('How Many Examples That Say “I Don’t Know”?', likely(asked), 1, 50, true);
  if (wanted === undefined) return;
  const answer = await vscode.window.showInputBox({
    title: 'What Does the Model Say When It Does Not Know?',
    value: USUAL_UNKNOWN,
    validateInput: text => (text.trim() === '' ? 'Write a sentence.' : undefined),
  });
  if (answer === undefined) return;
  const invented = await invent(document.uri, asked, wanted, services);
  const chosen = await vscode.window.showQuickPick(
    invented.map(label => ({ label, picked: true })),
    {
      title: `Add to ${fileName(document.uri)}, Answered “${answer}”`,
      placeHolder: 'Untick what the dataset does answer',
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  if (!chosen || chosen.length === 0) return;
  const lines = chosen.map(({ label }) => unknownExample(asked, label, answer.trim()));
  await appendExample(document.uri, lines.join('\n'));
  services.tell.done(`${count(lines.length, 'example')} added at the end of ${fileName(document.uri)}.`);
}

/** One in ten teaches it well enough, and more would teach to refuse. */
function likely({ questions }: AskedQuestions): number {
  return Math.min(50, Math.max(3, Math.round(questions.length / 10)));
}

async function invent(
  uri: vscode.Uri,
  asked: AskedQuestions,
  wanted: number,
  { connections, ledgers }: Services,
): Promise<string[]> {
  const connection = await pickConnection(connections.connections(), undefined);
  const provider = await connections.provider(connection);
  const model = await pickModel(provider);
  const messages = unknownPrompt(asked, wanted);
  const plan = { id: crypto.randomUUID(), connection, model, request: { model, messages } };
  const spending = ledgers.of(uri);
  await reserveRun(plan, spending, systemClock);
  const result = await withCancellableProgress(`Asking ${model} for questions`, signal =>
    ask(provider, { model, messages, parameters: {} }, { clock: systemClock, signal }),
  );
  const isPaid = !result.failed;
  await settleRun(plan, isPaid ? runResult(plan.request, [result]) : undefined, spending, systemClock);
  if (result.problem?.code === 'cancelled') throw cancelledProblem();
  if (result.problem && !isPaid) throw new Problem(result.problem);
  const questions = readQuestions(result.chat.choices[0]?.text ?? '', asked, wanted);
  if (questions.length === 0) throw nothingInvented(model);
  return questions;
}

function* linesOf(document: vscode.TextDocument): Generator<string> {
  for (let line = 0; line < document.lineCount; line++) yield document.lineAt(line).text;
}

function noQuestions(): Problem {
  return new Problem({
    code: 'rejected',
    message: 'No example of this dataset asks a question.',
    remedy: 'This is for chats (messages) whose last message of the user ends with a question mark.',
  });
}

function nothingInvented(model: string): Problem {
  return new Problem({
    code: 'bad-response',
    message: `${model} wrote no new question.`,
    remedy: 'Ask another model.',
  });
}
