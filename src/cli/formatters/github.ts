import type { Finding } from '../../core/lint/finding.ts';
import { neutral } from '../terminal/neutral.ts';
import type { Formatter } from './formatter.ts';
import { humanRange } from './json.ts';

/** Workflow commands that GitHub Actions turns into annotations of the changed files. */
export function githubFormatter(): Formatter {
  return {
    needsLines: false,
    begin: () => '',
    async *file({ file, findings }) {
      for await (const { finding } of findings) yield annotation(file, finding);
    },
    end: () => '',
  };
}

function annotation(file: string, { severity, rule, message, range }: Finding): string {
  const { line, column, endLine, endColumn } = humanRange(range);
  const properties: [string, string | number][] = [
    // Standard input is no file of the repository.
    ...(file === '-' ? [] : ([['file', file.replaceAll('\\', '/')]] as [string, string][])),
    ['line', line],
    ['endLine', endLine],
    // GitHub knows columns inside one line only, and its end is the last column that belongs to it.
    ...(line === endLine
      ? ([
          ['col', column],
          ['endColumn', Math.max(column, endColumn - 1)],
        ] as [string, number][])
      : []),
    ['title', rule],
  ];
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${COMMANDS[severity]} ${written}::${escapeData(neutral(message))}\n`;
}

const COMMANDS = { error: 'error', warning: 'warning', info: 'notice' } as const;

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
