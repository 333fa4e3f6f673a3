import * as vscode from 'vscode';

/** The step before is wanted again. */
export const BACK = Symbol('back');

/** What came of a question; undefined when the user left. */
export type Answered<T> = T | typeof BACK | undefined;

/** Where among the steps a question stands. */
export interface StepPlace {
  title: string;
  /** From 1. */
  step: number;
  totalSteps: number;
}

/** One question of several. What was answered before is in `answers`, its own earlier answer too. */
export interface Step<Answers> {
  /** Whether it is to be asked after those answers; always when absent. */
  applies?(answers: Answers): boolean;
  /** Resolves with the answers and its own. */
  ask(answers: Answers, place: StepPlace): Promise<Answered<Answers>>;
}

/** Asks step by step, with a way back from each. Resolves with all answers; undefined when the user left. */
export async function askSteps<Answers>(
  title: string,
  steps: readonly Step<Answers>[],
  first: Answers,
): Promise<Answers | undefined> {
  let answers = first;
  const applies = (step: Step<Answers>) => step.applies?.(answers) ?? true;
  let current = steps.find(applies);
  while (current) {
    const asked = steps.filter(one => one === current || applies(one));
    const at = asked.indexOf(current);
    const answered = await current.ask(answers, { title, step: at + 1, totalSteps: asked.length });
    if (answered === undefined) return undefined;
    if (answered === BACK) {
      current = asked[at - 1] ?? current;
      continue;
    }
    answers = answered;
    current = steps.slice(steps.indexOf(current) + 1).find(applies);
  }
  return answers;
}

/** Asks for one item. The one with the label `active` is under the cursor; the first when there is none. */
export function pickStep<Item extends vscode.QuickPickItem>(
  place: StepPlace,
  {
    items,
    placeHolder,
    active,
  }: { items: readonly Item[]; placeHolder: string; active?: string | undefined },
): Promise<Answered<Item>> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.items = items;
  pick.placeholder = placeHolder;
  pick.matchOnDescription = true;
  const before = items.find(({ label }) => label === active);
  if (before) pick.activeItems = [before];
  return settled(pick, place, () => pick.selectedItems[0]);
}

/** Asks for a text. `fault` says what is wrong with one. */
export function typeStep(
  place: StepPlace,
  { prompt, value, fault }: { prompt: string; value: string; fault(text: string): string | undefined },
): Promise<Answered<string>> {
  const box = vscode.window.createInputBox();
  box.prompt = prompt;
  box.value = value;
  const check = () => {
    box.validationMessage = fault(box.value) ?? '';
  };
  box.onDidChangeValue(check);
  return settled(box, place, () => {
    check();
    return box.validationMessage === '' ? box.value : undefined;
  });
}

/** Shows a question until it is answered, left, or the way back is taken. An absent `answer` keeps it open. */
async function settled<T>(
  input: (vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox) & vscode.QuickInput,
  { title, step, totalSteps }: StepPlace,
  answer: () => T | undefined,
): Promise<Answered<T>> {
  input.title = title;
  input.step = step;
  input.totalSteps = totalSteps;
  input.ignoreFocusOut = true;
  input.buttons = step > 1 ? [vscode.QuickInputButtons.Back] : [];
  try {
    return await new Promise<Answered<T>>(resolve => {
      input.onDidAccept(() => {
        const given = answer();
        if (given !== undefined) resolve(given);
      });
      input.onDidTriggerButton(button => {
        if (button === vscode.QuickInputButtons.Back) resolve(BACK);
      });
      input.onDidHide(() => resolve(undefined));
      input.show();
    });
  } finally {
    input.dispose();
  }
}
