import { readFile } from 'node:fs/promises';
import { planFixes } from '../core/lint/applyFixes.ts';
import { DocumentLinter } from '../core/lint/documentLinter.ts';
import { readDocument, readText, spliceFor } from '../core/lint/readDocument.ts';
import { worstFindings } from '../core/lint/report.ts';
import { lintStream } from '../core/lint/streamLinter.ts';
import { Problem } from '../core/util/problem.ts';
import { openDataset } from '../node/datasetSource.ts';
import { fileProblem } from '../node/fileProblem.ts';
import type { Handlers } from '../protocol/channel.ts';
import { type DocumentReport, EDITOR_LIMIT, type LintContract, type OpenDocument } from '../protocol/lint.ts';

interface Held {
  version: number;
  linter: DocumentLinter;
}

/** Answers for the lint worker. It holds the documents that editors show, and nothing of other files. */
export function lintHandlers(): Handlers<LintContract> {
  const documents = new Map<string, Held>();

  const held = (uri: string): Held => {
    const document = documents.get(uri);
    if (document) return document;
    throw new Problem({
      code: 'not-found',
      message: 'The linter does not hold this document.',
      remedy: 'Close and open the file again.',
    });
  };

  return {
    async open(params) {
      const { lines, facts } = await readSource(params);
      const linter = new DocumentLinter(lines, facts, params.settings);
      documents.set(params.uri, { version: params.version, linter });
      return reportOf({ version: params.version, linter });
    },
    change({ uri, version, edits }) {
      const document = held(uri);
      for (const edit of edits) document.linter.splice(spliceFor(document.linter, edit));
      document.version = version;
      return reportOf(document);
    },
    configure({ uri, settings }) {
      const document = held(uri);
      document.linter.configure(settings);
      return reportOf(document);
    },
    close({ uri }) {
      documents.delete(uri);
      return undefined;
    },
    planFixes({ uri, selection }) {
      const { version, linter } = held(uri);
      const plan = planFixes(
        linter,
        (finding, fix) =>
          (selection.rule === undefined || finding.rule === selection.rule) &&
          (selection.safety === 'any' || fix.safety === 'safe'),
      );
      return { version, ...plan };
    },
    async lintFile({ path, settings }, { signal, progress }) {
      const source = await openDataset(path);
      try {
        const report = await lintStream(source, settings, {
          signal,
          onProgress: bytes => progress({ bytes, totalBytes: source.bytes }),
        });
        return { ...report, findings: worstFindings(report.findings, EDITOR_LIMIT) };
      } finally {
        await source.close();
      }
    },
  };
}

async function readSource({ source, name }: OpenDocument): Promise<ReturnType<typeof readDocument>> {
  if ('text' in source) return readText(source.text, name, source.byteOrderMark);
  try {
    return readDocument(await readFile(source.path), name);
  } catch (error) {
    throw fileProblem(error, source.path);
  }
}

function reportOf({ version, linter }: Held): DocumentReport {
  const report = linter.report();
  return { ...report, version, findings: worstFindings(report.findings, EDITOR_LIMIT) };
}
