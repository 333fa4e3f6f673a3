import type { BatchInputs } from '../batch/batchInput.ts';
import type { BatchHost } from '../batch/planBatch.ts';
import { valuesOfRow } from '../rows/mapColumns.ts';
import type { RowTable } from '../rows/row.ts';
import type { PromptFile } from '../template/promptFile/promptFile.ts';
import { assemblePrompt, promptJob } from '../template/promptFile/renderPrompt.ts';
import { resolveValues } from '../template/promptFile/values.ts';
import { cancelledProblem } from '../util/problem.ts';
import { type BuildShape, buildExample, labelsOf } from './buildExample.ts';
import { promptKey, type StoredVariables } from './storedVariables.ts';

/** A dataset made out of rows. */
export interface BuiltDataset {
  examples: Record<string, unknown>[];
  /** With which values the prompts were rendered, so that they can be rendered again when the template changes. */
  stored: StoredVariables[];
  refused: BatchInputs['refused'];
}

/** Renders a template for each row and makes an example of it. `fixed` are values that are the same for all rows. */
export async function buildDataset(
  file: PromptFile,
  table: Pick<RowTable, 'rows'>,
  shape: BuildShape,
  fixed: Readonly<Record<string, unknown>>,
  host: BatchHost,
): Promise<BuiltDataset> {
  const built: BuiltDataset = { examples: [], stored: [], refused: [] };
  const labels = shape.answer === undefined ? [] : labelsOf(table.rows, shape.answer);
  for (const [index, row] of table.rows.entries()) {
    if (host.signal.aborted) throw cancelledProblem();
    const from = `row ${row.number}`;
    const { values: own, faults } = valuesOfRow(row, shape.mapping, file.inputs);
    const { values } = resolveValues(file, { ...fixed, ...own });
    const rendered = assemblePrompt(
      file,
      values,
      await host.renderPrompt(promptJob(file, values), host.signal),
    );
    const { messages } = rendered.request;
    const fault =
      faults[0] ??
      rendered.error?.message ??
      (rendered.missing.length > 0 ? `There is no value for ${rendered.missing.join(', ')}.` : undefined);
    const made = fault
      ? { reason: fault }
      : buildExample(Array.isArray(messages) ? messages : [], row, shape, labels);
    if ('reason' in made) built.refused.push({ from, reason: made.reason });
    else {
      built.examples.push(made.example);
      built.stored.push({
        prompt: promptKey(made.example),
        template: file.path,
        variables: { ...fixed, ...own },
      });
    }
    host.onRendered?.(index + 1);
  }
  return built;
}
