import type { ConnectionKind } from './connectionKinds.ts';
import { defined, type JsonObject, number, object, objects, text, time } from './lenient.ts';
import type { ListedModel, ModelPrice } from './provider.ts';
import { modelInfo } from '../targets/models/modelInfo.ts';

/**
 * Reads the answer of `/models` in the shapes of OpenAI, Together (a bare list), vLLM, llama.cpp and LM Studio.
 * `today` is YYYY-MM-DD; what the server does not tell is filled in from our dated table.
 */
export function readModels(answer: unknown, kind: ConnectionKind, today: string): ListedModel[] {
  const source = object(answer);
  const items = Array.isArray(answer) ? answer : (source?.data ?? source?.models);
  const models: ListedModel[] = [];
  const seen = new Set<string>();
  for (const item of objects(items)) {
    const model = readModel(item, kind, today);
    if (!model || seen.has(model.id)) continue;
    seen.add(model.id);
    models.push(model);
  }
  return models.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function readModel(item: JsonObject, kind: ConnectionKind, today: string): ListedModel | undefined {
  const id = text(item.id) ?? text(item.name) ?? text(item.model);
  if (!id) return undefined;
  const told = defined({
    contextTokens: contextOf(item),
    price: priceOf(object(item.pricing)),
    endDate: dayOf(item.shutdown_date) ?? dayOf(item.deprecation_date) ?? dayOf(item.deprecationDate),
  });
  const known = modelInfo(kind, id, today);
  // The table's prices are those of tunes; calling a base model costs less, and we do not know what.
  const price = known?.tuned ? known.price : undefined;
  const table = defined({ contextTokens: known?.contextTokens, price, endDate: known?.endDate });
  const fromTable = filledFields.filter(field => told[field] === undefined && table[field] !== undefined);
  return defined({
    id,
    title: text(item.display_name) ?? text(item.displayName),
    ownedBy: text(item.owned_by) ?? text(item.organization),
    createdAt: time(item.created) ?? time(item.created_at),
    parent: text(item.parent),
    tunable: tunableOf(item) ?? known?.methods.some(method => method !== 'completion'),
    ...table,
    ...told,
    fromTable,
  }) as ListedModel;
}

const filledFields = ['contextTokens', 'price', 'endDate'] as const;

function contextOf(item: JsonObject): number | undefined {
  return (
    number(item.context_length) ??
    number(item.max_model_len) ??
    number(item.context_window) ??
    number(item.max_context_length) ??
    number(item.contextLength) ??
    number(object(item.meta)?.n_ctx_train)
  );
}

/** Together gives dollars for a million tokens, as numbers; other shapes are not guessed at. */
function priceOf(pricing: JsonObject | undefined): ModelPrice | undefined {
  if (!pricing) return undefined;
  const price = defined({
    input: number(pricing.input),
    cached: number(pricing.cached_input),
    output: number(pricing.output),
    training: number(pricing.finetune) || undefined,
  }) as ModelPrice;
  return Object.keys(price).length > 0 ? price : undefined;
}

function dayOf(value: unknown): string | undefined {
  const parts = object(value);
  if (parts) {
    const [year, month, day] = [number(parts.year), number(parts.month), number(parts.day)];
    return year && month && day
      ? `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      : undefined;
  }
  return text(value)?.match(/^\d{4}-\d{2}-\d{2}/)?.[0];
}

/** Azure tells it in `capabilities.fine_tune`, Fireworks in `tunable`. */
function tunableOf(item: JsonObject): boolean | undefined {
  const told = object(item.capabilities)?.fine_tune ?? item.tunable ?? item.supports_fine_tuning;
  return typeof told === 'boolean' ? told : undefined;
}
