import { modelOfTune, type TunedModel } from '../../jobs/modelOfTune.ts';
import type { Provider } from '../../provider/provider.ts';
import type { PromptFile } from '../../template/promptFile/promptFile.ts';
import { candidatePaths } from '../../template/templateFiles.ts';
import { Problem } from '../../util/problem.ts';
import { templateHash } from '../../run/templateHash.ts';
import type { Case } from '../case.ts';
import type { CompareFile, GraderSource, Variant } from '../compareFile/compareFile.ts';
import { parseCompareFile, parseGraderFile } from '../compareFile/parseCompareFile.ts';
import type { Grader } from '../graders/graderType.ts';
import type { CompareHost, OpenHost } from './compareHost.ts';
import { loadCases } from './loadCases.ts';
import { modelFor, openPrompt } from './openPrompt.ts';

/** A variant that can be asked. */
export interface OpenVariant {
  name: string;
  variant: Variant;
  /** Absent when the conversation of each case is sent. */
  prompt?: { file: PromptFile; hash: string };
  provider: Provider;
  model: string;
}

/** A grader with the name that its scores carry. */
export interface OpenGrader {
  name: string;
  grader: Grader;
  /** The file that it stands in, relative to the workspace folder; paths in it are relative to it. */
  path: string;
}

/** A comparison with all that it is made of. */
export interface OpenComparison {
  /** Relative to the workspace folder. */
  path: string;
  file: CompareFile;
  variants: OpenVariant[];
  cases: Case[];
  /** How many cases there were before a sample was drawn. */
  totalCases: number;
  graders: OpenGrader[];
  /** What could not be read of the cases, one sentence each. */
  faults: string[];
}

/** Reads a comparison and all that it refers to. Throws a `Problem` when it cannot be run as it is. */
export async function openComparison(
  text: string,
  path: string,
  host: OpenHost,
  signal: AbortSignal,
): Promise<OpenComparison> {
  const { file, problems } = parseCompareFile(text, path);
  const [problem] = problems;
  if (!file || problem) {
    const at = problem ? `:${problem.range.start.line + 1}` : '';
    throw new Problem({
      code: 'rejected',
      message: `${path}${at}: ${problem?.message ?? 'This is no comparison.'}`,
      remedy: problem?.remedy ?? 'Write variants and cases.',
    });
  }
  const { cases, total, faults } = await loadCases(file, path, host.read);
  const variants: OpenVariant[] = [];
  for (const variant of file.variants) variants.push(await openVariant(variant, path, host, signal));
  return {
    path,
    file,
    variants,
    cases,
    totalCases: total,
    graders: await openGraders(file, path, host),
    faults,
  };
}

async function openVariant(
  variant: Variant,
  path: string,
  host: OpenHost,
  signal: AbortSignal,
): Promise<OpenVariant> {
  const { name, template, tune } = variant;
  const file = template === undefined ? undefined : await openPrompt(template, path, host);
  const { connection, model } = tune === undefined ? variant : await openTuned(tune, path, host);
  const provider = await host.provider(connection ?? file?.connection);
  return {
    name,
    variant,
    provider,
    model: await modelFor(provider, model, file?.request.model, signal),
    ...(file && { prompt: { file, hash: await templateHash(file) } }),
  };
}

/** The model of a tune. Throws a `Problem` while no job has made one. */
async function openTuned(name: string, path: string, host: OpenHost): Promise<TunedModel> {
  const candidates = candidatePaths(name, path);
  const jobs = await Promise.all(candidates.map(candidate => host.jobsOfTune(candidate)));
  if (jobs.every(one => one.length === 0)) {
    const texts = await Promise.all(candidates.map(candidate => host.read(candidate)));
    if (texts.every(text => text === undefined)) {
      throw new Problem({
        code: 'not-found',
        message: `There is no tune ${name}.`,
        remedy: 'Correct the path, or name a model and its connection instead.',
      });
    }
  }
  return modelOfTune(jobs.find(one => one.length > 0) ?? [], name);
}

/** The graders of a comparison, each with a name of its own. Throws a `Problem` for a file that cannot be read. */
export async function openGraders(
  { graders = [] }: CompareFile,
  path: string,
  host: Pick<CompareHost, 'read'>,
): Promise<OpenGrader[]> {
  const open: OpenGrader[] = [];
  for (const source of graders) {
    const { grader, path: from } = await openGrader(source, path, host);
    const base =
      grader.name ?? (typeof source === 'string' ? stemOf(source) : grader.type.replaceAll('_', ' '));
    let name = base;
    for (let twin = 2; open.some(one => one.name === name); twin++) name = `${base} ${twin}`;
    open.push({ name, grader, path: from });
  }
  return open;
}

async function openGrader(
  source: GraderSource,
  path: string,
  host: Pick<CompareHost, 'read'>,
): Promise<{ grader: Grader; path: string }> {
  if (typeof source !== 'string') return { grader: source, path };
  for (const candidate of candidatePaths(source, path)) {
    const text = await host.read(candidate);
    if (text === undefined) continue;
    const { grader, problems } = parseGraderFile(text);
    if (grader) return { grader, path: candidate };
    const [problem] = problems;
    throw new Problem({
      code: 'rejected',
      message: `${candidate}: ${problem?.message ?? 'This is no grader.'}`,
      remedy: problem?.remedy ?? 'Completion lists the types.',
    });
  }
  throw new Problem({
    code: 'not-found',
    message: `There is no grader ${source}.`,
    remedy: 'Correct the path or create the file.',
  });
}

function stemOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/(\.grader)?\.jsonc?$/i, '');
}
