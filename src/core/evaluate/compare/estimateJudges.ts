import type { Connection } from '../../provider/connection.ts';
import { estimatePlan, GUESSED_ANSWER, type PlanEstimate } from '../../run/planEstimate.ts';
import { knownPrice } from '../../run/knownPrice.ts';
import { whyUnusable } from '../graders/gradeAnswer.ts';
import type { GradeTools } from '../graders/gradeInput.ts';
import { type Cell, cellId } from '../results/cell.ts';
import type { Results } from '../results/readResults.ts';
import { type CellPlan, isOpen } from './cellPlan.ts';
import { cellsByCase } from './cellsByCase.ts';
import type { CompareHost } from './compareHost.ts';
import { type JudgeItem, planJudges } from './judgePlan.ts';
import { judgeQuestions } from './judgeQuestions.ts';
import type { OpenComparison } from './openComparison.ts';

/** What one judge is still to be asked. */
export interface JudgeEstimate {
  grader: string;
  model: string;
  connection: Connection;
  estimate: PlanEstimate;
}

/** So many questions are written out to see how long they are; the others are taken to be alike. */
const SAMPLED_QUESTIONS = 150;

/**
 * What the judges of a comparison are still to be asked. Answers that are not there yet are taken to be as long as any
 * of which nothing is known. Throws a `Problem` when a judge cannot be asked: before the answers are paid for.
 */
export async function estimateJudges(
  comparison: OpenComparison,
  plan: CellPlan,
  results: Results,
  host: CompareHost & Pick<GradeTools, 'countTokens'>,
  signal: AbortSignal,
): Promise<JudgeEstimate[]> {
  const { presumed, guessed } = presume(plan, results);
  const questions = await countQuestions(comparison, presumed, guessed, host, signal);
  if (questions.size === 0) return [];
  const sample = sampleOf(comparison, questions);
  const items = await planJudges(sample, presumed, host, host, signal);
  const judges = new Map<string, JudgeItem[]>();
  for (const item of items) {
    const key = keyOf(item);
    judges.set(key, [...(judges.get(key) ?? []), item]);
  }
  return [...judges].flatMap(([key, asked]) => {
    const known = questions.get(key);
    if (!known) return [];
    const answered = asked.filter(({ id }) => known.answered.has(id));
    const changed = answered.filter(({ id, hash }) => results.judgements.get(id)?.request !== hash).length;
    // Another template or model asks everything anew; the sample shows it.
    const isOther = changed > 0 && changed === answered.length;
    const count = isOther ? known.all : known.all - known.answered.size + changed;
    const [first] = asked;
    if (!first || count === 0) return [];
    const expected = Array.from({ length: count }, (_, index) => asked[index % asked.length]!.expected);
    const { connection } = first.provider;
    const { model } = first.request;
    const estimate = estimatePlan(expected, knownPrice(connection, model, host.clock));
    return [{ grader: first.grader, model, connection, estimate }];
  });
}

/** The answers that are there, and such as may be expected where there is none. */
function presume({ items }: CellPlan, results: Results): { presumed: Results; guessed: Set<string> } {
  const open = items.filter(({ id, hash }) => isOpen(results.cells.get(id), hash));
  const cells = new Map(results.cells);
  for (const { id, key, hash, request } of open)
    cells.set(id, { ...key, request: hash, output: GUESSED_TEXT, asked: request.model });
  return { presumed: { ...results, cells }, guessed: new Set(open.map(({ id }) => id)) };
}

/** About as many tokens as an answer of which nothing is known. */
const GUESSED_TEXT = 'word '.repeat(GUESSED_ANSWER);

interface Questions {
  all: number;
  /** Those whose answer is there, though perhaps to an earlier answer. */
  answered: Set<string>;
}

/** How many questions each judge has in all, and which of them are answered. */
async function countQuestions(
  comparison: OpenComparison,
  presumed: Results,
  guessed: ReadonlySet<string>,
  { clock }: Pick<CompareHost, 'clock'>,
  signal: AbortSignal,
): Promise<Map<string, Questions>> {
  const left = new Map<string, Questions>();
  let seen = 0;
  for (const { cells } of cellsByCase(comparison, presumed)) {
    const usable = cells.filter(cell => whyUnusable(cell) === undefined);
    for (const open of comparison.graders) {
      for (const question of judgeQuestions(open, usable)) {
        const key = keyOf({ grader: open.name, part: question.part });
        const sums = left.get(key) ?? { all: 0, answered: new Set() };
        left.set(key, sums);
        sums.all += 1;
        if (isAnswered(question, presumed, guessed)) sums.answered.add(question.id);
      }
    }
    // Whoever shows the estimate goes on working meanwhile.
    seen += 1;
    if (seen % 200 === 0) await clock.sleep(0, signal);
  }
  return left;
}

function isAnswered(
  { id, cells }: { id: string; cells: readonly Cell[] },
  { judgements }: Results,
  guessed: ReadonlySet<string>,
): boolean {
  const said = judgements.get(id);
  return said !== undefined && !said.problem && cells.every(cell => !guessed.has(cellId(cell)));
}

/** Cases from all over the comparison, as many as have so many questions. */
function sampleOf(comparison: OpenComparison, left: ReadonlyMap<string, { all: number }>): OpenComparison {
  const { cases } = comparison;
  const questions = [...left.values()].reduce((sum, { all }) => sum + all, 0);
  const step = Math.max(1, Math.ceil(questions / SAMPLED_QUESTIONS));
  return { ...comparison, cases: cases.filter((_, index) => index % step === 0) };
}

function keyOf({ grader, part }: { grader: string; part: string }): string {
  return JSON.stringify([grader, part]);
}
