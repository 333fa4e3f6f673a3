import type * as vscode from 'vscode';
import { buildDataset, type BuiltDataset } from '../../../core/build/buildDataset.ts';
import type { BuildShape } from '../../../core/build/buildExample.ts';
import type { RowTable } from '../../../core/rows/row.ts';
import { guessMapping } from '../../../core/rows/mapColumns.ts';
import { cancelledProblem, Problem } from '../../../core/util/problem.ts';
import { variablesOf } from '../../../node/batch/batchPlan.ts';
import { readSource } from '../../../node/batch/readSource.ts';
import { writeBuilt } from '../../../node/batch/writeBuilt.ts';
import { fileName } from '../../files.ts';
import type { Services } from '../../services.ts';
import { withCancellableProgress } from '../../withCancellableProgress.ts';
import { chooseBatchTemplate } from '../batch/chooseBatchTemplate.ts';
import { chooseMapping } from '../batch/chooseMapping.ts';
import { chooseTable } from '../batch/chooseSource.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';
import { chooseAnswer } from './chooseAnswer.ts';
import { confirmBuild } from './confirmBuild.ts';
import { tellBuilt } from './tellBuilt.ts';

const TITLE = 'Make Dataset from Table';

/** From rows to examples: table, template, columns, the answer, a look at the first examples, and then the file. */
export async function makeFromTable(clicked: vscode.Uri | undefined, services: Services): Promise<void> {
  const source = await chooseTable(clicked, TITLE, 'The rows of which file?');
  const prompt = await chooseBatchTemplate(undefined, TITLE);
  const table = await readTable(source);
  const { file } = prompt;
  const variables = variablesOf(file);
  const mapping = await chooseMapping(
    TITLE,
    variables,
    table,
    guessMapping(variables, table.columns),
    name => {
      const value = file.inputs.find(input => input.name === name)?.default;
      return value === undefined ? 'Rows without a value make no example' : 'Its default is used';
    },
  );
  const endsWithAnswer = file.messages.at(-1)?.role === 'assistant';
  const answer = await chooseAnswer(TITLE, table, mapping, endsWithAnswer);
  const shape: BuildShape = { mapping, ...answer };
  const built = await build(prompt, table, shape, services);
  if (built.examples.length === 0) throw nothingBuilt(built);
  await confirmBuild(TITLE, built);
  const written = await writeBuilt(built, { source: source.fsPath, suffix: shape.method });
  await tellBuilt(built, written, prompt, services);
}

function build(
  prompt: LoadedPrompt,
  table: RowTable,
  shape: BuildShape,
  { renderer }: Services,
): Promise<BuiltDataset> {
  return withCancellableProgress(`Rendering ${fileName(prompt.uri)}`, (signal, report) =>
    buildDataset(
      prompt.file,
      table,
      shape,
      {},
      {
        signal,
        renderPrompt: (job, abort) => renderer.renderPrompt(job, abort),
        onRendered: done => done % 20 === 0 && report(`${done} of ${table.rows.length} rows`),
      },
    ),
  );
}

async function readTable(source: vscode.Uri): Promise<RowTable> {
  const read = await withCancellableProgress(`Reading ${fileName(source)}`, signal =>
    readSource(source.fsPath, signal),
  );
  if (read.kind === 'table' && read.table.rows.length > 0) return read.table;
  const reason = read.kind === 'table' ? read.table.faults[0]?.message : undefined;
  throw new Problem({
    code: 'rejected',
    message: `${fileName(source)} has no rows that can be read. ${reason ?? ''}`.trim(),
    remedy: 'Choose a JSONL file, a JSON array of objects, or a CSV or TSV file with a line of names.',
  });
}

function nothingBuilt({ refused }: BuiltDataset): Problem {
  const [first] = refused;
  if (!first) return cancelledProblem();
  return new Problem({
    code: 'rejected',
    message: `No row makes an example. ${first.from}: ${first.reason}`,
    remedy: 'Choose other columns, or another template.',
  });
}
