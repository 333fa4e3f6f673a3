import type { TuneFinding, TunePath } from './parseTune.ts';
import { at, type TuneCheck } from './tuneContext.ts';

const RULE = { rule: 'reinforcement/grader-template', severity: 'error' } as const;

/** What a grader can see of an answer. Source: OpenAI's graders guide. */
const SAMPLE = ['output_text', 'output_json', 'output_tools', 'choices', 'output_audio'];

const TEMPLATE = /\{\{([^{}]*)\}\}/g;
const PATH = /^(?:item|sample)(?:\.[\w-]+|\[\d+\])+$/;

/** Whether each `{{…}}` in the texts of the grader can be filled. */
export function checkGraderTemplates(check: TuneCheck): TuneFinding[] {
  return textsIn(check.tune.grader, ['grader']).flatMap(({ path, text }) =>
    [...text.matchAll(TEMPLATE)].flatMap(([whole, inner]) => {
      const fault = faultOf(whole, inner ?? '', check);
      if (!fault) return [];
      const { tight, ...told } = fault;
      const finding = at(check, path, { ...RULE, ...told });
      if (tight === undefined) return [finding];
      // The places of all templates of a text are one, so one fix mends them all.
      const newText = JSON.stringify(text.replace(TEMPLATE, (_, name: string) => `{{${name.trim()}}}`));
      return [{ ...finding, fix: { title: `Write ${tight}`, newText } }];
    }),
  );
}

function faultOf(
  whole: string,
  inner: string,
  { connection, tune }: TuneCheck,
): { message: string; remedy: string; tight?: string } | undefined {
  const name = inner.trim();
  const isAzure = connection?.kind === 'azure';
  if (isAzure && name !== inner) {
    const tight = `{{${name}}}`;
    const message = `Azure wants no spaces inside the braces of ${whole}.`;
    return { message, remedy: `Write ${tight}.`, tight };
  }
  if (isAzure && name.includes('[')) {
    return { message: `Azure knows no places in lists, as in ${whole}.`, remedy: 'Name a key.' };
  }
  if (!PATH.test(name)) {
    return {
      message: `${whole} is neither of the item nor of the sample.`,
      remedy: 'Write {{item.KEY}} or {{sample.output_text}}.',
    };
  }
  const [, space, variable] = /^(item|sample)(?:\.([\w-]+))?/.exec(name) ?? [];
  if (space !== 'sample') return undefined;
  if (variable === undefined || !SAMPLE.includes(variable)) {
    return { message: `A sample has no "${variable ?? name}".`, remedy: `It has ${SAMPLE.join(', ')}.` };
  }
  if (variable === 'output_json' && tune.responseFormat === undefined) {
    return {
      message: 'The answer is read as JSON only when "responseFormat" says so.',
      remedy: 'Add "responseFormat", or use {{sample.output_text}}.',
    };
  }
  return undefined;
}

/** Texts with templates, with their places; the source of Python and formulas have none. */
function textsIn(value: unknown, path: TunePath): { path: TunePath; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'source' || key === 'calculate_output' ? [] : textsIn(item, [...path, key]),
  );
}
