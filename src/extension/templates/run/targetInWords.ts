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
  const chosen = services.runTargets.of(prompt.uri);
  const remembered = (chosen.connection ?? connection.id) === connection.id ? chosen.model : undefined;
  const { model: inFile } = prompt.file.request;
  const pinned = typeof inFile === 'string' && inFile !== '' ? inFile : undefined;
  const onSandbox = pinned !== undefined && baseModelOf(pinned) === BASE_MODEL ? pinned : BASE_MODEL;
  const model = connection.kind === 'sandbox' ? (remembered ?? onSandbox) : (pinned ?? remembered);
  return model === undefined ? connection.name : `${model} on ${connection.name}`;
}
