import { worstFindings } from '../../core/lint/report.ts';
import { lintStream } from '../../core/lint/streamLinter.ts';
import { tokenizerFor } from '../../core/tokens/tokenizer.ts';
import { countTokens } from '../../core/tune/preflight/countTokens.ts';
import type { FileSurvey, SurveyQuestion } from '../../core/tune/preflight/preflightTune.ts';
import { openDataset } from '../datasetSource.ts';
import { plannedFile } from '../jobs/openDataset.ts';
import { type OpenPartner, openPartner } from '../partnerFacts.ts';

export interface SurveyOptions {
  signal?: AbortSignal | undefined;
  onProgress?: ((bytes: number, totalBytes: number) => void) | undefined;
}

/** Reads a dataset for a launch: its hash, what the linter says, and its tokens. Rejects with a `Problem` when it cannot be read. */
export async function surveyFile(
  { path, settings, model, limit }: SurveyQuestion,
  { signal, onProgress }: SurveyOptions = {},
): Promise<FileSurvey> {
  const planned = await plannedFile(path, signal);
  const source = await openDataset(path, signal);
  let partner: OpenPartner | undefined;
  try {
    partner = await openPartner(settings, signal);
    const total = source.bytes * 2;
    const report = await lintStream(source, settings, {
      ...{ signal, partner },
      onProgress: done => onProgress?.(done, total),
    });
    const tokens = await countTokens(source.chunks, {
      ...{ format: report.format, tokenizer: await tokenizerFor(model), limit, signal },
      onProgress: done => onProgress?.(source.bytes + done, total),
    });
    const { format, target, targets, totals, examples, findings } = report;
    return {
      planned,
      format,
      target,
      targets,
      totals,
      examples,
      worst: worstFindings(findings, MOST_FINDINGS),
      tokens,
    };
  } finally {
    await partner?.close();
    await source.close();
  }
}

const MOST_FINDINGS = 5;
