import { CONSUMER_IDS, readsReasoning, readsWeights } from '../convert/destinations.ts';
import type { ConvertOptions } from '../convert/convertExample.ts';
import { formatTitle } from '../formats/registry.ts';
import type { FileRole } from '../jobs/job.ts';
import type { LintSettings } from '../lint/settings.ts';
import type { Connection } from '../provider/connection.ts';
import { modelInfo } from '../targets/models/modelInfo.ts';
import { TARGET_IDS } from '../targets/registry.ts';
import { METHOD_NAMES } from '../tune/methodNames.ts';
import { nameOfTune } from '../tune/preflight/planOfTune.ts';
import { targetFor } from '../tune/tuneContext.ts';
import { type Tune, TUNE_SUFFIX } from '../tune/tuneFile.ts';
import { Problem } from '../util/problem.ts';
import { mapToConnection } from './mapToConnection.ts';
import { mapToTool } from './mapToTool.ts';
import { movedComparison } from './movedComparison.ts';
import { movedTuneText } from './movedTune.ts';
import type { MoveDestination, MovedComparison, MovedDataset, MovePlan } from './movePlan.ts';
import { proposeModel } from './proposeModel.ts';
import { outputName, OWN_SERVER } from './folder/outputName.ts';
import { rewardOf } from './folder/reward.ts';
import { TOOL_INFO } from './tools.ts';

/** A dataset that is tried in a new place: what it can be written as, and by which rules it is judged there. */
export interface DatasetTrial {
  /** Absolute path. */
  path: string;
  /** The consumer whose formats are meant. */
  consumer: string;
  options: ConvertOptions;
  settings: LintSettings;
}

/** What a trial found; the rest of a `MovedDataset` is known to who asked. */
export type TriedDataset = Omit<MovedDataset, 'role' | 'given' | 'path' | 'settings' | 'file'>;

export interface MoveQuestion {
  tune: Tune;
  /** The tune as it stands. */
  text: string;
  /** Name of the tune file without `.tune.json`. */
  stem: string;
  from: Connection | undefined;
  to: MoveDestination;
  /** The model to begin with there; proposed when absent. */
  model?: string | undefined;
  /** Models that jobs of this tune made. */
  oldModels: readonly string[];
  /** The folder of the tune relative to the workspace folder, with `/`; empty for that folder itself. */
  folder: string;
}

export interface MoveParts {
  today: string;
  /** The absolute path of a file that stands in the tune. */
  resolve(relativePath: string): string;
  /** How a file is judged where the project says something about it. */
  settingsOf(path: string): Promise<LintSettings>;
  tryDataset(trial: DatasetTrial): Promise<TriedDataset>;
  /** The comparisons of the workspace folder, by their paths relative to it. */
  comparisons(): Promise<readonly { path: string; text: string }[]>;
}

/**
 * Works out how a tune moves to another place: what becomes of its datasets, its settings, its model and the
 * comparisons of its old model. Nothing is written. Throws a `Problem` where it cannot move at all.
 */
export async function planMove(question: MoveQuestion, parts: MoveParts): Promise<MovePlan> {
  const { tune, to, stem } = question;
  const method = tune.method ?? 'supervised';
  refuseMethod(tune, to);
  const place = placeOf(to);
  const datasets: MovedDataset[] = [];
  for (const role of ['training', 'validation'] as const) {
    // What nobody takes there is not judged and not written.
    const isTaken = role === 'training' || to.kind === 'tool' || to.capabilities.validationFile;
    const given = isTaken ? tune[role] : undefined;
    if (given !== undefined) datasets.push(await movedDataset(role, given, question, parts));
  }
  const proposal = proposedModel(question, parts);
  const common = {
    ...{ name: nameOfTune(tune), method, tune, datasets },
    from: { connection: question.from?.name ?? tune.connection, model: tune.model },
    to: place,
    model: proposal,
    stem: `${stem}-${slugOf(to)}`,
    notes: notesFor(question, parts.today),
  };
  if (to.kind === 'tool') {
    const longestTokens = Math.max(...datasets.map(one => one.longestTokens));
    const examples = datasets[0]!.written;
    const { trainer, settings } = mapToTool(tune, to.tool, { examples, longestTokens });
    const comparisons = await movedComparisons(question, parts, common.stem, `${common.stem}/train.jsonl`);
    return { ...common, trainer, settings, comparisons };
  }
  const { settings, ...there } = mapToConnection(tune, question.from, to.connection, to.capabilities);
  const fileOf = (role: FileRole) => {
    const dataset = datasets.find(one => one.role === role);
    return dataset && (dataset.file ?? dataset.given);
  };
  const validation = fileOf('validation');
  const tuneText = movedTuneText(question.text, {
    ...there,
    ...{ connection: to.connection.id, model: proposal.id, training: fileOf('training')! },
    ...(validation !== undefined && to.capabilities.validationFile && { validation }),
  });
  const comparisons = await movedComparisons(question, parts, common.stem, fileOf('training')!);
  return { ...common, settings, comparisons, tuneText };
}

function placeOf(to: MoveDestination): MovePlan['to'] {
  if (to.kind === 'tool') {
    const { title, target } = TOOL_INFO[to.tool];
    return { id: to.tool, title, kind: 'tool', tool: to.tool, target };
  }
  const { id, name } = to.connection;
  return { id, title: name, kind: 'connection', target: targetFor({}, to.connection, TARGET_IDS) };
}

/** What the new files are named after: the kind, since ids of connections are made up. */
function slugOf(to: MoveDestination): string {
  return to.kind === 'tool' ? to.tool : to.connection.kind;
}

function refuseMethod(tune: Tune, to: MoveDestination): void {
  const method = tune.method ?? 'supervised';
  if (to.kind === 'tool') {
    if (method !== 'reinforcement') return;
    if (TOOL_INFO[to.tool].target === 'trl') {
      rewardOf(tune.grader);
      return;
    }
    throw new Problem({
      code: 'not-supported',
      message: `A folder for ${TOOL_INFO[to.tool].title} is not written for ${METHOD_NAMES[method]}.`,
      remedy: 'Move it to trl, ray or kubeflow: TRL trains with a grader.',
    });
  }
  const { connection, capabilities } = to;
  if (!capabilities.fineTuning) {
    throw new Problem({
      code: 'not-supported',
      message: `${connection.name} cannot train models.`,
      remedy: 'Choose another connection, or a trainer of your own such as trl.',
    });
  }
  if (capabilities.methods.length > 0 && !capabilities.methods.includes(method)) {
    throw new Problem({
      code: 'not-supported',
      message: `${connection.name} does not offer ${METHOD_NAMES[method]}.`,
      remedy: `It offers ${capabilities.methods.map(one => METHOD_NAMES[one]).join(', ')}. Choose another connection, or a trainer of your own such as trl.`,
    });
  }
}

async function movedDataset(
  role: FileRole,
  given: string,
  { tune, to }: MoveQuestion,
  parts: MoveParts,
): Promise<MovedDataset> {
  const path = parts.resolve(given);
  const place = placeOf(to);
  const { format: _, purpose: __, targets: ___, partner: ____, ...own } = await parts.settingsOf(path);
  const settings: LintSettings = {
    ...own,
    target: place.target,
    method: tune.method ?? 'supervised',
    rules: { ...own.rules, 'cross-file/validation-required': { severity: 'off' } },
    ...(role === 'validation' && { purpose: 'validation' }),
  };
  const tried = await parts.tryDataset({
    ...{ path, settings, consumer: place.target },
    options: {
      reasoning: readsReasoning(place.target),
      weights: readsWeights(place.target),
      alpacaJoin: 'line',
    },
  });
  if (CONSUMER_IDS.includes(place.target) && tried.to === undefined && !tried.kept) {
    throw noFormat(given, tried.format, place.title);
  }
  const isWritten = to.kind === 'tool' || !tried.kept || tried.fixes > 0;
  const name =
    to.kind === 'tool' ? `${role === 'training' ? 'train' : 'validation'}.jsonl` : nameFor(given, slugOf(to));
  return { ...tried, role, given, path, settings, ...(isWritten && { file: name }) };
}

function noFormat(given: string, format: TriedDataset['format'], place: string): Problem {
  const isKnown = format !== 'none' && format !== 'unknown';
  return new Problem({
    code: 'not-supported',
    message: isKnown
      ? `${place} has no format for what ${given} holds (${formatTitle(format)}).`
      : `The format of ${given} is not recognised.`,
    remedy: isKnown
      ? 'Choose another place, or convert the dataset first with Convert Dataset.'
      : 'Lint the dataset: its lines may be broken, or its keys unknown.',
  });
}

/** `data/train.jsonl` for together is `data/train-together.jsonl`, as the tune names it. */
function nameFor(given: string, place: string): string {
  return `${given.replace(/(?<=[^/])\.[^./]*$/, '')}-${place}.jsonl`;
}

function proposedModel({ tune, to, model }: MoveQuestion, { today }: MoveParts): MovePlan['model'] {
  const method = tune.method ?? 'supervised';
  const proposal = proposeModel({
    ...{ model: tune.model, method, today },
    ...(to.kind === 'connection' && { to: to.connection, listed: to.listed }),
  });
  if (model !== undefined) {
    const others = [proposal?.id, ...(proposal?.others ?? [])].filter(
      one => one !== undefined && one !== model,
    );
    return { id: model, why: 'You chose it.', others: others as string[] };
  }
  if (proposal) return proposal;
  const place = placeOf(to).title;
  throw new Problem({
    code: 'not-supported',
    message: `No model is known that ${place} still trains with ${METHOD_NAMES[method]}.`,
    remedy: 'Name one yourself, or choose another place.',
  });
}

function notesFor({ tune, to }: MoveQuestion, today: string): string[] {
  const notes: string[] = [];
  if (/^ft:/.test(tune.model)) {
    notes.push(
      `The tune trains ${tune.model} further. Its weights cannot leave their provider, so training begins anew with a base model: put the earlier training file before this one.`,
    );
  }
  if (to.kind === 'connection' && to.connection.kind === 'openai') {
    const end = modelInfo('openai', 'gpt-4.1-mini', today)?.lastJobDate;
    if (end !== undefined) notes.push(`OpenAI takes no new jobs after ${end}.`);
  }
  if (to.kind === 'connection' && tune.validation !== undefined && !to.capabilities.validationFile) {
    notes.push(`${to.connection.name} takes no validation file, so the new tune has none.`);
  }
  return notes;
}

async function movedComparisons(
  { to, oldModels, folder, tune, stem }: MoveQuestion,
  parts: MoveParts,
  newStem: string,
  training: string,
): Promise<MovedComparison[]> {
  const fromRoot = (name: string) => joined(folder, name);
  const found = await parts.comparisons();
  return found.flatMap(({ path, text }) => {
    const moved = movedComparison(text, path, {
      ...{ oldModels, slug: slugOf(to), title: placeOf(to).title },
      old: { tune: fromRoot(`${stem}${TUNE_SUFFIX}`), training: fromRoot(tune.training) },
      asks:
        to.kind === 'tool'
          ? { connection: OWN_SERVER, model: outputName({ tune, stem: newStem }) }
          : { tune: fromRoot(`${newStem}${TUNE_SUFFIX}`) },
      training: fromRoot(training),
    });
    return moved ? [moved] : [];
  });
}

/** A path in a folder, without `.` and `..` as far as it goes. */
function joined(folder: string, name: string): string {
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...name.split('/')]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
