import path from 'node:path';
import type { Finding, Fix, Severity } from '../../core/lint/finding.ts';
import { RULES } from '../../core/lint/registry.ts';
import type { Rule } from '../../core/lint/rule.ts';
import type { Range } from '../../core/text/range.ts';
import { Fingerprints } from './fingerprints.ts';
import type { Formatter } from './formatter.ts';
import { humanRange } from './json.ts';

/** SARIF 2.1.0, the format of code scanning services. One result a line. */
export function sarifFormatter(version: string): Formatter {
  const head = JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Tunewright', semanticVersion: version, rules: RULES.map(describeRule) } },
        columnKind: 'utf16CodeUnits',
        results: [],
      },
    ],
  });
  // The results are put between the brackets as they come, so that they need not be kept.
  const cut = head.lastIndexOf('[]') + 1;
  let first = true;
  return {
    needsLines: true,
    begin: () => head.slice(0, cut),
    async *file({ file, findings }) {
      const uri = uriOf(file);
      const fingerprints = new Fingerprints();
      for await (const { finding, line } of findings) {
        const result = describeResult(finding, uri, fingerprints.of(finding, line));
        yield `${first ? '' : ','}\n${JSON.stringify(result)}`;
        first = false;
      }
    },
    end({ failedFiles }) {
      const invocations = JSON.stringify([{ executionSuccessful: failedFiles === 0 }]);
      return `${first ? '' : '\n'}],"invocations":${invocations}${head.slice(cut + 1)}\n`;
    },
  };
}

/** Under this name a result is known again. */
export const FINGERPRINT = 'tunewrightExample/v1';

function describeRule(rule: Rule): object {
  const said = (rule.says ?? []).map(({ who, text }) => `${who} says: ${text}`);
  return {
    id: rule.id,
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: {
      text: [rule.why, ...said].join('\n'),
      markdown: [rule.why, ...said.map(text => `> ${text}`)].join('\n\n'),
    },
    defaultConfiguration: levelOf(rule.severity.default),
    properties: { tags: [rule.id.slice(0, rule.id.indexOf('/'))] },
  };
}

function levelOf(level: Severity | 'off'): object {
  return level === 'off' ? { enabled: false } : { level: LEVELS[level] };
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

const INDEX_OF_RULE = new Map(RULES.map((rule, index) => [rule.id, index]));

function describeResult(finding: Finding, uri: string, fingerprint: string): object {
  const index = INDEX_OF_RULE.get(finding.rule);
  const location = (range: Range, file?: string) => ({
    physicalLocation: {
      artifactLocation: { uri: file === undefined ? uri : uriOf(file) },
      region: regionOf(range),
    },
  });
  return {
    ruleId: finding.rule,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.range)],
    ...(finding.related.length === 0
      ? {}
      : {
          relatedLocations: finding.related.map(({ range, message, file }, id) => ({
            id,
            ...location(range, file),
            message: { text: message },
          })),
        }),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    ...fixesOf(finding, uri),
    properties: {
      messageId: finding.messageId,
      target: finding.target,
      ...(finding.verdicts ? { verdicts: finding.verdicts } : {}),
    },
  };
}

function fixesOf({ fixes }: Finding, uri: string): object {
  const edits = fixes.filter(fix => fix.edits.length > 0);
  return edits.length === 0 ? {} : { fixes: edits.map(fix => describeFix(fix, uri)) };
}

function describeFix({ title, edits }: Fix, uri: string): object {
  return {
    description: { text: title },
    artifactChanges: [
      {
        artifactLocation: { uri },
        replacements: edits.map(({ range, newText }) => ({
          deletedRegion: regionOf(range),
          insertedContent: { text: newText },
        })),
      },
    ],
  };
}

function regionOf(range: Range): object {
  const { line, column, endLine, endColumn } = humanRange(range);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A reference relative to the folder in which the tool ran; an absolute path becomes a file URI. */
export function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  const slashes = file.replaceAll(path.sep, '/');
  const encoded = slashes.split('/').map(encodeURIComponent).join('/');
  if (!path.isAbsolute(file)) return encoded.replace(/^(?:\.\/)+/, '');
  return `file://${encoded.startsWith('/') ? '' : '/'}${encoded.replace(/^([A-Za-z])%3A/, '$1:')}`;
}
