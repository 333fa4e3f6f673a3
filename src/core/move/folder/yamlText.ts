import { stringify } from 'yaml';

/** A part of a configuration: what it is about, and its keys. Keys without a value are left out. */
export type YamlSection = readonly [comment: string, values: Readonly<Record<string, unknown>>];

/** A configuration in sections, each under a comment of one line. */
export function yamlText(sections: readonly YamlSection[]): string {
  return sections
    .map(([comment, values]) => [comment, withoutAbsent(values)] as const)
    .filter(([, values]) => Object.keys(values).length > 0)
    .map(([comment, values]) => `# ${comment}\n${yamlOf(values)}`)
    .join('\n');
}

/** A value as YAML that readers of version 1.1 understand as well: to Python's, `1e-7` is a text and `1.0e-7` a number. */
export function yamlOf(value: unknown): string {
  return stringify(value, { lineWidth: 0, version: '1.1' }).replace(
    /^(\s*(?:- )?[\w.-]+: |\s*- )(-?\d+)(e[+-]?\d+)$/gm,
    '$1$2.0$3',
  );
}

function withoutAbsent(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
