import { readLines } from '../lint/readLines.ts';
import { type LintSettings, targetsOf } from '../lint/settings.ts';
import type { DatasetSource } from '../lint/streamLinter.ts';
import type { ColumnFacts } from './completion/columns.ts';
import { completionNotes, type RepeatedEndings } from './completion/notes.ts';
import { pairOf } from './completion/pair.ts';
import { COMPLETION_REMEDIES, VALUES_AS_TEXT } from './completion/registry.ts';
import { applyLintFixes, type FixedDataset } from './fixStep.ts';
import { leaveOutRemedies } from './leaveOut.ts';
import type { PreparePlan, Remedy, SplitAdvice } from './plan.ts';
import type { PrepareOptions } from './stage.ts';
import { type Survey, surveyFixed, textOf } from './survey.ts';

/** Finds out what can be done to a dataset of any size. The dataset itself is not touched. */
export async function analyseDataset(
  source: DatasetSource,
  settings: LintSettings,
  options: PrepareOptions,
): Promise<PreparePlan> {
  const fixed = await applyLintFixes(source, settings, (_id, safety) => safety === 'safe', options);
  try {
    const survey = await surveyFixed(fixed, { ...options, judge: true });
    return {
      name: source.name,
      bytes: fixed.originalBytes,
      settings,
      format: fixed.facts.format,
      target: targetsOf(settings)[0].id,
      examples: survey?.examples ?? 0,
      remedies: [...fixed.remedies.list(), ...(survey ? ownRemedies(survey) : [])],
      notes: await notesOf(fixed, survey, options),
      split: splitAdvice(survey),
    };
  } finally {
    await fixed.close();
  }
}

function splitAdvice(survey: Survey | undefined): SplitAdvice {
  const classes = survey?.classes;
  // What is the same for all needs no share of its own.
  return classes === undefined || classes < 2 ? { recommended: false } : { recommended: true, classes };
}

async function notesOf(
  { source }: FixedDataset,
  survey: Survey | undefined,
  options: PrepareOptions,
): Promise<string[]> {
  if (!survey) return ['The file does not hold one example a line, so nothing can be said of its examples.'];
  const { columns } = survey;
  return columns ? completionNotes(columns, await repeatedEndings(source, columns, options)) : [];
}

function ownRemedies(survey: Survey): Remedy[] {
  const unsafe = { safety: 'unsafe', preselected: false } as const;
  const { columns, needText } = survey;
  const remedies = leaveOutRemedies(survey);
  if (needText > 0) {
    remedies.push({
      id: VALUES_AS_TEXT,
      title: 'Write numbers, true and false as text, and nothing as empty text',
      explanation: 'Prompts and completions must be strings.',
      count: needText,
      ...unsafe,
    });
  }
  for (const { id, offer } of columns ? COMPLETION_REMEDIES : []) {
    const offered = columns && offer(columns);
    if (offered) remedies.push({ id, ...offered, ...unsafe });
  }
  return remedies;
}

/** Whether the common endings occur inside the texts too: known only now that the endings are. */
async function repeatedEndings(
  source: DatasetSource,
  { prompt, completion }: ColumnFacts,
  { signal }: PrepareOptions,
): Promise<RepeatedEndings> {
  const found: RepeatedEndings = { prompts: false, completions: false };
  if (prompt.suffix === '' && completion.suffix === '') return found;
  for await (const lines of readLines(source, signal)) {
    for (const line of lines) {
      const pair = pairIn(textOf(line).text);
      if (!pair || pair.completion === '') continue;
      found.prompts ||= holdsTwice(pair.prompt, prompt.suffix);
      found.completions ||= holdsTwice(pair.completion, completion.suffix);
    }
  }
  return found;
}

function holdsTwice(text: string, suffix: string): boolean {
  return suffix !== '' && text.slice(0, -suffix.length).includes(suffix);
}

function pairIn(text: string): ReturnType<typeof pairOf> {
  try {
    return pairOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
