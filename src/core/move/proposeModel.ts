import type { Connection } from '../provider/connection.ts';
import type { TrainingMethod } from '../provider/fineTuning.ts';
import type { ListedModel } from '../provider/provider.ts';
import { baseModelOf, modelInfo, modelTables } from '../targets/models/modelInfo.ts';
import { openModelOf, openModels, openModelsUpdated, sizeOf } from '../targets/models/openWeights.ts';
import { METHOD_NAMES } from '../tune/methodNames.ts';

/** A model for a tune to begin with in another place. */
export interface ModelProposal {
  /** What it is called there. */
  id: string;
  /** Why it, one or two sentences. */
  why: string;
  /** Others that would do, the nearest first. */
  others: string[];
}

export interface ModelQuestion {
  /** The model that the tune begins with now. */
  model: string;
  method: TrainingMethod;
  /** Absent for trainers of one's own, which load models from the Hugging Face hub. */
  to?: Connection;
  /** The models that the connection listed when it was last asked; undefined when it was not. */
  listed?: readonly ListedModel[] | undefined;
  today: string;
}

/** The size that stands for a model of which nothing is known: it trains on one usual graphics card. */
const UNKNOWN_SIZE = 4;

/**
 * Proposes a base model by size and method. The same model is preferred, then the one whose size is nearest. Undefined
 * when the place is known to train nothing that fits.
 */
export function proposeModel(question: ModelQuestion): ModelProposal | undefined {
  const { model, method, to } = question;
  const where = to?.name ?? 'The Hugging Face hub';
  const base = baseModelOf(model);
  if (to?.kind === 'sandbox') {
    return { id: SANDBOX_MODEL, why: 'The sandbox has this one model: a rehearsal.', others: [] };
  }
  const { ids: candidates, basis } = candidatesFor(question);
  if (candidates.length === 0) return undefined;
  const twin = twinOf(base, candidates);
  const size = sizeOf(base);
  const wanted = size?.billions ?? UNKNOWN_SIZE;
  const distance = (id: string) => Math.abs(Math.log((sizeOf(id)?.billions ?? wanted * 100) / wanted));
  const sorted = [...candidates].sort((a, b) => distance(a) - distance(b));
  const id = twin ?? sorted[0]!;
  const others = sorted.filter(one => one !== id).slice(0, MOST_OTHERS);
  // A server that says nothing of what it trains is no witness, so nothing is claimed for it.
  const doubt = basis === 'table' ? '' : ` What ${where} trains is not known: see that it has this model.`;
  if (twin !== undefined) {
    return {
      id,
      why: basis === 'table' ? `${where} trains the same model.` : `It is the same model.${doubt}`,
      others,
    };
  }
  const known =
    size?.basis === 'guess'
      ? `The size of ${base} is not published; by its price it counts as about ${wanted} billion parameters.`
      : size
        ? `${base} has ${wanted} billion parameters.`
        : `Nothing is known of the size of ${base}, so a small model is taken.`;
  const nearest = {
    table: `for ${METHOD_NAMES[method]} there${dated(to)}`,
    listed: 'of those that it lists',
    hub: 'of the usual open models',
  }[basis];
  return { id, why: `${known} This is the nearest ${nearest}.${doubt}`, others };
}

const MOST_OTHERS = 6;

/** Source: `core/sandbox/models.ts`. */
const SANDBOX_MODEL = 'sandbox-base';

/** The models to choose from, and by what they are known to be there. */
function candidatesFor({ to, method, listed, today }: ModelQuestion): {
  ids: string[];
  basis: 'table' | 'listed' | 'hub';
} {
  if (!to) return { ids: hub(), basis: 'table' };
  const table = Object.hasOwn(modelTables, to.kind) ? modelTables[to.kind] : undefined;
  if (table) {
    const rows = table.models.filter(({ id, methods }) => {
      const info = modelInfo(to.kind, id, today);
      return methods.includes(method) && !info?.ended && !info?.jobsEnded;
    });
    return { ids: rows.map(({ id }) => id), basis: 'table' };
  }
  const open = openModels.flatMap(({ ids }) => ids[to.kind] ?? []);
  const told = listed?.filter(({ tunable }) => tunable === true).map(({ id }) => id) ?? [];
  // What the server itself says it trains counts more than a table; one that says nothing of it is no witness.
  if (told.length > 0) {
    return { ids: [...new Set([...open.filter(id => told.includes(id)), ...told])], basis: 'table' };
  }
  if (open.length > 0) return { ids: open, basis: 'table' };
  if (listed && listed.length > 0) return { ids: listed.map(({ id }) => id), basis: 'listed' };
  return { ids: hub(), basis: 'hub' };
}

function hub(): string[] {
  return openModels.flatMap(({ ids }) => ids.hub ?? []);
}

/** The same model under the name that it has there. */
function twinOf(model: string, candidates: readonly string[]): string | undefined {
  const exact = candidates.find(id => id.toLowerCase() === model.toLowerCase());
  const known = openModelOf(model);
  return exact ?? (known && candidates.find(id => openModelOf(id) === known));
}

function dated(to: Connection | undefined): string {
  const table = to && Object.hasOwn(modelTables, to.kind) ? modelTables[to.kind] : undefined;
  return `, by the table of ${table?.updated ?? openModelsUpdated}`;
}
