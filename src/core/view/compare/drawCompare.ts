import type { OpenComparison } from '../../evaluate/compare/openComparison.ts';
import type { ProblemData } from '../../util/problem.ts';
import { compareCharts } from './compareCharts.ts';
import type { CompareView, GridColumn, GridRun } from './compareView.ts';
import type { EstimateRows } from './estimateRows.ts';
import type { GridState } from './gridState.ts';
import { oddityText } from '../../evaluate/insight/insightText.ts';
import { confusionTables, factsInWords, togetherInWords, trustInWords } from './judgedWords.ts';

/** What a view is drawn from, beside the grid. */
export interface CompareFacts {
  sequence: number;
  comparison: Pick<OpenComparison, 'file' | 'totalCases' | 'faults' | 'path'>;
  graders: readonly string[];
  revealed: boolean;
  run: GridRun | undefined;
  nextRun: string | undefined;
  batchRun: string | undefined;
  estimate: EstimateRows | undefined;
  inBatch: number;
  problem: ProblemData | undefined;
  restricted: boolean;
}

/** The whole page but for its rows. While names are hidden nothing is said that could tell them. */
export function drawCompare(state: GridState, facts: CompareFacts): CompareView {
  const { judged, hidden, cases, repetitions, variants, results, feedback } = state;
  const {
    sequence,
    comparison,
    graders,
    revealed,
    run,
    nextRun,
    batchRun,
    estimate,
    inBatch,
    problem,
    restricted,
  } = facts;
  const { file, totalCases, faults, path } = comparison;
  const ids = new Set(cases.map(({ id }) => id));
  const wanted = cases.length * variants.length * repetitions;
  return {
    sequence,
    name: file.name ?? path.replace(/^.*\//, '').replace(/\.compare\.jsonc?$/i, ''),
    ...(file.description !== undefined && { description: file.description }),
    columns: columnsOf(state),
    graders: [...graders],
    cases: cases.length,
    totalCases,
    repetitions,
    blind: file.blind === true,
    revealed,
    answered: Math.min(
      wanted,
      [...results.cells.values()].filter(cell => ids.has(cell.case) && !cell.problem).length,
    ),
    wanted,
    ...(run && { run }),
    ...(nextRun !== undefined && { nextRun }),
    ...(batchRun !== undefined && { batchRun }),
    ...(estimate && { estimate }),
    inBatch,
    ...(problem && { problem }),
    faults: [...faults],
    verdicts:
      hidden || !judged
        ? []
        : judged.verdicts.map(({ grader, scope, text, conclusion, trusted }) => ({
            grader,
            scope,
            text,
            conclusion,
            trusted,
          })),
    trust: judged?.trust.map(trustInWords) ?? [],
    facts: hidden || !judged ? [] : factsInWords(judged),
    charts: hidden || !judged ? [] : compareCharts(judged),
    together: hidden || !judged ? [] : togetherInWords(judged),
    habits:
      hidden || !judged
        ? []
        : judged.insights.oddities.map(oddity => ({ text: oddityText(oddity), word: oddity.word })),
    confusions: hidden || !judged ? [] : confusionTables(judged),
    restricted,
    judgedByPerson: feedback.filter(one => ids.has(one.case)).length,
  };
}

/** Letters while names are hidden, since a column stands for another variant in each row. */
function columnsOf({ variants, hidden }: GridState): GridColumn[] {
  return variants.map(({ name, model, connection }, index) =>
    hidden
      ? { title: `Answer ${String.fromCharCode(65 + index)}` }
      : { title: name, detail: `${model} · ${connection}` },
  );
}
