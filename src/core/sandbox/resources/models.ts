import { ApiError } from '../http/apiError.ts';
import type { RouteRequest } from '../http/routes.ts';
import { BASE_MODEL, type ModelRecord, modelNotFound } from '../models.ts';
import type { Services } from '../services.ts';

/** `GET /models`: the base and the tunes. Checkpoints are not listed, as with OpenAI, but can be asked for. */
export async function listModels({ services }: RouteRequest<Services>): Promise<Response> {
  const tunes = (await services.models.records.all()).filter(model => model.kind === 'tune');
  tunes.sort((left, right) => right.created - left.created || (left.id < right.id ? -1 : 1));
  return Response.json({ object: 'list', data: [BASE, ...tunes.map(shown)] });
}

/** `GET /models/:model` */
export async function getModel({ params, services }: RouteRequest<Services>): Promise<Response> {
  if (params.model === BASE_MODEL) return Response.json(BASE);
  const record = await services.models.records.get(params.model!);
  if (record === undefined) throw modelNotFound(params.model!);
  return Response.json(shown(record));
}

/** `DELETE /models/:model`: tunes only; checkpoints go with their job. */
export async function deleteModel({ params, services }: RouteRequest<Services>): Promise<Response> {
  const id = params.model!;
  const record = await services.models.records.get(id);
  if (id === BASE_MODEL || record?.kind === 'checkpoint') {
    throw new ApiError(403, 'Only fine-tuned models can be deleted.', {
      code: 'model_not_deletable',
      param: 'model',
    });
  }
  if (record === undefined) throw modelNotFound(id);
  await services.models.remove(id);
  return Response.json({ id, object: 'model', deleted: true });
}

/** The day on which the sandbox was first written; a model needs some date. Seconds since 1970. */
const BASE_CREATED = 1_795_219_200;

const BASE = {
  id: BASE_MODEL,
  object: 'model',
  created: BASE_CREATED,
  owned_by: 'tunewright',
  shutdown_date: null,
};

function shown(record: ModelRecord): object {
  return {
    id: record.id,
    object: 'model',
    created: record.created,
    owned_by: record.owner,
    shutdown_date: null,
  };
}
