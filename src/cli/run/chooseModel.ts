import type { Provider } from '../../core/provider/provider.ts';
import { BASE_MODEL } from '../../core/sandbox/models.ts';
import { baseModelOf } from '../../core/targets/models/modelInfo.ts';
import { usageProblem } from '../arguments.ts';

/** The model to ask, and what the user should know about the choice. */
export interface ModelChoice {
  model: string;
  note?: string;
}

/**
 * The model that the user named, else the prompt's, else the only one that there is. The sandbox stands in for the
 * models of others, so that a prompt can be rehearsed as it is. Throws a `Problem` when nobody can tell.
 */
export async function chooseModel(
  provider: Provider,
  { named, inPrompt }: { named: string | undefined; inPrompt: unknown },
  signal: AbortSignal,
): Promise<ModelChoice> {
  if (named !== undefined) return { model: named };
  const wanted = typeof inPrompt === 'string' && inPrompt !== '' ? inPrompt : undefined;
  if (provider.connection.kind === 'sandbox') {
    if (wanted === undefined || baseModelOf(wanted) === BASE_MODEL) return { model: wanted ?? BASE_MODEL };
    return { model: BASE_MODEL, note: `${BASE_MODEL} stands in for ${wanted}.` };
  }
  if (wanted !== undefined) return { model: wanted };
  const models = await provider.listModels(signal);
  const [only] = models;
  if (only && models.length === 1) return { model: only.id };
  const { id, name } = provider.connection;
  throw usageProblem(
    `Neither the prompt nor the command says which model of ${name} to ask.`,
    `Name one with --model; tunewright models --connection ${id} lists them.`,
  );
}
