import type { SyntaxProblem, SyntaxProblemKind } from '../jsonl/parse.ts';
import type { Example } from './example.ts';

/**
 * The problems of one kind in a broken line. None when the rest of the line makes no sense: then what looks like this
 * fault may not be what is wrong.
 */
export function faultsOf(example: Example, kind: SyntaxProblemKind): SyntaxProblem[] {
  if (example.kind !== 'broken') return [];
  const { syntaxProblems } = example;
  if (syntaxProblems.some(problem => problem.kind === 'syntax')) return [];
  return syntaxProblems.filter(problem => problem.kind === kind);
}

/** True when a line holds JSON, so that it makes sense to speak of the characters of its strings. */
export function isJson(example: Example): boolean {
  return example.kind === 'object' || example.kind === 'not-object';
}
