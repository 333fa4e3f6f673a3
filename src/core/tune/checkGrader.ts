import { computeFormula, FormulaError } from '../evaluate/graders/formula.ts';
import { SIMILARITY_METRICS } from '../evaluate/similarity/similarity.ts';
import { suggest } from '../util/suggest.ts';
import { checkGraderTemplates } from './checkGraderTemplates.ts';
import type { TuneFinding, TunePath } from './parseTune.ts';
import { at, type TuneCheck } from './tuneContext.ts';

type Grader = Readonly<Record<string, unknown>>;

/** Whether the grader of reinforcement is one that the provider can run. Source: OpenAI's graders guide. */
export function checkGrader(check: TuneCheck): TuneFinding[] {
  const { tune, parsed } = check;
  const { grader, responseFormat } = tune;
  if (tune.method !== 'reinforcement') {
    const stray = (['grader', 'responseFormat'] as const).filter(key => tune[key] !== undefined);
    return stray.map(key => ({
      ...INVALID,
      severity: 'warning' as const,
      message: `Only reinforcement fine-tuning has a "${key}"; it is not sent.`,
      remedy: 'Leave it out, or write "method": "reinforcement".',
      range: parsed.keyRangeOf([key]),
    }));
  }
  if (!grader) {
    const message = 'Reinforcement fine-tuning needs a grader.';
    const remedy =
      'Add "grader", for example { "type": "string_check", "name": "right", "input": "{{sample.output_text}}", "reference": "{{item.answer}}", "operation": "eq" }.';
    return [at(check, ['method'], { ...INVALID, message, remedy })];
  }
  const format = responseFormat === undefined ? [] : checkResponseFormat(check, responseFormat);
  return [...checkOne(check, grader, ['grader'], false), ...checkGraderTemplates(check), ...format];
}

const INVALID = { rule: 'reinforcement/grader-invalid', severity: 'error' } as const;

/** Types that a job takes; `label_model` is one of evaluations only. */
const TYPES = ['string_check', 'text_similarity', 'score_model', 'python', 'multi'] as const;

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  string_check: ['name', 'input', 'reference', 'operation'],
  text_similarity: ['name', 'input', 'reference', 'evaluation_metric'],
  score_model: ['name', 'model'],
  python: ['source'],
  multi: ['name', 'calculate_output'],
};

function checkOne(check: TuneCheck, grader: Grader, path: TunePath, inside: boolean): TuneFinding[] {
  const wrong = (to: TunePath, message: string, remedy: string) =>
    at(check, [...path, ...to], { ...INVALID, message, remedy });
  const type = String(grader.type);
  const types = inside ? TYPES.filter(one => one !== 'multi') : TYPES;
  if (!(types as readonly string[]).includes(type)) {
    if (inside && type === 'multi')
      return [wrong(['type'], 'A grader inside "multi" cannot be "multi" itself.', 'Name its graders here.')];
    return [wrong(['type'], `A job has no grader of the type "${type}".`, suggest(type, types))];
  }
  const missing = (TEXTS[type] ?? []).filter(key => typeof grader[key] !== 'string' || grader[key] === '');
  const findings = missing.map(key => wrong([key], `The grader needs "${key}", a text.`, `Add "${key}".`));
  if (type === 'string_check') findings.push(...checkOperation(grader, wrong));
  if (type === 'text_similarity') findings.push(...checkMetric(grader, wrong));
  if (type === 'score_model') findings.push(...checkModelGrader(grader, wrong));
  if (type === 'python') findings.push(...checkPython(grader, wrong));
  if (type === 'multi') findings.push(...checkMulti(check, grader, path, wrong));
  return findings;
}

type Wrong = (to: TunePath, message: string, remedy: string) => TuneFinding;

const OPERATIONS = ['eq', 'ne', 'like', 'ilike'];

function checkOperation({ operation }: Grader, wrong: Wrong): TuneFinding[] {
  if (typeof operation !== 'string' || OPERATIONS.includes(operation)) return [];
  const remedy =
    operation === 'neq' ? 'The guide says "neq", the service "ne".' : suggest(operation, OPERATIONS);
  const finding = wrong(['operation'], `There is no operation "${operation}".`, remedy);
  return [operation === 'neq' ? { ...finding, fix: { title: 'Change to "ne"', newText: '"ne"' } } : finding];
}

function checkMetric({ evaluation_metric: metric }: Grader, wrong: Wrong): TuneFinding[] {
  if (metric === 'cosine')
    return [
      wrong(
        ['evaluation_metric'],
        'A job has no "cosine": it is for evaluations only.',
        'Take another metric.',
      ),
    ];
  if (typeof metric !== 'string' || (SIMILARITY_METRICS as readonly string[]).includes(metric)) return [];
  return [
    wrong(['evaluation_metric'], `There is no metric "${metric}".`, suggest(metric, SIMILARITY_METRICS)),
  ];
}

function checkModelGrader({ model, input, sampling_params: sampling }: Grader, wrong: Wrong): TuneFinding[] {
  const findings: TuneFinding[] = [];
  if (!Array.isArray(input) || input.length === 0) {
    findings.push(
      wrong(
        ['input'],
        'The grader needs "input", a list of messages.',
        'Add messages with role and content.',
      ),
    );
  }
  const params = (typeof sampling === 'object' && sampling !== null ? sampling : {}) as Grader;
  const reasons = /^o\d/.test(String(model));
  if (reasons && params.temperature !== undefined) {
    findings.push(
      wrong(['sampling_params', 'temperature'], `${String(model)} takes no temperature.`, 'Leave it out.'),
    );
  }
  if (!reasons && params.reasoning_effort !== undefined) {
    findings.push(
      wrong(['sampling_params', 'reasoning_effort'], `${String(model)} does not reason.`, 'Leave it out.'),
    );
  }
  return findings;
}

/** In bytes. */
const LARGEST_SOURCE = 256 * 1024;

function checkPython({ source }: Grader, wrong: Wrong): TuneFinding[] {
  if (typeof source !== 'string') return [];
  if (new TextEncoder().encode(source).length >= LARGEST_SOURCE) {
    return [wrong(['source'], 'The source of a grader has less than 256 kB.', 'Shorten it.')];
  }
  if (/^def\s+grade\s*\(\s*\w+[^,()]*,\s*\w+[^,()]*\)/m.test(source)) return [];
  return [
    wrong(
      ['source'],
      'The source defines no function "grade" of two arguments.',
      'Write def grade(sample, item): and return a number.',
    ),
  ];
}

function checkMulti(check: TuneCheck, grader: Grader, path: TunePath, wrong: Wrong): TuneFinding[] {
  const { graders, calculate_output: formula } = grader;
  if (
    typeof graders !== 'object' ||
    graders === null ||
    Array.isArray(graders) ||
    Object.keys(graders).length === 0
  ) {
    return [
      wrong(['graders'], 'The grader needs "graders": names with a grader each.', 'Add them in braces.'),
    ];
  }
  const findings = Object.entries(graders).flatMap(([name, one]) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? checkOne(check, one as Grader, [...path, 'graders', name], true)
      : [wrong(['graders', name], 'This is no grader.', 'Write an object with a type.')],
  );
  if (typeof formula !== 'string') return findings;
  try {
    computeFormula(formula, Object.fromEntries(Object.keys(graders).map(name => [name, 0.5])));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    if (error.isSyntax)
      findings.push(
        wrong(['calculate_output'], error.message, `Its names are ${Object.keys(graders).join(', ')}.`),
      );
  }
  return findings;
}

function checkResponseFormat(check: TuneCheck, format: Grader): TuneFinding[] {
  if (format.type === 'json_schema' && typeof format.json_schema === 'object' && format.json_schema !== null)
    return [];
  const message = 'A job takes only a response format of the type json_schema.';
  const remedy = 'Write { "type": "json_schema", "json_schema": { "name": …, "schema": … } }.';
  return [at(check, ['responseFormat'], { ...INVALID, message, remedy })];
}
