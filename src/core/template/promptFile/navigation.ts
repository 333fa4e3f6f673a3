import type { TemplateSymbol } from '../symbolTable.ts';
import { type AnalysedTemplate, type PromptAnalysis, type PromptInput, placeIn } from './analysePrompt.ts';
import type { InputSets } from './inputSets.ts';
import type { FilePlace, InputDeclaration } from './promptFile.ts';

/** What is named at a place. */
export interface NamedThing {
  name: string;
  /** The name itself. */
  place: FilePlace;
  /** The name with the members after it, as written; the name alone at a declaration. */
  path: string;
  kind: TemplateSymbol['kind'];
  /** Where it is defined: the declaration of an input, or where the template defines it. Empty when nowhere. */
  definitions: FilePlace[];
  /** Every place that names it, definitions included. */
  references: FilePlace[];
  /** Absent when it is no declared input. */
  declaration?: InputDeclaration;
}

/** A replacement of text. */
export interface FileEdit extends FilePlace {
  newText: string;
}

/** The variable named at an offset of a file; undefined when there is none. `file` absent means the prompt file. */
export function thingAt(analysis: PromptAnalysis, offset: number, file?: string): NamedThing | undefined {
  for (const input of analysis.inputs.values()) {
    const { declaration } = input;
    if (declaration && declaration.place.file === file && holds(declaration.place, offset)) {
      return inputThing(input, declaration.place, input.name);
    }
  }
  for (const template of analysis.templates) {
    if (template.file !== file) continue;
    for (const symbol of template.symbols) {
      const occurrence = symbol.occurrences.find(each => holds(placeIn(template, each), offset));
      if (!occurrence) continue;
      const place = placeIn(template, occurrence);
      const input = symbol.kind === 'input' ? analysis.inputs.get(symbol.name) : undefined;
      return input
        ? inputThing(input, place, occurrence.path)
        : localThing(symbol, template, place, occurrence.path);
    }
  }
  return undefined;
}

/** Why a name cannot be given. */
export type RenameFault = 'no-name' | 'reserved' | 'taken';

const RESERVED = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'if',
  'else',
  'true',
  'false',
  'none',
  'null',
  'loop',
]);

/**
 * The edits that give a thing another name everywhere: in all messages, in its declaration, and as a key of the
 * saved example sets if it is an input. `others` are prompts that share its inputs.
 */
export function renameEdits(
  analysis: PromptAnalysis,
  thing: NamedThing,
  newName: string,
  fixtures: readonly { file: string; sets: InputSets }[] = [],
  others: readonly PromptAnalysis[] = [],
): FileEdit[] | { fault: RenameFault } {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(newName)) return { fault: 'no-name' };
  if (RESERVED.has(newName)) return { fault: 'reserved' };
  const isTaken = [analysis, ...others].some(({ inputs }) => inputs.has(newName));
  if (newName !== thing.name && thing.kind === 'input' && isTaken) return { fault: 'taken' };
  const edits = thing.references.map(place => ({ ...place, newText: newName }));
  if (thing.kind !== 'input') return edits;
  for (const { inputs } of others) {
    const uses = inputs.get(thing.name)?.uses ?? [];
    edits.push(...uses.map(use => ({ ...placeIn(use.in, use.occurrence), newText: newName })));
  }
  for (const { file, sets } of fixtures) {
    for (const set of sets.sets) {
      const key = set.keys.get(thing.name);
      if (key) edits.push({ file, ...key, newText: newName });
    }
  }
  return edits;
}

function inputThing(input: PromptInput, place: FilePlace, path: string): NamedThing {
  const { name, declaration, uses } = input;
  const used = uses.map(use => placeIn(use.in, use.occurrence));
  const definitions = declaration ? [declaration.place] : [];
  const references = [...definitions, ...(declaration?.mentions ?? []), ...used];
  return { name, place, path, kind: 'input', definitions, references, ...(declaration && { declaration }) };
}

function localThing(
  { name, kind, occurrences }: TemplateSymbol,
  template: AnalysedTemplate,
  place: FilePlace,
  path: string,
): NamedThing {
  const defined = occurrences.filter(each => each.role === 'define');
  return {
    name,
    place,
    path,
    kind,
    definitions: defined.map(each => placeIn(template, each)),
    references: occurrences.map(each => placeIn(template, each)),
  };
}

function holds({ start, end }: FilePlace, offset: number): boolean {
  return start <= offset && offset <= end;
}
