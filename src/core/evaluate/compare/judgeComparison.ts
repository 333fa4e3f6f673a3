import type { Feedback } from '../feedback/feedback.ts';
import { feedbackScores } from '../feedback/feedbackScores.ts';
import { type Confusion, confusionOf } from '../graders/confusion.ts';
import type { GradeTools } from '../graders/gradeInput.ts';
import { JUDGES } from '../graders/graderType.ts';
import { DEFAULT_AGREEMENT, DEFAULT_CONFIDENCE, DEFAULT_SEED } from '../compareFile/compareFile.ts';
import { type Cell, cellId } from '../results/cell.ts';
import type { Results } from '../results/readResults.ts';
import { variantAgreement } from '../insight/agreement.ts';
import type { Insights } from '../insight/insightText.ts';
import { findOddities } from '../insight/oddities.ts';
import { positionsOf } from '../insight/positions.ts';
import type { PromptDrift } from '../insight/promptDrift.ts';
import { ensembleVote } from '../insight/vote.ts';
import type { Leak } from '../training/leaks.ts';
import { flakyCells } from '../verdict/flaky.ts';
import { type JudgeTrust, judgeTrust } from '../verdict/judgeTrust.ts';
import { judgeVariants } from '../verdict/judgeVariants.ts';
import type { VariantScore, Verdict } from '../verdict/verdict.ts';
import { cellsByCase } from './cellsByCase.ts';
import type { OpenComparison } from './openComparison.ts';
import { type Scores, scoreCells } from './scoreCells.ts';
import { textOfMessages } from './textOfMessages.ts';

/** How a variant's answers came about. */
export interface VariantFacts {
  variant: string;
  /** The model that was asked, and those that answered. */
  asked: string;
  answered: string[];
  answers: number;
  /** Answers of another model than was asked. */
  wrongModel: number;
  /** Answers that were cut, and requests that failed. */
  cut: number;
  failed: number;
  /** Middle of the times in milliseconds; absent when nothing was measured. */
  medianMs?: number;
  /** US dollars of all its answers; absent when some price is not known. */
  usd?: number;
  promptTokens?: number;
  completionTokens?: number;
  /** Which round of tuning it is of; absent when nobody says. */
  round?: number;
  /** How many of its cases stand in its training file. */
  seen: number;
}

/** Everything that can be concluded from the answers that are there. Plain data, but for its sets and maps. */
export interface Judged extends Scores {
  variants: VariantFacts[];
  variantScores: VariantScore[];
  verdicts: Verdict[];
  /** Of graders that ask a model. */
  trust: JudgeTrust[];
  confusions: { grader: string; variant: string; confusion: Confusion }[];
  /** As `caseOfVariant` names them. */
  flaky: { answers: ReadonlySet<string>; passes: ReadonlySet<string> };
  /** Cases that stand in some variant's training file. */
  seen: ReadonlySet<string>;
  insights: Insights;
}

/** What is known beside the answers. */
export interface JudgedWith {
  feedback?: readonly Feedback[];
  /** Cases that stand in training files, by variant. */
  leaks?: ReadonlyMap<string, ReadonlyMap<string, Leak>>;
  /** The answers of training files, by variant. */
  trainingAnswers?: ReadonlyMap<string, readonly string[]>;
  drift?: readonly PromptDrift[];
}

export type Judgeable = Pick<OpenComparison, 'cases' | 'file' | 'graders'> & {
  variants: readonly { name: string; model: string }[];
};

/** Judges what is there. Takes a while for many answers. */
export function judgeComparison(
  comparison: Judgeable,
  results: Results,
  tools: GradeTools,
  { feedback = [], leaks = new Map(), trainingAnswers, drift = [] }: JudgedWith = {},
): Judged {
  const { file, graders } = comparison;
  const graded = scoreCells(comparison, results, tools);
  const ids = new Set(comparison.cases.map(({ id }) => id));
  const names = comparison.variants.map(({ name }) => name);
  const said = feedback.filter(one => ids.has(one.case) && isAboutShown(one, results));
  const threshold = file.judgeAgreement ?? DEFAULT_AGREEMENT;
  const trust = graders
    .filter(({ grader }) => JUDGES.includes(grader.type) || asksModel(grader))
    .map(({ name }) => judgeTrust(name, graded, said, threshold));
  const own = feedbackScores(said);
  const seen = new Set([...leaks.values()].flatMap(found => [...found.keys()]));
  const { scores: variantScores, verdicts } = judgeVariants({
    variants: names,
    scores: [...graded.scores, ...own.scores],
    preferences: [...graded.preferences, ...own.preferences],
    seen,
    untrusted: new Set(trust.filter(({ trusted }) => !trusted).map(({ grader }) => grader)),
    confidence: file.confidence ?? DEFAULT_CONFIDENCE,
    seed: file.sample?.seed ?? DEFAULT_SEED,
  });
  const cells = [...cellsByCase(comparison, results)].flatMap(row => row.cells);
  return {
    ...graded,
    variants: comparison.variants.map(({ name, model }, index) => ({
      ...factsOf(cells.filter(({ variant }) => variant === name)),
      variant: name,
      asked: model,
      ...(file.variants[index]?.round !== undefined && { round: file.variants[index].round }),
      seen: leaks.get(name)?.size ?? 0,
    })),
    variantScores,
    verdicts,
    trust,
    confusions: graders
      .filter(({ grader }) => grader.type === 'label')
      .flatMap(({ name }) =>
        names.map(variant => ({ grader: name, variant, confusion: confusionFor(name, variant, graded) })),
      ),
    flaky: flakyCells(cells, graded.scores),
    seen,
    insights: { ...insightsOf(comparison, cells, graded, trainingAnswers), drift: [...drift] },
  };
}

function insightsOf(
  { cases, file, graders, variants }: Judgeable,
  cells: readonly Cell[],
  { scores }: Scores,
  trainingAnswers: JudgedWith['trainingAnswers'],
): Omit<Insights, 'drift'> {
  const names = variants.map(({ name }) => name);
  const positions = positionsOf(graders, cells, scores);
  const vote = ensembleVote(names, positions, file.confidence ?? DEFAULT_CONFIDENCE);
  const questions = cases.map(({ values, messages }) => {
    const texts = Object.values(values).filter(value => typeof value === 'string');
    return messages ? textOfMessages(messages, 'user') : texts.join('\n');
  });
  return {
    agreement: variantAgreement(names, positions),
    ...(vote && { vote }),
    oddities: findOddities(names, cells, questions, trainingAnswers),
  };
}

/** Whether what is judged is what stands there now: a prompt may have been changed and asked again since. */
function isAboutShown({ case: id, answer, left, right, thumb }: Feedback, { cells }: Results): boolean {
  const judged = thumb === undefined ? [left, right] : [answer];
  return judged.every(one => {
    if (!one) return true;
    const { variant, repetition = 0, output } = one;
    return cells.get(cellId({ case: id, variant, repetition }))?.output === output;
  });
}

/** Whether a `multi` has parts that ask a model. */
function asksModel(grader: Judgeable['graders'][number]['grader']): boolean {
  return grader.type === 'multi' && Object.values(grader.graders).some(part => JUDGES.includes(part.type));
}

function confusionFor(grader: string, variant: string, { scores }: Scores): Confusion {
  return confusionOf(scores.filter(score => score.grader === grader && score.variant === variant));
}

function factsOf(cells: readonly Cell[]): Omit<VariantFacts, 'variant' | 'asked' | 'seen'> {
  const times = cells.flatMap(({ ms }) => (ms === undefined ? [] : [ms])).sort((one, other) => one - other);
  const sum = (numbers: (number | undefined)[]) =>
    numbers.reduce((all, one) => (all === undefined || one === undefined ? undefined : all + one), 0);
  const answered = cells.filter(({ request, problem }) => request !== '' && !problem);
  const usd = sum(answered.map(({ price }) => price));
  const promptTokens = sum(answered.map(({ usage }) => usage?.promptTokens));
  const completionTokens = sum(answered.map(({ usage }) => usage?.completionTokens));
  return {
    answered: [...new Set(cells.flatMap(cell => cell.answered ?? []))],
    answers: answered.length,
    wrongModel: cells.filter(({ wrongModel }) => wrongModel).length,
    cut: cells.filter(({ truncated }) => truncated).length,
    failed: cells.filter(({ problem, truncated }) => problem && !truncated).length,
    ...(times.length > 0 && { medianMs: times[times.length >> 1]! }),
    ...(usd !== undefined && { usd }),
    ...(promptTokens !== undefined && { promptTokens }),
    ...(completionTokens !== undefined && { completionTokens }),
  };
}
