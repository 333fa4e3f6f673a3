import azure from './data/azure.json' with { type: 'json' };
import generic from './data/generic.json' with { type: 'json' };
import openai from './data/openai.json' with { type: 'json' };
import together from './data/together.json' with { type: 'json' };
import type { Target, TargetData } from './target.ts';

const BUILT_IN = [generic, openai, azure, together] as unknown as readonly TargetData[];

/** The target of a dataset about which nothing is configured. */
export const DEFAULT_TARGET = 'generic';

/** Ids of the targets that come with the program, in the order in which they are offered. */
export const TARGET_IDS: readonly string[] = BUILT_IN.map(target => target.id);

/** The rulebook with this id, inheritance resolved; undefined when there is none. */
export function targetOf(id: string): Target | undefined {
  return resolved.get(id);
}

/** The rulebook that applies when nothing else is said. */
export function defaultTarget(): Target {
  return resolveTarget(generic as unknown as TargetData);
}

function resolveTarget(data: TargetData): Target {
  const lineage = lineageOf(data);
  const pick = <K extends keyof TargetData>(key: K): NonNullable<TargetData[K]> => {
    for (const one of lineage) if (one[key] !== undefined) return one[key] as NonNullable<TargetData[K]>;
    throw new Error(`No target in the lineage of ${data.id} says ${key}.`);
  };
  return {
    id: data.id,
    title: data.title,
    updated: data.updated,
    sources: data.sources,
    formats: pick('formats'),
    roles: { ...pick('roles'), ...merge(lineage, 'roles') },
    refusedRoles: merge(lineage, 'refusedRoles'),
    messageKeys: { ...merge(lineage, 'messageKeys') },
    parts: pick('parts'),
    arrayInToolMessage: pick('arrayInToolMessage'),
    outputs: pick('outputs'),
    partArrays: pick('partArrays'),
    byteOrderMark: pick('byteOrderMark'),
    extensions: pick('extensions'),
    limits: merge(lineage, 'limits'),
    severities: merge(lineage, 'severities'),
    lineage: lineage.map(one => one.id),
  };
}

/** The target itself, then what it extends, to the root. A circle ends where it closes. */
function lineageOf(data: TargetData): TargetData[] {
  const lineage = [data];
  for (;;) {
    const parent = BUILT_IN.find(one => one.id === lineage.at(-1)?.extends);
    if (!parent || lineage.includes(parent)) return lineage;
    lineage.push(parent);
  }
}

/** One object out of the lineage's objects; the nearer target wins key by key. */
function merge<K extends 'roles' | 'refusedRoles' | 'messageKeys' | 'limits' | 'severities'>(
  lineage: readonly TargetData[],
  key: K,
): NonNullable<TargetData[K]> {
  return Object.assign({}, ...lineage.map(one => one[key] ?? {}).reverse()) as NonNullable<TargetData[K]>;
}

const resolved = new Map(BUILT_IN.map(data => [data.id, resolveTarget(data)]));
