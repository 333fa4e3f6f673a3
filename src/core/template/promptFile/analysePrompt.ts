import type { TemplateError } from '../dialect/errors.ts';
import type { ParsedTemplate } from '../dialect/parse.ts';
import { dialectOfFile } from '../renderer.ts';
import { parseTolerantly } from '../tolerantParse.ts';
import type { Occurrence, TemplateSymbol } from '../symbolTable.ts';
import { findVariables } from '../variables.ts';
import type { FilePlace, InputDeclaration, PromptFile, TemplateSlot } from './promptFile.ts';
import { SourceMap } from './sourceMap.ts';

/** One template of a prompt, analysed: a text of the request, or a file that such a text includes. */
export interface AnalysedTemplate {
  /** Absent for an included file. */
  slot?: TemplateSlot;
  source: string;
  /** The file that holds it; absent means the prompt file itself. */
  file?: string;
  map: SourceMap;
  /** Names of filters, tests and functions are those of our dialect only here. */
  isNunjucks: boolean;
  template: ParsedTemplate;
  errors: TemplateError[];
  symbols: TemplateSymbol[];
}

/** An input of the whole prompt. */
export interface PromptInput {
  name: string;
  /** Absent when the file does not declare it. */
  declaration?: InputDeclaration;
  uses: { in: AnalysedTemplate; occurrence: Occurrence }[];
}

export interface PromptAnalysis {
  templates: AnalysedTemplate[];
  /** Declared and used inputs by name. */
  inputs: Map<string, PromptInput>;
}

/** Reads all templates of a prompt, broken ones too, and gathers what they want from outside. */
export function analysePrompt(file: PromptFile): PromptAnalysis {
  const templates = file.slots
    .filter(slot => slot.dialect !== 'text')
    .map(slot => analyse(slot.source, slot.map, slot.dialect === 'nunjucks', slot.file, slot));
  const known = new Set(templates.map(template => template.file));
  // The files of a tensorzero.toml are those of all its functions.
  if (file.kind === 'tensorzero') return { templates, inputs: inputsOf(file, templates) };
  for (const [path, text] of Object.entries(file.files)) {
    const dialect = dialectOfFile(path);
    if (dialect && !known.has(path))
      templates.push(analyse(text, SourceMap.plain(0), dialect === 'nunjucks', path));
  }
  return { templates, inputs: inputsOf(file, templates) };
}

/** The place in its file of a range in a template. */
export function placeIn(template: AnalysedTemplate, range: { start: number; end: number }): FilePlace {
  const place = template.map.rangeToFile(range);
  return template.file === undefined ? place : { ...place, file: template.file };
}

function analyse(
  source: string,
  map: SourceMap,
  isNunjucks: boolean,
  file: string | undefined,
  slot?: TemplateSlot,
): AnalysedTemplate {
  const { template, errors } = parseTolerantly(source);
  const symbols = findVariables(template);
  const origin = { ...(slot && { slot }), ...(file !== undefined && { file }) };
  return { ...origin, source, map, isNunjucks, template, errors, symbols };
}

function inputsOf(file: PromptFile, templates: readonly AnalysedTemplate[]): Map<string, PromptInput> {
  const inputs = new Map<string, PromptInput>();
  for (const declaration of file.inputs) {
    inputs.set(declaration.name, { name: declaration.name, declaration, uses: [] });
  }
  for (const template of templates) {
    for (const symbol of template.symbols) {
      if (symbol.kind !== 'input') continue;
      const input = inputs.get(symbol.name) ?? { name: symbol.name, uses: [] };
      inputs.set(symbol.name, input);
      for (const occurrence of symbol.occurrences) input.uses.push({ in: template, occurrence });
    }
  }
  return inputs;
}
