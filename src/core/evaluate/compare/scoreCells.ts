import { computeFormula, FormulaError } from '../graders/formula.ts';
import { gradeAnswer, whyUnusable } from '../graders/gradeAnswer.ts';
import {
  failureOf,
  type Graded,
  type GradeInput,
  gradeInput,
  type GradeTools,
} from '../graders/gradeInput.ts';
import type { GraderOf } from '../graders/graderType.ts';
import { readChoice, readScore, readWinner } from '../graders/judgement.ts';
import type { Cell } from '../results/cell.ts';
import type { Judgement } from '../results/judgement.ts';
import type { Results } from '../results/readResults.ts';
import type { Preference, Score } from '../results/score.ts';
import { cellsByCase } from './cellsByCase.ts';
import { judgeId, judgesOf, modelMessages, modelParts, pairsOf } from './judgeQuestions.ts';
import type { OpenComparison, OpenGrader } from './openComparison.ts';

export interface Scores {
  scores: Score[];
  preferences: Preference[];
}

/** Everything that the graders say of the answers that are there. Judges count as far as they were asked. */
export function scoreCells(
  comparison: Pick<OpenComparison, 'cases' | 'file' | 'graders'> & { variants: readonly { name: string }[] },
  results: Results,
  tools: GradeTools,
): Scores {
  const all: Scores = { scores: [], preferences: [] };
  for (const { one, cells } of cellsByCase(comparison, results)) {
    const inputs = cells.map(cell => gradeInput(one, cell, tools));
    for (const open of comparison.graders) {
      if (open.grader.type === 'pairwise') {
        all.preferences.push(...preferences(open, open.grader, cells, results));
        continue;
      }
      for (const input of inputs) {
        const graded = scoreOf(open, input, results);
        if (graded) all.scores.push({ ...keyOf(input.cell), grader: open.name, ...graded });
      }
    }
  }
  return all;
}

function scoreOf(open: OpenGrader, input: GradeInput, results: Results): Graded | undefined {
  const { grader, name } = open;
  const { cell } = input;
  const unusable = whyUnusable(cell);
  if (grader.type === 'judge')
    return unusable === undefined ? byJudges(open, grader, cell, results) : { failure: unusable };
  const parts = modelParts(grader);
  if (parts.length === 0) return gradeAnswer(grader, input);
  if (unusable !== undefined) return { failure: unusable };
  const said = parts.map(([part, model]) => ({
    part,
    graded: byModel(model, results.judgements.get(judgeId(name, part, cell))),
  }));
  if (said.some(({ graded }) => graded === undefined)) return cannotAsk(parts, input);
  if (grader.type !== 'multi') return said[0]!.graded;
  return combined(grader, input, new Map(said.map(({ part, graded }) => [part, graded!])));
}

/** Why the models cannot be asked; undefined when they only were not asked yet. */
function cannotAsk(parts: ReturnType<typeof modelParts>, { context }: GradeInput): Graded | undefined {
  try {
    for (const [, model] of parts) modelMessages(model, context);
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** What one or several judges say. Undefined until all were asked; those that fail have no vote. */
function byJudges(
  { name }: OpenGrader,
  grader: GraderOf<'judge'>,
  cell: Cell,
  { judgements }: Results,
): Graded | undefined {
  const judges = judgesOf(grader);
  const answers = judges.map((_, number) => judgements.get(judgeId(name, `${number}`, cell)));
  if (answers.some(answer => answer === undefined)) return undefined;
  const { choices, range = [0, 1], threshold } = grader;
  const votes = answers.map(answer => {
    const { problem, output, asked } = answer!;
    const graded = problem
      ? { failure: problem.message }
      : choices
        ? readChoice(output, choices)
        : readScore(output, range);
    return { judge: asked, ...graded };
  });
  const valid = votes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const price = sumOf(answers.map(answer => answer!.price));
  const cost = price === undefined ? {} : { price };
  const [first] = votes;
  if (valid.length === 0) return { failure: first?.failure ?? 'The judge said nothing.', ...cost };
  const value = valid.reduce((sum, one) => sum + one, 0) / valid.length;
  const isYesOrNo =
    choices !== undefined && Object.values(choices).every(worth => worth === 0 || worth === 1);
  const limit = threshold ?? (isYesOrNo ? 0.5 : undefined);
  return {
    value: isYesOrNo && votes.length > 1 ? Number(value > 0.5) : value,
    ...(limit !== undefined && {
      passed: value >= limit && (!isYesOrNo || votes.length === 1 || value > 0.5),
    }),
    ...(votes.length === 1 && first?.label !== undefined && { label: first.label }),
    ...(votes.length === 1 && first?.reason !== undefined && { reason: first.reason }),
    ...(votes.length > 1 && {
      votes: votes.map(({ failure: _, passed: __, measured: ___, ...vote }) => vote),
    }),
    ...cost,
  };
}

function byModel(
  grader: GraderOf<'score_model' | 'label_model'>,
  judgement: Judgement | undefined,
): Graded | undefined {
  if (!judgement) return undefined;
  const { problem, output, price } = judgement;
  const cost = price === undefined ? {} : { price };
  if (problem) return { failure: problem.message, ...cost };
  if (grader.type === 'label_model') {
    const worth = Object.fromEntries(
      grader.labels.map(label => [label, grader.passing_labels.includes(label) ? 1 : 0]),
    );
    const said = readChoice(output, worth);
    return { ...said, ...(said.value !== undefined && { passed: said.value === 1 }), ...cost };
  }
  const said = readScore(output, grader.range ?? [0, 1]);
  const { pass_threshold: threshold } = grader;
  // OpenAI's threshold is in the grader's own range.
  const passed =
    threshold === undefined || said.measured === undefined ? undefined : said.measured >= threshold;
  return { ...said, ...(passed !== undefined && { passed }), ...cost };
}

/** OpenAI's formula over all parts, those of models in their own range. */
function combined(grader: GraderOf<'multi'>, input: GradeInput, said: ReadonlyMap<string, Graded>): Graded {
  const values: Record<string, number> = {};
  for (const [name, part] of Object.entries(grader.graders)) {
    const graded = said.get(name) ?? gradeAnswer(part, input);
    if (graded?.value === undefined) return { failure: `${name}: ${graded?.failure ?? 'no score'}` };
    values[name] = part.type === 'score_model' ? graded.measured! : graded.value;
  }
  try {
    const value = computeFormula(grader.calculate_output, values);
    const { pass_threshold: threshold } = grader;
    return { value, ...(threshold !== undefined && { passed: value >= threshold }) };
  } catch (error) {
    if (error instanceof FormulaError) return { failure: error.message };
    throw error;
  }
}

/** Which of each pair the judges prefer. One that changes its mind with the order has no opinion. */
function preferences(
  { name }: OpenGrader,
  grader: GraderOf<'pairwise'>,
  cells: readonly Cell[],
  { judgements }: Results,
): Preference[] {
  return pairsOf(cells.filter(cell => whyUnusable(cell) === undefined)).flatMap(([left, right]) => {
    const rounds = judgesOf(grader).map((_, number) => ({
      forth: judgements.get(judgeId(name, `${number}`, left, right.variant)),
      back: judgements.get(judgeId(name, `${number}`, right, left.variant)),
    }));
    if (rounds.some(({ forth, back }) => !forth || !back)) return [];
    const votes = rounds.map(({ forth, back }) => voteOf(forth!, back!));
    const valid = votes.filter(({ failure }) => failure === undefined);
    const sum = valid.reduce((total, { side }) => total + side, 0);
    const price = sumOf(rounds.flatMap(({ forth, back }) => [forth!.price, back!.price]));
    const preference: Preference = {
      ...{ grader: name, case: left.case, repetition: left.repetition },
      ...{ left: left.variant, right: right.variant },
      winner: sum === 0 ? 'tie' : sum > 0 ? 'right' : 'left',
      consistent: valid.every(({ isConsistent }) => isConsistent),
      ...(votes[0]?.reason !== undefined && { reason: votes[0].reason }),
      ...(valid.length === 0 && { failure: votes[0]?.failure ?? 'The judge said nothing.' }),
      ...(price !== undefined && { price }),
    };
    return [preference];
  });
}

/** Left is -1, right 1. The judge was asked in both orders. */
function voteOf(forth: Judgement, back: Judgement) {
  const [first, second] = [readWinner(forth.output), readWinner(back.output)];
  const problem = forth.problem ?? back.problem;
  const failure =
    problem?.message ?? (first.winner && second.winner ? undefined : 'The judge named no winner.');
  const sideOf = (winner: string | undefined) => (winner === 'a' ? -1 : winner === 'b' ? 1 : 0);
  const [one, other] = [sideOf(first.winner), -sideOf(second.winner)];
  return {
    side: one === other ? one : 0,
    isConsistent: one === other,
    ...(first.reason !== undefined && { reason: first.reason }),
    ...(failure !== undefined && { failure }),
  };
}

function keyOf({ case: id, variant, repetition }: Cell) {
  return { case: id, variant, repetition };
}

/** Undefined when one of them is not known: half a sum would look like the whole. */
function sumOf(prices: readonly (number | undefined)[]): number | undefined {
  return prices.reduce(
    (sum, price) => (sum === undefined || price === undefined ? undefined : sum + price),
    0,
  );
}
