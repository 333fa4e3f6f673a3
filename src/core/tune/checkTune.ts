import { TARGET_IDS } from '../targets/registry.ts';
import { suggest } from '../util/suggest.ts';
import { checkGrader } from './checkGrader.ts';
import { checkHyperparameters } from './checkHyperparameters.ts';
import { checkModel } from './checkModel.ts';
import type { ParsedTune, TuneFinding } from './parseTune.ts';
import { at, connectionOf, type TuneCheck, type TuneContext, unknownConnection } from './tuneContext.ts';

/** All that can be told of a tune without reading its datasets and without the network, in the order of the text. */
export function checkTune(parsed: ParsedTune, context: TuneContext): TuneFinding[] {
  const { tune } = parsed;
  if (!tune) return parsed.findings;
  const connection = connectionOf(tune.connection, context.connections);
  const check: TuneCheck = { ...context, parsed, tune, connection };
  const findings = [
    ...parsed.findings,
    ...checkConnection(check),
    ...checkModel(check),
    ...checkFiles(check),
    ...checkHyperparameters(check),
    ...checkSuffix(check),
    ...checkMetadata(check),
    ...checkGrader(check),
    ...checkTarget(check),
  ];
  return findings.sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

function checkConnection(check: TuneCheck): TuneFinding[] {
  const { tune, connection, connections } = check;
  if (!connection) {
    const message = `There is no connection "${tune.connection}".`;
    const remedy = unknownConnection(tune.connection, connections);
    return [at(check, ['connection'], { rule: 'tune/connection', severity: 'error', message, remedy })];
  }
  const capabilities = check.capabilities(connection);
  if (!capabilities || capabilities.fineTuning) return [];
  const trainers = connections.filter(one => check.capabilities(one)?.fineTuning).map(one => one.id);
  const message = `${connection.name} cannot train models.`;
  const remedy = trainers.length > 0 ? `These can: ${trainers.join(', ')}.` : 'Choose another connection.';
  return [at(check, ['connection'], { rule: 'tune/connection', severity: 'error', message, remedy })];
}

function checkFiles(check: TuneCheck): TuneFinding[] {
  const { tune, connection } = check;
  const findings: TuneFinding[] = [];
  const capabilities = connection && check.capabilities(connection);
  for (const role of ['training', 'validation'] as const) {
    const file = tune[role];
    if (file === undefined || check.isFile(file) !== false) continue;
    const message = `There is no file ${file}.`;
    const remedy = 'Write its path relative to this file.';
    findings.push(at(check, [role], { rule: 'tune/file', severity: 'error', message, remedy }));
  }
  if (tune.validation !== undefined && tune.validation === tune.training) {
    const message = 'The validation file is the training file, so it says nothing about new examples.';
    const remedy = 'Split one off with Prepare Dataset.';
    findings.push(at(check, ['validation'], { rule: 'tune/file', severity: 'warning', message, remedy }));
  }
  if (tune.method === 'reinforcement' && tune.validation === undefined) {
    const message = 'Reinforcement fine-tuning needs a validation file.';
    const remedy =
      'Add "validation": a file of the same format that shares no example with the training file.';
    findings.push(
      at(check, ['method'], { rule: 'tune/validation-missing', severity: 'error', message, remedy }),
    );
  }
  if (tune.validation !== undefined && capabilities && !capabilities.validationFile) {
    const message = `${connection!.name} takes no validation file.`;
    findings.push(
      at(check, ['validation'], { rule: 'tune/file', severity: 'error', message, remedy: 'Leave it out.' }),
    );
  }
  return findings;
}

function checkSuffix(check: TuneCheck): TuneFinding[] {
  const { tune, connection } = check;
  if (tune.suffix === undefined || !connection) return [];
  const finding = { rule: 'launch/suffix', severity: 'error' } as const;
  if (connection.kind === 'azure' && tune.suffix.length > AZURE_SUFFIX) {
    const message = `A suffix has at most ${AZURE_SUFFIX} characters on Azure; this one has ${tune.suffix.length}.`;
    return [at(check, ['suffix'], { ...finding, message, remedy: 'Shorten it.' })];
  }
  if (check.capabilities(connection)?.suffix !== false) return [];
  const message = `${connection.name} puts no suffix into the names of its models.`;
  return [at(check, ['suffix'], { ...finding, message, remedy: 'Leave it out.' })];
}

function checkMetadata(check: TuneCheck): TuneFinding[] {
  const pairs = Object.keys(check.tune.metadata ?? {}).length;
  // One pair is Tunewright's own: its job's id.
  if (pairs < MOST_METADATA) return [];
  const message = `A job keeps ${MOST_METADATA} pairs, and one of them is Tunewright's own; there are ${pairs} here.`;
  const finding = { rule: 'launch/metadata', severity: 'error', message, remedy: 'Leave some out.' } as const;
  return [at(check, ['metadata'], finding)];
}

function checkTarget(check: TuneCheck): TuneFinding[] {
  const { target } = check.tune;
  if (target === undefined || TARGET_IDS.includes(target)) return [];
  const message = `There is no target "${target}".`;
  const remedy = suggest(target, TARGET_IDS);
  return [at(check, ['target'], { rule: 'tune/target', severity: 'error', message, remedy })];
}

/** Source: Azure's fine-tuning references. */
const AZURE_SUFFIX = 18;
/** Source: OpenAI's API description. */
const MOST_METADATA = 16;
