import { ownPrice } from '../../core/provider/connectionPrices.ts';
import { knownPrice } from '../../core/run/knownPrice.ts';
import { modelInfo } from '../../core/targets/models/modelInfo.ts';
import type { ExpectedModel } from '../../core/view/previewFacts.ts';
import { runsHere } from '../../core/provider/connectionKinds.ts';
import { systemClock } from '../../node/systemClock.ts';
import type { Services } from '../services.ts';
import type { LoadedPrompt } from './loadPrompt.ts';
import { expectedConnection } from './run/chooseTarget.ts';
import { expectedModelId } from './run/targetInWords.ts';

/**
 * The model that a prompt would be sent to, with price and context as the server told them when it was last asked, else
 * by our dated table. Asks nobody. On the sandbox it is the model that the file names, which is rehearsed there.
 */
export async function expectedModel(
  prompt: LoadedPrompt,
  services: Pick<Services, 'connections' | 'runTargets' | 'today'>,
): Promise<ExpectedModel> {
  const connection = expectedConnection(prompt, services);
  const inFile = prompt.file.request.model;
  const pinned = typeof inFile === 'string' && inFile !== '' ? inFile : undefined;
  const kind = connection?.kind ?? 'openai';
  const id =
    kind === 'sandbox' ? (pinned ?? expectedModelId(prompt, services)) : expectedModelId(prompt, services);
  if (id === undefined) return {};
  const state = connection && (await services.connections.facts(connection)).state;
  const listed = state?.kind === 'ready' ? state.models.find(one => one.id === id) : undefined;
  const table = modelInfo(kind === 'sandbox' ? 'openai' : kind, id, services.today());
  const contextTokens = listed?.contextTokens ?? table?.contextTokens;
  const isOwn = runsHere(kind);
  const listedPrice = listed && !isOwn && !listed.fromTable.includes('price') ? listed.price : undefined;
  const told = (connection && ownPrice(connection, id)) ?? listedPrice;
  const price = told ?? knownPrice(connection ?? { kind }, id, systemClock);
  return {
    id,
    ...(price && { price }),
    ...(price && !told && !isOwn && table && { priceDate: table.updated }),
    ...(contextTokens !== undefined && { contextTokens }),
  };
}
