import type { FileRole, Job } from '../../jobs/job.ts';
import type { CapAnswer } from '../../ledger/cap.ts';
import type { LintSettings } from '../../lint/settings.ts';
import { TARGET_IDS } from '../../targets/registry.ts';
import { checkTune } from '../checkTune.ts';
import { type ParsedTune, parseTune, type TuneFinding } from '../parseTune.ts';
import { connectionOf, targetFor, type TuneCheck, type TuneContext } from '../tuneContext.ts';
import type { Tune } from '../tuneFile.ts';
import { exampleLimit, judgeTune } from './judgeTune.ts';
import type { Preflight, PreflightIssue, SurveyedFile } from './preflight.ts';

/** What is read of a file before a launch. `path` is absolute, `limit` the longest example in tokens. */
export interface SurveyQuestion {
  path: string;
  settings: LintSettings;
  model: string;
  limit?: number | undefined;
}

/** What a file turned out to be, without its part in a tune. */
export type FileSurvey = Omit<SurveyedFile, 'role' | 'given' | 'onConnection'>;

export interface PreflightParts extends TuneContext {
  /** The absolute path of a file that stands in the tune. */
  resolve(relativePath: string): string;
  /** How a file is judged where the project says something about it. */
  settingsOf(path: string): Promise<LintSettings>;
  survey(question: SurveyQuestion): Promise<FileSurvey>;
  jobs(): readonly Job[];
  allows(usd: number | null): Promise<CapAnswer>;
  /** What of the surroundings speaks against any launch; absent when nothing does. */
  obstacles?: readonly PreflightIssue[];
}

export type PreflightResult = {
  parsed: ParsedTune;
  /** What is wrong with the tune itself. */
  findings: TuneFinding[];
} & ({ tune: Tune; preflight: Preflight } | { tune?: undefined; preflight?: undefined });

/**
 * Everything that is to be known before a launch, from a tune's text. There is no preflight when the tune is so wrong
 * that there is nothing to look into: then the findings say why. Rejects with a `Problem` when a file cannot be read.
 */
export async function preflightTune(text: string, parts: PreflightParts): Promise<PreflightResult> {
  const parsed = parseTune(text);
  const findings = checkTune(parsed, parts);
  const { tune } = parsed;
  const connection = tune && connectionOf(tune.connection, parts.connections);
  const isLost = findings.some(({ rule, severity }) => rule === 'tune/file' && severity === 'error');
  if (!tune || !connection || isLost) return { parsed, findings };
  const check: TuneCheck = { ...parts, parsed, tune, connection };
  const files: SurveyedFile[] = [];
  for (const role of ['training', 'validation'] as const) {
    const given = tune[role];
    if (given !== undefined) files.push(await surveyed(check, role, given, parts));
  }
  const preflight = await judgeTune({
    ...{ check, findings, files, jobs: parts.jobs() },
    allows: usd => parts.allows(usd),
    obstacles: parts.obstacles ?? [],
  });
  return { parsed, findings, tune, preflight };
}

async function surveyed(
  check: TuneCheck,
  role: FileRole,
  given: string,
  parts: PreflightParts,
): Promise<SurveyedFile> {
  const { tune, connection } = check;
  const path = parts.resolve(given);
  const { format: _, purpose: __, partner: ___, ...own } = await parts.settingsOf(path);
  const settings: LintSettings = {
    ...own,
    target: targetFor(tune, connection, TARGET_IDS),
    method: tune.method ?? 'supervised',
    // The tune itself names the validation file, and `checkTune` says when it must.
    rules: { ...own.rules, 'cross-file/validation-required': { severity: 'off' } },
    // What both files hold is told once, of the file that measures.
    ...(role === 'validation' && { purpose: 'validation', partner: parts.resolve(tune.training) }),
  };
  const survey = await parts.survey({ path, settings, model: tune.model, limit: exampleLimit(check) });
  const onConnection = uploadedBefore(survey.planned.sha256, check, parts.jobs());
  return { ...survey, role, given, ...(onConnection !== undefined && { onConnection }) };
}

/** A file with the same content that one of our jobs brought to the connection. */
function uploadedBefore(sha256: string, { connection }: TuneCheck, jobs: readonly Job[]): string | undefined {
  for (const job of jobs) {
    if (job.connection.id !== connection?.id) continue;
    for (const role of ['training', 'validation'] as const) {
      if (job.plan?.[role]?.sha256 === sha256 && job.uploads[role]?.file) return job.uploads[role].file.id;
    }
  }
  return undefined;
}
