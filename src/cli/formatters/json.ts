import type { Finding, Fix } from '../../core/lint/finding.ts';
import type { Range } from '../../core/text/range.ts';
import type { Formatter } from './formatter.ts';

/** A place as people count: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface HumanRange {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** One array of findings, one finding a line. */
export function jsonFormatter(): Formatter {
  let first = true;
  return {
    needsLines: false,
    begin: () => '[',
    async *file({ file, findings }) {
      for await (const { finding } of findings) {
        yield `${first ? '' : ','}\n  ${JSON.stringify(jsonFinding(file, finding))}`;
        first = false;
      }
    },
    end: () => (first ? ']\n' : '\n]\n'),
  };
}

export function humanRange({ start, end }: Range): HumanRange {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function jsonFinding(
  file: string,
  { rule, messageId, severity, target, message, range, fixes, related, verdicts }: Finding,
): object {
  return {
    file,
    ...humanRange(range),
    rule,
    messageId,
    severity,
    target,
    message,
    ...(verdicts ? { verdicts } : {}),
    ...(related.length > 0
      ? {
          related: related.map(other => ({
            file: other.file ?? file,
            ...humanRange(other.range),
            message: other.message,
          })),
        }
      : {}),
    fixes: fixes.map(jsonFix),
  };
}

function jsonFix({ title, safety, edits, rewrite }: Fix): object {
  return {
    title,
    safety,
    edits: edits.map(edit => ({ ...humanRange(edit.range), newText: edit.newText })),
    ...(rewrite === undefined ? {} : { rewrite }),
  };
}
