import * as vscode from 'vscode';
import { dialogueExamples, parseScript, type Speech, speakersOf } from '../../../core/build/dialogue.ts';
import { count } from '../../../core/text/count.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { writeBuilt } from '../../../node/batch/writeBuilt.ts';
import { activeFile, fileName } from '../../files.ts';
import type { Services } from '../../services.ts';
import { confirmBuild } from './confirmBuild.ts';
import { tellBuilt } from './tellBuilt.ts';

const TITLE = 'Make Dataset from Dialogue';

/** From a script to pairs in one character's voice. */
export async function makeFromDialogue(clicked: vscode.Uri | undefined, services: Services): Promise<void> {
  const source = clicked ?? (await chooseScript());
  if (source.scheme !== 'file') throw notOnDisk(source);
  const document = await vscode.workspace.openTextDocument(source);
  const speeches = parseScript(document.getText());
  if (speeches.length < 2) throw noDialogue(source);
  const character = await chooseCharacter(speeches);
  const context = await chooseContext();
  const system = await vscode.window.showInputBox({
    title: TITLE,
    prompt: 'The system message that sets the scene; leave it empty for none',
    value: `You are ${character}. Answer as ${character} would.`,
    ignoreFocusOut: true,
  });
  if (system === undefined) throw cancelledProblem();
  const examples = dialogueExamples(speeches, {
    character,
    context,
    ...(system.trim() && { system: system.trim() }),
  });
  if (examples.length === 0) throw neverAnswers(character);
  const built = { examples, stored: [], refused: [] };
  await confirmBuild(TITLE, built);
  const written = await writeBuilt(built, { source: source.fsPath, suffix: 'dialogue' });
  await tellBuilt(built, written, undefined, services);
}

async function chooseScript(): Promise<vscode.Uri> {
  const active = activeFile();
  if (active && /\.(txt|text|md|fountain)$/i.test(active.path)) return active;
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: TITLE,
      openLabel: 'Choose',
      filters: { Scripts: ['txt', 'text', 'md', 'fountain'], 'All files': ['*'] },
    })) ?? [];
  if (!chosen) throw cancelledProblem();
  return chosen;
}

async function chooseCharacter(speeches: readonly Speech[]): Promise<string> {
  const items = speakersOf(speeches).map(({ speaker, lines }) => ({
    label: `$(person) ${speaker}`,
    description: count(lines, 'speech', 'speeches'),
    detail: speeches.find(one => one.speaker === speaker)?.text ?? '',
    speaker,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'Whose voice is learnt?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.speaker;
}

async function chooseContext(): Promise<number> {
  const items = [1, 3, 5, 9].map(number => ({
    label: number === 1 ? 'What was said last' : `The last ${number} turns`,
    description: number === 1 ? 'one question, one answer' : 'the character’s own among them',
    number,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'How much of what was said before is part of the prompt?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.number;
}

function notOnDisk(source: vscode.Uri): Problem {
  return new Problem({
    code: 'not-supported',
    message: `${fileName(source)} is not on this disk, and nothing could be written beside it.`,
    remedy: 'Save it in a folder on this machine and try again.',
  });
}

function noDialogue(source: vscode.Uri): Problem {
  return new Problem({
    code: 'rejected',
    message: `${fileName(source)} has no dialogue that can be read.`,
    remedy: 'Write each speech on a line of its own, as in "Name: what is said".',
  });
}

function neverAnswers(character: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${character} never speaks after somebody else.`,
    remedy: 'Choose another character.',
  });
}
