import { nearestNames } from '../../provider/nearest.ts';
import type { TemplateErrorCode } from '../dialect/errors.ts';
import type { AnalysedTemplate, PromptAnalysis } from './analysePrompt.ts';
import { placeIn } from './analysePrompt.ts';
import { diagnoseMessages } from './diagnoseMessages.ts';
import { checkNames } from './checkNames.ts';
import { declareInput } from './editPrompt.ts';
import type { PromptFinding } from './finding.ts';
import type { PromptFile, PromptProblem } from './promptFile.ts';

export interface DiagnoseOptions {
  /** Names that have values although the file does not declare them: columns of a dataset, saved sets. */
  known?: ReadonlySet<string>;
}

/** All that can be told without rendering. Ranges are those of the offending text, in the file that holds it. */
export function diagnosePrompt(
  file: PromptFile,
  analysis: PromptAnalysis,
  options: DiagnoseOptions = {},
): PromptFinding[] {
  return [
    ...syntaxFindings(file),
    ...file.problems.map(problemFinding),
    ...analysis.templates.flatMap(template => templateFindings(template, file)),
    ...variableFindings(file, analysis, options.known ?? new Set()),
    ...plainTextFindings(file),
    // The messages of a conversation come when a function is called: templates are only a part of them.
    ...(file.kind === 'tensorzero' ? [] : diagnoseMessages(file)),
  ];
}

/** The finding for a prompt that does not fit into its model. */
export function tokenFinding(
  file: PromptFile,
  tokens: number,
  contextLength: number,
): PromptFinding | undefined {
  if (tokens <= contextLength) return undefined;
  const first = file.messages[0]?.place ?? { start: 0, end: 0 };
  const last = file.messages.at(-1)?.place ?? first;
  return {
    code: 'too-many-tokens',
    severity: 'error',
    message: `The messages have ${tokens} tokens, and the model reads ${contextLength}.`,
    remedy: 'Shorten the messages or the values, or choose a model that reads more.',
    ...(first.file === last.file ? { ...first, end: last.end } : first),
    fixes: [],
  };
}

function syntaxFindings({ text, syntaxProblems }: PromptFile): PromptFinding[] {
  const lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(match => match.index + match[0].length)];
  const offsetOf = ({ line, character }: { line: number; character: number }) =>
    (lines[line] ?? text.length) + character;
  return syntaxProblems.map(({ message, remedy, range }) => {
    const place = { start: offsetOf(range.start), end: offsetOf(range.end) };
    return { code: 'json-syntax', severity: 'error', message, remedy, ...place, fixes: [] };
  });
}

function problemFinding({ code, message, remedy, ...place }: PromptProblem): PromptFinding {
  const severity = code === 'not-supported' ? 'warning' : 'error';
  return { code, severity, message, remedy, ...place, fixes: [] };
}

/** What holds for every template language; the rest MiniJinja says itself when it renders. */
const COMMON_ERRORS: ReadonlySet<TemplateErrorCode> = new Set([
  ...(['unclosed-delimiter', 'unclosed-string', 'unclosed-comment', 'unclosed-block'] as const),
]);

function templateFindings(template: AnalysedTemplate, file: PromptFile): PromptFinding[] {
  const errors = template.errors.filter(({ code }) => template.isNunjucks || COMMON_ERRORS.has(code));
  const findings = errors.map((error): PromptFinding => {
    const remedy = REMEDIES[error.code] ?? 'Correct the template.';
    const place = placeIn(template, error);
    return { code: error.code, severity: 'error', message: error.message, remedy, ...place, fixes: [] };
  });
  return [...findings, ...checkNames(template, file)];
}

const REMEDIES: Partial<Record<TemplateErrorCode, string>> = {
  'unclosed-delimiter': 'Close the tag, or write {% raw %} around braces that are meant as text.',
  'unclosed-string': 'Add the other quote.',
  'unclosed-comment': 'Add #}.',
  'stray-comment-end': 'Write {% raw %} around it if it is meant as text.',
  'unclosed-block': 'Add the closing tag.',
  'unexpected-tag': 'Delete it, or open its block before.',
  'unknown-tag': 'Use one of the tags that completion offers.',
};

function variableFindings(
  file: PromptFile,
  analysis: PromptAnalysis,
  known: ReadonlySet<string>,
): PromptFinding[] {
  const declared = file.inputs.map(input => input.name);
  const where = file.kind === 'tensorzero' ? 'in the schema of the function' : 'under "inputs"';
  const findings: PromptFinding[] = [];
  for (const { name, declaration, uses } of analysis.inputs.values()) {
    // What a prompt that only chooses does not use, the chosen one may; so may another variant of a function.
    if (declaration && uses.length === 0 && file.choices.length === 0 && file.kind !== 'tensorzero') {
      const message = `No message uses the input ${name}.`;
      const remedy = 'Use it or delete its declaration.';
      findings.push({
        code: 'unused-input',
        severity: 'warning',
        message,
        remedy,
        ...declaration.place,
        fixes: [],
      });
    }
    const isGiven = declaration || known.has(name) || (name === 'choices' && file.choices.length > 0);
    // Without any declaration all variables are welcome.
    if (isGiven || declared.length === 0) continue;
    const [near] = nearestNames(name, declared, 1);
    for (const use of uses.filter(each => !each.occurrence.optional)) {
      const place = placeIn(use.in, use.occurrence);
      const fixes =
        near === undefined ? [] : [{ title: `Change to ${near}`, edits: [{ ...place, newText: near }] }];
      const declare = declareInput(file, name);
      if (declare.length > 0) fixes.push({ title: `Declare the input ${name}`, edits: declare });
      findings.push({
        code: 'undefined-variable',
        severity: 'warning',
        message: `There is no input called ${name}.`,
        remedy:
          near === undefined ? `Declare it ${where}.` : `Perhaps ${near} is meant; or declare it ${where}.`,
        ...place,
        fixes,
      });
    }
  }
  return findings;
}

/** Files that are put in as they are, although they look like templates. */
function plainTextFindings({ slots }: PromptFile): PromptFinding[] {
  const looksRendered = slots.filter(
    slot => slot.dialect === 'text' && slot.file && /\{\{|\{%/.test(slot.source),
  );
  return looksRendered.map(({ place, file }) => ({
    code: 'not-rendered',
    severity: 'info',
    message: `${file} holds tags, but only template files are rendered.`,
    remedy: 'Rename the file to .jinja if its tags are to be rendered.',
    ...place,
    fixes: [],
  }));
}
