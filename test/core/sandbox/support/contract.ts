import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fromRoot } from '../../../support/root.ts';

/** OpenAI's description of its API, cut to the paths that we use; not part of this repository. */
const DESCRIPTION = fromRoot('../shared/openapi/openapi.trimmed.json');

/** Whether the description is there. Without it nothing is checked, and the contract test says that it was skipped. */
export const hasContract = existsSync(DESCRIPTION);

/** Where answers differ from the description on purpose. */
export const DEVIATIONS: readonly { place: RegExp; reason: string }[] = [
  {
    place: /\/status must be equal to one of the allowed values/,
    reason: '`paused` is what OpenAI answers after /pause; its schema forgot it',
  },
];

/** Checked answers by route, for the test that nothing was forgotten. */
export const checkedRoutes = new Set<string>();

/**
 * Fails when an answer does not have the shape that OpenAI's description gives for its route. Answers of routes that
 * the description lacks are not checked.
 */
export function checkAnswer(
  method: string,
  pathname: string,
  status: number,
  answer: unknown,
  isChunk = false,
): void {
  if (!hasContract) return;
  const errors =
    status >= 400 ? errorsOf('ErrorResponse', answer) : routeErrors(method, pathname, answer, isChunk);
  const left = errors.filter(error => !DEVIATIONS.some(({ place }) => place.test(error)));
  if (left.length > 0) {
    throw new Error(
      `${method} ${pathname} ${status} breaks the contract: ${left.join('; ')}\n${JSON.stringify(answer)}`,
    );
  }
}

interface Description {
  paths: Record<
    string,
    Record<
      string,
      { responses?: Record<string, { content?: Record<string, { schema?: { $ref?: string } }> }> }
    >
  >;
}

let loaded: { description: Description; ajv: Ajv2020; compiled: Map<string, ValidateFunction> } | undefined;

function load() {
  if (loaded === undefined) {
    const description = JSON.parse(readFileSync(DESCRIPTION, 'utf8')) as Description;
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
    ajv.addSchema(description, 'openai');
    loaded = { description, ajv, compiled: new Map() };
  }
  return loaded;
}

function routeErrors(method: string, pathname: string, answer: unknown, isChunk: boolean): string[] {
  const { description } = load();
  const path = pathname.replace(/^\/v1/, '');
  const template = Object.keys(description.paths).find(candidate => matches(candidate, path));
  if (template === undefined) return [];
  const content = description.paths[template]![method.toLowerCase()]?.responses?.['200']?.content;
  const reference = content?.[isChunk ? 'text/event-stream' : 'application/json']?.schema?.$ref;
  if (reference === undefined) return [];
  checkedRoutes.add(`${method} ${template}${isChunk ? ' (stream)' : ''}`);
  return errorsOf(reference.split('/').at(-1)!, answer);
}

function matches(template: string, path: string): boolean {
  const pattern = template.split('/').map(part => (part.startsWith('{') ? '[^/]+' : part));
  return new RegExp(`^${pattern.join('/')}$`).test(path);
}

function errorsOf(schema: string, answer: unknown): string[] {
  const { ajv, compiled } = load();
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: `openai#/components/schemas/${schema}` });
    compiled.set(schema, validate);
  }
  return validate(answer)
    ? []
    : validate.errors!.map(error => `${schema}${error.instancePath} ${error.message}`);
}
