import table from './openWeights.json' with { type: 'json' };

/** A model whose weights anybody may train, with its names in the places that train it. */
export interface OpenModel {
  title: string;
  /** Billions of parameters. */
  billions: number;
  /** By the kind of connection; `hub` is its name on the Hugging Face hub, by which trainers of one's own load it. */
  ids: Readonly<Partial<Record<string, string>>>;
  /** LLaMA-Factory's name for its chat template. */
  template: string;
  sources: readonly string[];
}

/** The models that a tune can be moved to, the smallest first, and when that was last read. */
export const openModels: readonly OpenModel[] = table.models;
export const openModelsUpdated: string = table.updated;

/** The model of a name in any place; undefined for one that the table does not have. */
export function openModelOf(id: string): OpenModel | undefined {
  const wanted = id.toLowerCase();
  return openModels.find(({ ids }) => Object.values(ids).some(one => one?.toLowerCase() === wanted));
}

/** How large a model is. `basis` says how that is known. */
export interface ModelSize {
  billions: number;
  basis: 'table' | 'name' | 'guess';
}

/**
 * The size of a model in billions of parameters. OpenAI publishes none: by its prices, nano counts as 4, mini as 8 and
 * all others as 32, which is a guess. Undefined where not even that can be said.
 */
export function sizeOf(model: string): ModelSize | undefined {
  const known = openModelOf(model);
  if (known) return { billions: known.billions, basis: 'table' };
  const name = /(?<![a-z0-9.])(\d+(?:[.p]\d+)?)b(?![a-z0-9])/i.exec(model);
  if (name) return { billions: Number(name[1]!.replace('p', '.')), basis: 'name' };
  const closed = /^(?:ft:)?(?:gpt-|o\d|davinci|babbage)/i.test(model);
  if (!closed) return undefined;
  if (/nano|babbage/i.test(model)) return { billions: 4, basis: 'guess' };
  return { billions: /mini|3\.5/i.test(model) ? 8 : 32, basis: 'guess' };
}
