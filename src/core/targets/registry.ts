import axolotl from './data/axolotl.json' with { type: 'json' };
import azure from './data/azure.json' with { type: 'json' };
import batch from './data/batch.json' with { type: 'json' };
import bedrockClaude from './data/bedrock-claude.json' with { type: 'json' };
import bedrockLlama from './data/bedrock-llama.json' with { type: 'json' };
import cohere from './data/cohere.json' with { type: 'json' };
import fireworks from './data/fireworks.json' with { type: 'json' };
import gemini from './data/gemini.json' with { type: 'json' };
import generic from './data/generic.json' with { type: 'json' };
import llamafactory from './data/llamafactory.json' with { type: 'json' };
import mistral from './data/mistral.json' with { type: 'json' };
import nova from './data/nova.json' with { type: 'json' };
import openai from './data/openai.json' with { type: 'json' };
import together from './data/together.json' with { type: 'json' };
import trl from './data/trl.json' with { type: 'json' };
import type { Target, TargetData } from './target.ts';

const ROOT = generic as unknown as TargetData;

const BUILT_IN = [
  generic,
  openai,
  azure,
  together,
  fireworks,
  mistral,
  gemini,
  nova,
  bedrockClaude,
  bedrockLlama,
  trl,
  axolotl,
  llamafactory,
  batch,
  cohere,
] as unknown as readonly TargetData[];

/** The target of a dataset about which nothing is configured. */
export const DEFAULT_TARGET = 'generic';

/** Ids of the targets that come with the program, in the order in which they are offered. */
export const TARGET_IDS: readonly string[] = BUILT_IN.map(target => target.id);

/** The rulebook with this id, inheritance resolved; undefined when there is none. */
export function targetOf(id: string): Target | undefined {
  return resolved.get(id);
}

/** The rulebooks with these ids, those that do not come with the program among them. Unknown ids are left out. */
export function resolveTargets(ids: readonly string[], custom: readonly TargetData[] = []): Target[] {
  if (custom.length === 0) return ids.flatMap(id => targetOf(id) ?? []);
  const known = [...custom, ...BUILT_IN];
  return [...new Set(ids)].flatMap(id => {
    const data = known.find(one => one.id === id);
    return data ? [resolveTarget(data, known)] : [];
  });
}

/** The rulebook that applies when nothing else is said. */
export function defaultTarget(): Target {
  return resolveTarget(ROOT);
}

function resolveTarget(data: TargetData, known: readonly TargetData[] = BUILT_IN): Target {
  const lineage = lineageOf(data, known);
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
    images: pick('images'),
    validationRequired: pick('validationRequired'),
    ...(data.closed ? { closed: data.closed } : {}),
    limits: merge(lineage, 'limits'),
    severities: merge(lineage, 'severities'),
    lineage: lineage.map(one => one.id),
  };
}

/** The target itself, then what it extends, to the root. A circle ends where it closes. */
function lineageOf(data: TargetData, known: readonly TargetData[]): TargetData[] {
  const lineage = [data];
  for (;;) {
    const parent = known.find(one => one.id === lineage.at(-1)?.extends);
    // Whatever a user's file leaves out is that of any consumer.
    if (!parent || lineage.includes(parent)) return lineage.includes(ROOT) ? lineage : [...lineage, ROOT];
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

const resolved = new Map(BUILT_IN.map(data => [data.id, resolveTarget(data)] as const));
