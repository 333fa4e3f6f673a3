import { BASE_MODEL } from '../../../core/sandbox/baseModel.ts';
import { baseModelOf } from '../../../core/targets/models/modelInfo.ts';
import type { Services } from '../../services.ts';
import type { LoadedPrompt } from '../loadPrompt.ts';
import { expectedConnection } from './chooseTarget.ts';

/** Which model of which connection a run would ask; undefined while that is still to be chosen. */
export function targetInWords(
  prompt: LoadedPrompt,
  services: Pick<Services, 'connections' | 'runTargets'>,
): string | undefined {
  const connection = expectedConnection(prompt, services);
  if (!connection) return undefined;
  const model = expectedModelId(prompt, services);
  return model === undefined ? connection.name : `${model} on ${connection.name}`;
}

/** The model that a run would ask; undefined while that is still to be chosen. */
export function expectedModelId(
  prompt: LoadedPrompt,
  services: Pick<Services, 'connections' | 'runTargets'>,
): string | undefined {
  const connection = expectedConnection(prompt, services);
  const { model: inFile } = prompt.file.request;
  const pinned = typeof inFile === 'string' && inFile !== '' ? inFile : undefined;
  if (!connection) return pinned;
  const chosen = services.runTargets.of(prompt.uri);
  const remembered = (chosen.connection ?? connection.id) === connection.id ? chosen.model : undefined;
  if (connection.kind !== 'sandbox') return pinned ?? remembered;
  const isOwn = pinned !== undefined && baseModelOf(pinned) === BASE_MODEL;
  return remembered ?? (isOwn ? pinned : BASE_MODEL);
}
