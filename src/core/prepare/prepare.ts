import { readLines } from '../lint/readLines.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import { joinBytes } from '../text/cutLines.ts';
import { HEAD_BYTES, readHead } from '../text/decode.ts';
import { Problem } from '../util/problem.ts';
import { shown } from './completion/remedy.ts';
import { applyLintFixes, type FixedDataset } from './fixStep.ts';
import type { PrepareChoice, PreparedPart, PreparePlan, PrepareResult, SplitChoice } from './plan.ts';
import { LEAVE_OUT } from './leaveOut.ts';
import { Selection, TERMINATORS } from './select.ts';
import { partOfLines } from './splitLines.ts';
import type { PrepareOptions } from './stage.ts';
import { surveyDataset, surveyFixed } from './survey.ts';

/** Takes the bytes of one of the files that are written. They are copied or written before it resolves. */
export type PrepareSink = (part: PreparedPart, bytes: Uint8Array) => Promise<void>;

/**
 * Does to a dataset what was chosen, and hands over the bytes of the result piece by piece. Throws a `Problem` when
 * the dataset is no longer the one that was analysed.
 */
export async function prepareDataset(
  source: DatasetSource,
  plan: PreparePlan,
  choice: PrepareChoice,
  sink: PrepareSink,
  options: PrepareOptions,
): Promise<PrepareResult> {
  const accept = new Set(choice.accept);
  const fixed = await applyLintFixes(source, plan.settings, id => accept.has(id), options);
  try {
    if (fixed.originalBytes !== plan.bytes) throw changedProblem(plan.name);
    const survey = await surveyFixed(fixed, { ...options, judge: accept.has(LEAVE_OUT.faulty) });
    if (!survey) return await copyWhole(fixed, plan, choice, sink);
    const selection = new Selection(fixed, survey, accept);
    const written = new Map<PreparedPart, number>();
    if (choice.split) await writeSplit(fixed, selection, choice.split, sink, written, options);
    else {
      for await (const chunk of selection.chunks(options)) await sink('all', chunk);
      written.set('all', selection.examples);
    }
    return {
      changed: choice.split !== undefined || fixed.changed || selection.counts.size > 0,
      examplesWritten: Object.fromEntries(written),
      applied: appliedOf(plan, fixed, selection.counts),
      reminders: survey.columns ? remindersOf(selection) : [],
    };
  } finally {
    await fixed.close();
  }
}

/** A file in another layout or encoding, which nobody asked to convert: it can only be copied. */
async function copyWhole(
  fixed: FixedDataset,
  plan: PreparePlan,
  { split }: PrepareChoice,
  sink: PrepareSink,
): Promise<PrepareResult> {
  if (split) {
    throw new Problem({
      code: 'rejected',
      message: `${plan.name} cannot be split before it is one example a line in UTF-8.`,
      remedy: 'Accept the remedy that converts it.',
    });
  }
  for await (const chunk of fixed.source.chunks) await sink('all', chunk);
  return {
    changed: fixed.changed,
    examplesWritten: { all: plan.examples },
    applied: appliedOf(plan, fixed, new Map()),
    reminders: [],
  };
}

async function writeSplit(
  fixed: FixedDataset,
  selection: Selection,
  choice: SplitChoice,
  sink: PrepareSink,
  written: Map<PreparedPart, number>,
  options: PrepareOptions,
): Promise<void> {
  const { settings, format } = fixed.facts;
  const staged = await options.stage(selection.chunks(options), fixed.source.name);
  try {
    const survey = await surveyDataset(staged, settings, format, { ...options, judge: false });
    const partOf = partOfLines(survey, choice);
    const head = staged.read(0, HEAD_BYTES);
    const mark = head.subarray(0, readHead(head).markLength);
    for (const part of SPLIT_PARTS) {
      written.set(part, 0);
      await sink(part, mark);
    }
    for await (const lines of readLines(staged, options.signal)) {
      const pieces = { train: [] as Uint8Array[], validation: [] as Uint8Array[] };
      for (const { number, bytes, terminator } of lines) {
        const part = partOf(number);
        pieces[part].push(bytes, TERMINATORS[terminator]);
        if (survey.table.kind(number) !== 'blank') written.set(part, (written.get(part) ?? 0) + 1);
      }
      for (const part of SPLIT_PARTS) await sink(part, joinBytes(pieces[part]));
    }
  } finally {
    await staged.close();
  }
}

const SPLIT_PARTS = ['train', 'validation'] as const;

function appliedOf(
  { remedies }: PreparePlan,
  fixed: FixedDataset,
  counts: ReadonlyMap<string, number>,
): PrepareResult['applied'] {
  return remedies.flatMap(({ id, title }) => {
    const count = counts.get(id) ?? fixed.counts.get(id);
    return count === undefined ? [] : [{ id, title, count }];
  });
}

/** What must be done alike when the model is asked. */
function remindersOf(selection: Selection): string[] {
  const { pairs, task, prompt, completion } = selection.written.facts();
  if (pairs === 0) return [];
  const reminders: string[] = [];
  if (task !== 'open-ended' && isMarker(prompt.suffix) && !prompt.allEqual) {
    reminders.push(`End every prompt that you ask the model with ${shown(prompt.suffix)}.`);
  }
  if (isMarker(completion.suffix) && !completion.allEqual) {
    reminders.push(
      `Give ${shown(completion.suffix)} as the stop sequence, so that the answer ends where it should.`,
    );
  }
  return reminders;
}

/** A common ending that is there on purpose, not the end of a word or the full stop of a sentence. */
function isMarker(suffix: string): boolean {
  return !/^[\p{L}\p{N}]*[.?!]?$/u.test(suffix);
}

function changedProblem(name: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${name} changed since it was analysed.`,
    remedy: 'Analyse it again, so that you see what you choose.',
  });
}
