import { nearestNames } from '../../provider/nearest.ts';
import { filterNames, findFilter } from '../dialect/filters/registry.ts';
import { FUNCTION_NAMES } from '../dialect/functions.ts';
import { findTest, testNames } from '../dialect/tests.ts';
import type { Expression, NameReference, Statement } from '../dialect/tree.ts';
import { walkTemplate } from '../dialect/walk.ts';
import { candidatePaths } from '../templateFiles.ts';
import { type AnalysedTemplate, placeIn } from './analysePrompt.ts';
import type { PromptFinding, PromptFindingCode } from './finding.ts';
import type { PromptFile } from './promptFile.ts';

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Filters, tests, functions and included templates that do not exist, and names that are none. */
export function checkNames(template: AnalysedTemplate, file: PromptFile): PromptFinding[] {
  const findings: PromptFinding[] = [];
  const check = new NameChecker(template, file, findings);
  walkTemplate(template.template.statements, {
    statement: statement => check.statement(statement),
    expression: expression => check.expression(expression),
  });
  for (const symbol of template.symbols) {
    if (symbol.kind !== 'function') continue;
    for (const { start, end } of symbol.occurrences) {
      check.unknown('unknown-function', 'function', { name: symbol.name, start, end }, FUNCTION_NAMES);
    }
  }
  return findings;
}

class NameChecker {
  readonly #template: AnalysedTemplate;
  readonly #file: PromptFile;
  readonly #findings: PromptFinding[];

  constructor(template: AnalysedTemplate, file: PromptFile, findings: PromptFinding[]) {
    this.#template = template;
    this.#file = file;
    this.#findings = findings;
  }

  expression(expression: Expression): void {
    if (expression.kind === 'filter' && !findFilter(expression.name.name)) {
      this.unknown('unknown-filter', 'filter', expression.name, filterNames());
    } else if (expression.kind === 'test' && !findTest(expression.name.name)) {
      this.unknown('unknown-test', 'test', expression.name, testNames());
    } else if (expression.kind === 'name' && !NAME.test(expression.name)) {
      const place = placeIn(this.#template, expression);
      this.#findings.push({
        code: 'invalid-name',
        severity: 'error',
        message: `${expression.name} is no name of a variable.`,
        remedy: 'Names have letters, digits and underscores only; put texts in quotes.',
        ...place,
        fixes: [],
      });
    }
  }

  statement(statement: Statement): void {
    const names = ['include', 'extends', 'import', 'from-import'];
    if (!names.includes(statement.kind) || !('template' in statement)) return;
    const { template: named } = statement;
    if (named.kind !== 'literal' || typeof named.value !== 'string') return;
    const candidates = candidatePaths(named.value, this.#template.file ?? this.#file.path);
    const isThere = candidates.some(path => Object.hasOwn(this.#file.files, path));
    const mayBeMissing = statement.kind === 'include' && statement.ignoreMissing;
    if (isThere || (candidates.length > 0 && mayBeMissing)) return;
    const isOutside = candidates.length === 0;
    this.#findings.push({
      code: isOutside ? 'outside-workspace' : 'template-not-found',
      severity: 'error',
      message: isOutside
        ? 'Only templates inside the workspace folder can be read.'
        : `There is no template ${named.value}.`,
      remedy: isOutside ? 'Copy the template into the folder.' : 'Correct the path or create the file.',
      ...placeIn(this.#template, named),
      fixes: [],
    });
  }

  unknown(
    code: PromptFindingCode,
    what: string,
    { name, ...range }: NameReference,
    names: readonly string[],
  ): void {
    if (!this.#template.isNunjucks) return;
    const place = placeIn(this.#template, range);
    const [near] = nearestNames(name, names, 1);
    this.#findings.push({
      code,
      severity: 'error',
      message: `There is no ${what} called ${name}.`,
      remedy: near === undefined ? `Completion lists every ${what}.` : `Perhaps ${near} is meant.`,
      ...place,
      fixes: near === undefined ? [] : [{ title: `Change to ${near}`, edits: [{ ...place, newText: near }] }],
    });
  }
}
