import * as vscode from 'vscode';
import type { Case } from '../../core/evaluate/case.ts';
import type { OpenVariant } from '../../core/evaluate/compare/openComparison.ts';
import type { Feedback, JudgedAnswer } from '../../core/evaluate/feedback/feedback.ts';
import { type Cell, cellId } from '../../core/evaluate/results/cell.ts';
import { Problem } from '../../core/util/problem.ts';
import { cellAt } from '../../core/view/compare/gridState.ts';
import type { Handlers } from '../../protocol/channel.ts';
import { type CellPlace, type CompareHostContract, REPORT_FORMS } from '../../protocol/compare.ts';
import type { Services } from '../services.ts';
import { answerHandlers } from '../webviews/answerHandlers.ts';
import { saveChart } from '../webviews/saveChart.ts';
import type { ComparePanel } from './comparePanel.ts';
import {
  excludeExample,
  isExcluded,
  putBackExample,
  showTrainingLine,
  type TrainingLine,
} from './excludeExample.ts';
import { saveReport } from './saveReport.ts';
import { startRun, waitForOpenBatches } from './startRun.ts';

/** What a comparison's page may ask. Pages draw what strangers wrote, so what they send is looked at. */
export function compareHandlers(
  panel: ComparePanel,
  { tell, today }: Services,
): Handlers<CompareHostContract> {
  const { session, run } = panel;
  const answerOf = (place: CellPlace) => judged(panel, place);
  // The lines that the page shows are those of the text that it was told of, whatever was read since.
  let told: (Omit<TrainingLine, 'line'> & { lines: readonly number[] }) | undefined;
  const trainingLine = (line: number): TrainingLine => {
    if (!told) throw notThere();
    return { ...told, line: line - 1 };
  };
  const say = (feedback: Omit<Feedback, 'id' | 'at' | 'source' | 'values' | 'case'>, one: Case) =>
    session.feedbackFile.add({ ...feedback, ...about(panel, one) });
  return {
    ...answerHandlers,
    async ready() {
      if (!session.comparison && !session.problem) await session.open();
      void panel
        .estimate()
        .then(() => waitForOpenBatches(session, run, tell))
        .catch(error => tell.failed(error));
      return panel.view();
    },
    rows: ({ query, from, count, find }) => panel.rows(query, Math.max(0, from), Math.max(0, count), find),
    async run({ batch }) {
      await startRun(session, run, tell, batch === true ? 'start' : undefined);
      return undefined;
    },
    stop() {
      run.stop();
      return undefined;
    },
    reveal({ revealed }) {
      session.reveal(revealed === true);
      return undefined;
    },
    async thumb({ thumb, ...place }) {
      const { one, answer } = answerOf(place);
      await session.feedbackFile.addOrTakeBack({ kind: 'thumb', thumb, answer, ...about(panel, one) });
      return undefined;
    },
    async choose({ caseId, left, right, better }) {
      const first = answerOf({ caseId, slot: left, repetition: 0 });
      const second = answerOf({ caseId, slot: right, repetition: 0 });
      await session.feedbackFile.addOrTakeBack({
        ...{ kind: 'choice', left: first.answer, right: second.answer, better },
        ...about(panel, first.one),
      });
      return undefined;
    },
    async comment({ text, output, ...place }) {
      const { one, answer } = answerOf(place);
      if (answer.output !== output) throw otherAnswer();
      await say({ kind: 'comment', comment: text.slice(0, LONGEST), answer }, one);
      return undefined;
    },
    async ideal({ caseId, text }) {
      const beside = besideIdeal(panel, caseId);
      await say(
        { kind: 'ideal', ideal: text.slice(0, LONGEST), ...(beside && { answer: beside }) },
        caseOf(panel, caseId),
      );
      return undefined;
    },
    async why(place) {
      const { one, variant, cell } = answerOf(place);
      // The file would tell which model it is.
      if (session.comparison?.file.blind && !session.isRevealed) return { rows: [], note: HIDDEN };
      const file = session.trainingFile(variant.name);
      if (!file) return { rows: [], note: NO_TRAINING };
      const reasons = await session.whySaid(file, one, cell.output);
      const { text } = file;
      const uri = session.host.folder.uriOf(file.path);
      told = { uri, text, lines: reasons.map(({ line }) => line + 1) };
      return { rows: reasons.map(reason => ({ ...reason, line: reason.line + 1, file: file.path })) };
    },
    excluded: () => told?.lines.filter(line => isExcluded(trainingLine(line))) ?? [],
    async openTraining({ line }) {
      await showTrainingLine(trainingLine(line));
      return undefined;
    },
    async exclude({ line, back }) {
      const example = trainingLine(line);
      await (back ? putBackExample(example) : excludeExample(example));
      return undefined;
    },
    async openCase({ caseId }) {
      const { from } = caseOf(panel, caseId);
      if (from.file !== undefined) await showLine(session.host.folder.uriOf(from.file), from.line ?? 0);
      return undefined;
    },
    async openFile() {
      await vscode.window.showTextDocument(session.uri, { viewColumn: vscode.ViewColumn.Beside });
      return undefined;
    },
    async makeDataset() {
      await vscode.commands.executeCommand('tunewright.makeDatasetFromFeedback', session.uri);
      return undefined;
    },
    saveChart: saved => saveChart(saved, vscode.Uri.joinPath(session.uri, '..')),
    saveReport({ form }) {
      if (!REPORT_FORMS.includes(form)) throw notThere();
      return saveReport(session, form, today());
    },
  };
}

/** The longest comment or answer that is kept, in UTF-16 units. */
const LONGEST = 1_000_000;

const NO_TRAINING =
  'This variant names no training file. Add "trainingFile" to it in the comparison, and the most similar training examples are shown here.';

const HIDDEN =
  'Names are hidden, and the training file would tell which model this is. Reveal names to see the most similar training examples.';

function caseOf({ session }: ComparePanel, id: string): Case {
  const found = session.comparison?.cases.find(one => one.id === id);
  if (!found) throw notThere();
  return found;
}

function judged(
  panel: ComparePanel,
  { caseId, slot, repetition }: CellPlace,
): { one: Case; variant: OpenVariant; cell: Cell; answer: JudgedAnswer } {
  const one = caseOf(panel, caseId);
  const place = panel.variantAt(caseId, slot);
  const grid = panel.session.grid();
  const variant = place === undefined ? undefined : panel.session.comparison?.variants[place];
  const cell = grid && place !== undefined ? cellAt(grid.state, caseId, place, repetition) : undefined;
  if (!variant || !cell) throw notThere();
  const model = cell.answered ?? cell.asked;
  const answer: JudgedAnswer = {
    ...{ variant: variant.name, output: cell.output, repetition, model },
    ...(variant.prompt && { template: variant.prompt.file.path, templateHash: variant.prompt.hash }),
  };
  return { one, variant, cell, answer };
}

/** An answer to the case by a variant with a template, so that the question can be rendered again. */
function besideIdeal({ session }: ComparePanel, caseId: string): JudgedAnswer | undefined {
  const variant = session.comparison?.variants.find(({ prompt }) => prompt);
  if (!variant?.prompt) return undefined;
  const cell = session.results.cells.get(cellId({ case: caseId, variant: variant.name, repetition: 0 }));
  const { file, hash } = variant.prompt;
  const model = cell?.answered ?? cell?.asked;
  return {
    ...{ variant: variant.name, output: cell?.output ?? '', template: file.path, templateHash: hash },
    ...(model !== undefined && { model }),
  };
}

/** What feedback says of the case, so that it can be asked again without the comparison. */
function about({ session }: ComparePanel, { id, values, messages, from }: Case) {
  const { comparison, isRevealed } = session;
  return {
    case: id,
    values,
    ...(messages && { messages }),
    from,
    ...(comparison && { source: comparison.path }),
    ...(comparison?.file.blind && !isRevealed && { blind: true }),
  };
}

async function showLine(uri: vscode.Uri, line: number): Promise<void> {
  const at = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(uri, { selection: at, viewColumn: vscode.ViewColumn.Beside });
}

function notThere(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'This answer is not there any more.',
    remedy: 'The comparison was changed: look at the page again.',
  });
}

function otherAnswer(): Problem {
  return new Problem({
    code: 'not-found',
    message: 'Another answer stands there by now.',
    remedy: 'Copy what you wrote, look at the answer, and comment on it if it still fits.',
  });
}
