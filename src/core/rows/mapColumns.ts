import { nearestNames } from '../provider/nearest.ts';
import type { InputDeclaration } from '../template/promptFile/promptFile.ts';
import { readInputValue } from '../template/promptFile/values.ts';
import type { Row } from './row.ts';

/** Columns by the variable that they fill. */
export type ColumnMapping = Readonly<Record<string, string>>;

/**
 * Guesses which column fills which variable: by the same name, else by the same name but for case and marks, else by a
 * name that means the same or is nearly the same, else, where there is but one variable and one column, that one.
 */
export function guessMapping(variables: readonly string[], columns: readonly string[]): ColumnMapping {
  const mapping: Record<string, string> = {};
  const free = new Set(columns);
  const open = new Set(variables);
  const match = (variable: string, column: string | undefined) => {
    if (column === undefined || !free.delete(column)) return;
    open.delete(variable);
    mapping[variable] = column;
  };
  for (const variable of variables) match(variable, columns.includes(variable) ? variable : undefined);
  for (const variable of [...open])
    match(
      variable,
      [...free].find(column => bare(column) === bare(variable)),
    );
  for (const variable of [...open])
    match(
      variable,
      [...free].find(column => isSynonym(variable, column)),
    );
  for (const variable of [...open]) {
    const near = nearestNames(bare(variable), [...free].map(bare), 1)[0];
    match(variable, near === undefined ? undefined : [...free].find(column => bare(column) === near));
  }
  const [variable] = open;
  if (variable !== undefined && variables.length === 1 && columns.length === 1) match(variable, columns[0]);
  return mapping;
}

/** The values that a row gives to the variables. A text becomes a number or a list where the template declares one. */
export function valuesOfRow(
  { values }: Row,
  mapping: ColumnMapping,
  inputs: readonly InputDeclaration[],
): { values: Record<string, unknown>; faults: string[] } {
  const result: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [variable, column] of Object.entries(mapping)) {
    if (!Object.hasOwn(values, column)) continue;
    const value = values[column];
    const declaration = inputs.find(({ name }) => name === variable);
    const read = typeof value === 'string' ? readInputValue(declaration, value) : { value };
    if ('fault' in read) faults.push(`"${value}" cannot be ${variable}. ${read.fault}`);
    else if (read.value !== null && read.value !== undefined) result[variable] = read.value;
  }
  return { values: result, faults };
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Names that people use for one thing. */
const SYNONYMS = [
  ['text', 'content', 'body', 'document', 'passage', 'info', 'context', 'input', 'source', 'chunk'],
  ['question', 'query', 'prompt', 'user', 'request', 'instruction', 'ask'],
  ['answer', 'completion', 'response', 'output', 'assistant', 'reply', 'target'],
  ['label', 'class', 'category', 'isfavorite', 'favorite', 'liked', 'verdict'],
  ['preferred', 'chosen', 'winner', 'preference', 'better'],
  ['title', 'name', 'headline', 'subject', 'topic'],
].map(words => new Set(words));

function isSynonym(variable: string, column: string): boolean {
  const [one, other] = [bare(variable), bare(column)];
  return SYNONYMS.some(words => words.has(one) && words.has(other));
}

/** Which variable takes the text of a document: the only one, one of a usual name, else the first without a default. */
export function textVariable(
  variables: readonly string[],
  inputs: readonly InputDeclaration[],
): string | undefined {
  const usual = variables.find(name => SYNONYMS[0]!.has(bare(name)));
  const hasDefault = (name: string) =>
    inputs.some(input => input.name === name && input.default !== undefined);
  return usual ?? variables.find(name => !hasDefault(name)) ?? variables[0];
}
