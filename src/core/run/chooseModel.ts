import type { Provider } from '../provider/provider.ts';
import { BASE_MODEL } from '../sandbox/baseModel.ts';
import { baseModelOf } from '../targets/models/modelInfo.ts';

/** The model to ask, and what the user should know about the choice. */
export interface ModelChoice {
  model: string;
  note?: string;
}

/**
 * The model that the user named, else the prompt's, else the only one that there is; undefined when nobody can tell. The
 * sandbox stands in for the models of others, so that a prompt can be rehearsed as it is.
 */
export async function chooseModel(
  provider: Provider,
  { named, inPrompt }: { named: string | undefined; inPrompt: unknown },
  signal: AbortSignal,
): Promise<ModelChoice | undefined> {
  if (named !== undefined) return { model: named };
  const wanted = typeof inPrompt === 'string' && inPrompt !== '' ? inPrompt : undefined;
  if (provider.connection.kind === 'sandbox') {
    if (wanted === undefined || baseModelOf(wanted) === BASE_MODEL) return { model: wanted ?? BASE_MODEL };
    return { model: BASE_MODEL, note: `${BASE_MODEL} stands in for ${wanted}.` };
  }
  if (wanted !== undefined) return { model: wanted };
  const models = await provider.listModels(signal);
  const [only] = models;
  return only && models.length === 1 ? { model: only.id } : undefined;
}
