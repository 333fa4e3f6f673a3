import * as vscode from 'vscode';
import type { BatchHead } from '../../../core/batch/batchHead.ts';
import { batchTarget } from '../../../core/batch/batchTarget.ts';
import { diagnosePrompt } from '../../../core/template/promptFile/diagnosePrompt.ts';
import { analysePrompt } from '../../../core/template/promptFile/analysePrompt.ts';
import { readInputValue } from '../../../core/template/promptFile/values.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { guessShape, variablesOf } from '../../../node/batch/batchPlan.ts';
import { beginJournal } from '../../../node/batch/journals.ts';
import { type BatchSource, readSource } from '../../../node/batch/readSource.ts';
import { systemClock } from '../../../node/systemClock.ts';
import { fileName } from '../../files.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';
import { askValues } from '../run/askValues.ts';
import { connectionFor, modelFor } from '../run/chooseTarget.ts';
import { chooseBatchTemplate } from './chooseBatchTemplate.ts';
import { chooseChunk } from './chooseChunk.ts';
import { chooseMapping } from './chooseMapping.ts';
import { chooseFolder, chooseTable } from './chooseSource.ts';
import { confirmBatch } from './confirmBatch.ts';
import { type BatchParts, planWithProgress, rootOf, sendBatch, sourceName } from './openBatch.ts';
import { tellBatch } from './tellBatch.ts';

/** From a click to the answers: template, source, columns, whom to ask, price, and then the run. */
export async function startBatch(
  kind: 'dataset' | 'folder',
  clicked: vscode.Uri | undefined,
  parts: BatchParts,
): Promise<void> {
  const { services } = parts;
  const title = kind === 'dataset' ? 'Run over Dataset' : 'Run over Folder';
  const prompt = await chooseBatchTemplate(clicked, title);
  refuseBroken(prompt);
  const root = rootOf(prompt);
  const source =
    kind === 'dataset'
      ? await chooseTable(clicked, title, 'The rows of which file?')
      : await chooseFolder(clicked, title);
  const read = await withCancellableProgress(`Reading ${fileName(source)}`, signal =>
    readSource(source.fsPath, signal),
  );
  refuseEmpty(source, read);
  const shape = await chooseShape(title, prompt, read);
  const connection = await connectionFor(prompt, services);
  const provider = await services.connections.provider(connection, { attempts: 1 });
  const { model, note } = await modelFor(
    prompt,
    prompt.file.request.model,
    provider,
    services,
    new AbortController().signal,
  );
  const target = await withCancellableProgress(`Asking ${connection.name} about ${model}`, signal =>
    batchTarget(provider, model, systemClock, signal),
  );
  const names = {
    template: prompt.file.path,
    source: sourceName(root, source),
    connection: connection.id,
    model,
  };
  const chunk = read.kind === 'folder' ? await chooseChunk(title) : {};
  const planned = await planWithProgress(prompt, read, { ...names, ...shape, ...chunk }, target, parts);
  if (planned.items.length === 0) throw nothingToAsk(planned.refused[0]?.reason);
  const terms = await confirmBatch(`${title}: ${note ?? connection.name}`, planned, target.price, model);
  const items = planned.items.slice(0, terms.limit);
  const head: BatchHead = { ...names, ...shape, ...chunk, ...terms, requests: items.length };
  const batch = { prompt, source, head, planned: { ...planned, items }, target, provider };
  const sent = await sendBatch(batch, await beginJournal(root, head), parts);
  await tellBatch(batch, sent, parts);
}

type Shape = Pick<BatchHead, 'mapping' | 'variable' | 'values'>;

/** Which columns or which variable, and the values that are the same for all. */
async function chooseShape(title: string, { file }: LoadedPrompt, read: BatchSource): Promise<Shape> {
  const variables = variablesOf(file);
  const guessed = guessShape(file, read, {});
  const declared = (name: string) => file.inputs.find(input => input.name === name);
  const shape: Pick<BatchHead, 'mapping' | 'variable'> = {};
  if (read.kind === 'table') {
    if (variables.length === 0) throw noVariables(file.path);
    shape.mapping = await chooseMapping(title, variables, read.table, guessed.mapping ?? {}, name => {
      const value = declared(name)?.default;
      return value === undefined
        ? 'You are asked for a value'
        : `Its default is used: ${JSON.stringify(value)}`;
    });
  } else {
    shape.variable = await chooseVariable(title, variables, guessed.variable, file.path);
  }
  const filled = new Set([...Object.keys(shape.mapping ?? {}), shape.variable, 'file', 'part', 'parts']);
  const open = variables.filter(name => !filled.has(name) && declared(name)?.default === undefined);
  const missing = open.map(name => {
    const declaration = declared(name);
    return { name, isPart: false, ...(declaration && { declaration }) };
  });
  const typed = await askValues(missing);
  const values = Object.entries(typed).flatMap(([name, text]): [string, unknown][] => {
    const result = readInputValue(declared(name), text);
    return 'value' in result ? [[name, result.value]] : [];
  });
  return { ...shape, values: Object.fromEntries(values) };
}

async function chooseVariable(
  title: string,
  variables: readonly string[],
  guessed: string | undefined,
  file: string,
): Promise<string> {
  if (guessed === undefined) throw noVariables(file);
  if (variables.length === 1) return guessed;
  const items = variables.map(name => ({ label: name, description: name === guessed ? 'most likely' : '' }));
  items.sort((one, other) => Number(other.label === guessed) - Number(one.label === guessed));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: 'Which variable takes the text of each file?',
    ignoreFocusOut: true,
  });
  if (!chosen) throw cancelledProblem();
  return chosen.label;
}

function refuseBroken({ file, uri }: LoadedPrompt): void {
  const analysis = analysePrompt(file);
  const known = new Set(variablesOf(file));
  const error = diagnosePrompt(file, analysis, { known }).find(({ severity }) => severity === 'error');
  if (!error) return;
  throw new Problem({
    code: 'rejected',
    message: `${fileName(uri)}: ${error.message}`,
    remedy: error.remedy,
  });
}

function refuseEmpty(source: vscode.Uri, read: BatchSource): void {
  if (read.kind === 'table' && read.table.rows.length === 0) {
    throw new Problem({
      code: 'rejected',
      message:
        `${fileName(source)} has no rows that can be read. ${read.table.faults[0]?.message ?? ''}`.trim(),
      remedy: 'Choose a JSONL file, a JSON array of objects, or a CSV or TSV file with a line of names.',
    });
  }
  if (read.kind === 'folder' && read.documents.length === 0) {
    throw new Problem({
      code: 'rejected',
      message: `${fileName(source)} holds no text files.`,
      remedy: 'Choose a folder with .txt, .md or other text files.',
    });
  }
}

function noVariables(path: string): Problem {
  return new Problem({
    code: 'rejected',
    message: `${path} has no variables, so every answer would be to the same question.`,
    remedy: 'Write {{ name }} where the values of a row belong.',
  });
}

function nothingToAsk(reason: string | undefined): Problem {
  return new Problem({
    code: 'rejected',
    message: `None of the rows can be asked. ${reason ?? ''}`.trim(),
    remedy: 'Choose other columns, or change the template.',
  });
}
