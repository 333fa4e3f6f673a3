import {
  type BatchInputs,
  DOCUMENT_VARIABLES,
  inputsOfDocuments,
  inputsOfTable,
} from '../../core/batch/batchInput.ts';
import type { BatchHead } from '../../core/batch/batchHead.ts';
import {
  type BatchHost,
  type BatchTarget,
  type PlannedBatch,
  planBatch,
  roomForText,
} from '../../core/batch/planBatch.ts';
import { guessMapping, textVariable } from '../../core/rows/mapColumns.ts';
import { analysePrompt } from '../../core/template/promptFile/analysePrompt.ts';
import type { PromptFile } from '../../core/template/promptFile/promptFile.ts';
import { Problem } from '../../core/util/problem.ts';
import type { BatchSource } from './readSource.ts';

/** What of a batch's head decides its requests. */
export type BatchShape = Pick<
  BatchHead,
  'mapping' | 'variable' | 'values' | 'limit' | 'chunkTokens' | 'overlapTokens'
>;

/** The variables of a template that a batch may fill, declared ones first. */
export function variablesOf(file: PromptFile): string[] {
  return [...analysePrompt(file).inputs.keys()].filter(name => name !== 'choices');
}

/** How a source fills a template when nobody says otherwise. Values that are given need no column. */
export function guessShape(
  file: PromptFile,
  source: BatchSource,
  values: Readonly<Record<string, unknown>>,
): Pick<BatchShape, 'mapping' | 'variable'> {
  const open = variablesOf(file).filter(name => !Object.hasOwn(values, name));
  if (source.kind === 'table') return { mapping: guessMapping(open, source.table.columns) };
  const texts = open.filter(name => !DOCUMENT_VARIABLES.some(each => each === name));
  const variable = textVariable(texts, file.inputs);
  return variable === undefined ? {} : { variable };
}

/** All requests of a batch, rendered. */
export async function planOf(
  file: PromptFile,
  source: BatchSource,
  shape: BatchShape,
  target: BatchTarget,
  host: BatchHost,
): Promise<PlannedBatch> {
  return planBatch(file, await inputsOf(file, source, shape, target, host), target, host, shape.limit);
}

async function inputsOf(
  file: PromptFile,
  source: BatchSource,
  { mapping = {}, variable, values, chunkTokens, overlapTokens = 0 }: BatchShape,
  target: BatchTarget,
  host: BatchHost,
): Promise<BatchInputs> {
  if (source.kind === 'table') {
    return inputsOfTable(source.table, mapping, file.inputs, values);
  }
  if (variable === undefined) throw noVariable(file);
  const room = await roomForText(file, variable, values, target, host);
  if (room < LEAST_ROOM) throw noRoom(file, target);
  const maxTokens = Math.min(room, chunkTokens ?? room);
  const known = new Set(variablesOf(file));
  return inputsOfDocuments(source.documents, variable, known, values, {
    maxTokens,
    overlapTokens,
    count: target.count,
  });
}

/** Tokens below which no document is worth cutting. */
const LEAST_ROOM = 16;

function noVariable({ path }: PromptFile): Problem {
  return new Problem({
    code: 'rejected',
    message: `${path} has no variable that could take the text of a document.`,
    remedy: 'Write {{ text }} where the document belongs.',
  });
}

function noRoom({ path }: PromptFile, { model, contextTokens }: BatchTarget): Problem {
  const room = contextTokens === undefined ? '' : `, which reads ${contextTokens} tokens`;
  return new Problem({
    code: 'rejected',
    message: `${path} and its answer leave no room for a document in ${model}${room}.`,
    remedy: 'Shorten the template, lower its max_tokens, or choose a model that reads more.',
  });
}
