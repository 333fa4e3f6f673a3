import { type Reading, readingsOf, templateKey, type ValueTemplate } from './abstraction.ts';
import type { CopySource, WordSpan } from './copySource.ts';
import { hashText, mixHashes } from './hash.ts';
import { framedText } from './sentences.ts';
import { type Structure, structureOf } from './structure.ts';

/** Everything that a model can say: skeletons, and for each named place in them the values that were seen there. */
export interface Inventory {
  skeletons: Skeleton[];
  fields: Field[];
  openings: string[];
  closings: string[];
}

export interface Skeleton {
  parts: string[];
  /** Indices into `fields`, one for each place between two parts. */
  fields: number[];
}

export interface Field {
  name: string;
  values: Value[];
}

export interface Value {
  template: ValueTemplate;
  /** How many training answers use it. */
  count: number;
  /** Hashes of what was rare in the prompts that it answered, for finding it again quickly. */
  cues: number[];
}

/** An answer in the terms of an inventory. */
export interface Program {
  /** -1 when no answer of this form was seen; the only value is then the whole text. */
  skeleton: number;
  values: ProgramValue[];
}

export interface ProgramValue {
  /** Index into the inventory's fields; -1 with an unknown skeleton. */
  field: number;
  /** Index into the field's values; -1 for a text that the inventory does not hold. */
  value: number;
  text: string;
  /** For each hole the places of the prompt that fill it rightly. */
  holes: WordSpan[][];
}

export function emptyInventory(): Inventory {
  return { skeletons: [], fields: [], openings: [], closings: [] };
}

/** Finds things of an inventory by what they are. Make one after the inventory was changed from elsewhere. */
export class InventoryIndex {
  readonly inventory: Inventory;
  /** Whether a word, in lower case, stands in so many prompts that copying it decides nothing. */
  readonly isCommon: (word: string) => boolean;
  #skeletons = new Map<string, number>();
  #fields = new Map<string, number>();
  #values: Map<string, number>[] = [];
  #openings: Set<string>;
  #closings: Set<string>;

  constructor(inventory: Inventory, isCommon: (word: string) => boolean) {
    this.inventory = inventory;
    this.isCommon = isCommon;
    this.#openings = new Set(inventory.openings);
    this.#closings = new Set(inventory.closings);
    inventory.skeletons.forEach((skeleton, index) => {
      this.#skeletons.set(this.#skeletonKey(skeleton), index);
    });
    inventory.fields.forEach((field, index) => {
      this.#fields.set(field.name, index);
      this.#values[index] = new Map(field.values.map((value, at) => [templateKey(value.template), at]));
    });
  }

  /** Cuts off known first and last sentences of a plain answer. */
  framed(answer: string): Structure {
    const { opening, body, closing } = framedText(answer, this.#openings, this.#closings);
    const cut: Structure = { parts: [''], names: [], values: [] };
    for (const [name, value] of [
      ['opening', opening],
      ['', body],
      ['closing', closing],
    ] as const) {
      if (value === '' && name !== '') continue;
      cut.parts.push('');
      cut.names.push(name);
      cut.values.push(value);
    }
    return cut;
  }

  addSkeleton(structure: Structure): number {
    const fields = structure.names.map(name => this.#addField(name));
    const skeleton: Skeleton = { parts: structure.parts, fields };
    return addOnce(this.#skeletons, this.#skeletonKey(skeleton), this.inventory.skeletons, () => skeleton);
  }

  addValue(name: string, template: ValueTemplate): Value {
    const field = this.#addField(name);
    const { values } = this.inventory.fields[field]!;
    const make = (): Value => ({ template, count: 0, cues: [] });
    return values[addOnce(this.#values[field]!, templateKey(template), values, make)]!;
  }

  /** The answer in terms of the inventory; its texts are `-1` values where they are new. */
  encode(answer: string, source: CopySource): Program {
    const form = structureOf(answer);
    const known = form === undefined ? undefined : this.#findSkeleton(form);
    if (form !== undefined && known !== undefined) return this.#encodeAs(known, form.values, source);
    const framed = this.framed(answer);
    const skeleton = this.#findSkeleton(framed);
    if (skeleton !== undefined) return this.#encodeAs(skeleton, framed.values, source);
    return { skeleton: -1, values: [{ field: -1, value: -1, text: answer, holes: [] }] };
  }

  #encodeAs(skeleton: number, texts: string[], source: CopySource): Program {
    const { fields } = this.inventory.skeletons[skeleton]!;
    return {
      skeleton,
      values: fields.map((field, index) => this.#encodeValue(field, texts[index]!, source)),
    };
  }

  #encodeValue(field: number, text: string, source: CopySource): ProgramValue {
    const { values } = this.inventory.fields[field]!;
    let best: { value: number; reading: Reading } | undefined;
    for (const reading of readingsOf(text, source, this.isCommon)) {
      const value = this.#values[field]!.get(templateKey(reading.template));
      if (value === undefined) continue;
      if (best === undefined || values[value]!.count > values[best.value]!.count) best = { value, reading };
    }
    return { field, value: best?.value ?? -1, text, holes: best?.reading.holes ?? [] };
  }

  #findSkeleton(structure: Structure): number | undefined {
    const fields = structure.names.map(name => this.#fields.get(name));
    if (fields.some(field => field === undefined)) return undefined;
    return this.#skeletons.get(this.#skeletonKey({ parts: structure.parts, fields: fields as number[] }));
  }

  #addField(name: string): number {
    return addOnce(this.#fields, name, this.inventory.fields, () => {
      this.#values.push(new Map());
      return { name, values: [] };
    });
  }

  #skeletonKey(skeleton: Skeleton): string {
    return JSON.stringify([skeleton.parts, skeleton.fields.map(field => this.inventory.fields[field]!.name)]);
  }
}

/** The same number for the same skeleton in every model, so that what was learnt of it stays with it. */
export function skeletonSeed(inventory: Inventory, skeleton: number): number {
  const { parts, fields } = inventory.skeletons[skeleton]!;
  return hashText(JSON.stringify([parts, fields.map(field => inventory.fields[field]!.name)]), SKELETON);
}

/** The same number for the same value of the same field in every model. */
export function valueSeed(field: Field, template: ValueTemplate): number {
  return mixHashes(hashText(field.name, FIELD), hashText(templateKey(template)));
}

const SKELETON = 11;
const FIELD = 23;

function addOnce<T>(index: Map<string, number>, key: string, list: T[], make: () => T): number {
  const known = index.get(key);
  if (known !== undefined) return known;
  index.set(key, list.length);
  list.push(make());
  return list.length - 1;
}
