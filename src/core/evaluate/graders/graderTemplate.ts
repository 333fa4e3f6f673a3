/** What a grader can see: the row of the dataset and the model's answer. */
export interface GraderContext {
  item: Readonly<Record<string, unknown>>;
  sample: {
    output_text: string;
    /** The answer as JSON; absent when it is none. */
    output_json?: unknown;
    [other: string]: unknown;
  };
}

/** A template names something that is not there. */
export class UnknownVariable extends Error {
  constructor(path: string) {
    super(`The template names "${path}", which is neither in the item nor in the sample.`);
    this.name = 'UnknownVariable';
  }
}

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const PATH = /^(item|sample)((?:\.[\w-]+|\[\d+\])*)$/;

/**
 * Fills the `{{ item.KEY }}` and `{{ sample.KEY }}` of a grader's text. A text stays as it is, any other value is
 * written as JSON. Throws `UnknownVariable` for a path that leads nowhere.
 */
export function fillGraderTemplate(template: string, context: GraderContext): string {
  return template.replace(VARIABLE, (_, path: string) => {
    const value = lookUp(path, context);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function lookUp(path: string, context: GraderContext): unknown {
  const match = PATH.exec(path);
  if (match === null) throw new UnknownVariable(path);
  let value: unknown = match[1] === 'item' ? context.item : context.sample;
  for (const [, name, index] of match[2]!.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    const key = name ?? index!;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
      throw new UnknownVariable(path);
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
