import { readFile } from 'node:fs/promises';
import { diffDatasets } from '../core/diff/diffDatasets.ts';
import { readableExample } from '../core/diff/readableExample.ts';
import { planFixes } from '../core/lint/applyFixes.ts';
import { worstFindings } from '../core/lint/report.ts';
import { rewriteBytes, rewriteText } from '../core/lint/rewrites.ts';
import { lintStream } from '../core/lint/streamLinter.ts';
import { lintingValidator } from '../core/sandbox/lintingValidator.ts';
import { Problem } from '../core/util/problem.ts';
import { replaceFile } from '../node/atomicWrite.ts';
import { openDataset } from '../node/datasetSource.ts';
import { fileProblem } from '../node/fileProblem.ts';
import { conversionOffers, conversionPreview } from '../node/conversionOffers.ts';
import { convertFile } from '../node/convertFile.ts';
import { tryDataset } from '../node/move/tryDataset.ts';
import { writeMove } from '../node/move/writeMove.ts';
import { tableFacts } from '../node/tables/tableLines.ts';
import { readLineAt } from '../node/readLineAt.ts';
import { surveyFile } from '../node/tune/surveyFile.ts';
import { analyseFile, writePrepared } from '../node/writePrepared.ts';
import type { Handlers } from '../protocol/channel.ts';
import { EDITOR_LIMIT, type LintContract } from '../protocol/lint.ts';
import { HeldDocument } from './heldDocument.ts';
import { Partners } from './partners.ts';
import { readingHandlers } from './readingHandlers.ts';
import { rowsHandlers } from './rows/rowsHandlers.ts';

/** Answers for the lint worker. It holds the documents that editors show, and nothing of other files. */
export function lintHandlers(): Handlers<LintContract> {
  const documents = new Map<string, HeldDocument>();

  const partners = new Partners();

  /** The other file of a pair may have changed meanwhile. */
  const report = async (document: HeldDocument) => {
    const partner = await partners.of(document.settings);
    document.linter.pairWith(partner);
    return document.report();
  };

  const held = (uri: string): HeldDocument => {
    const document = documents.get(uri);
    if (document) return document;
    throw new Problem({
      code: 'not-found',
      message: 'The linter does not hold this document.',
      remedy: 'Close and open the file again.',
    });
  };

  return {
    ...readingHandlers(held),
    ...rowsHandlers(held, partners),
    async open(params) {
      const document = await HeldDocument.open(params);
      documents.set(params.uri, document);
      return report(document);
    },
    async change({ uri, version, edits }) {
      const document = held(uri);
      document.change(edits, version);
      return report(document);
    },
    async saved({ uri, version, path }) {
      const document = held(uri);
      if (await document.saved(path, version)) return report(document);
      const fresh = await document.reopen(path, version);
      documents.set(uri, fresh);
      return report(fresh);
    },
    async configure({ uri, settings }) {
      const document = held(uri);
      document.configure(settings);
      return report(document);
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
          (selection.line === undefined || finding.range.start.line === selection.line) &&
          (selection.safety === 'any' || fix.safety === 'safe'),
      );
      return { version, ...plan };
    },
    rewriteText({ uri, rewrite }) {
      const { version, linter } = held(uri);
      const before = linter.text();
      const text = rewriteText(before, rewrite);
      return { version, text: text === before ? undefined : text };
    },
    async rewriteFile({ path, rewrite }) {
      try {
        const { bytes, replaced } = rewriteBytes(await readFile(path), rewrite);
        await replaceFile(path, [bytes]);
        return { replaced };
      } catch (error) {
        throw fileProblem(error, path);
      }
    },
    async validateTraining({ bytes, method, role }) {
      return [...(await lintingValidator(bytes, method, role))];
    },
    async lintFile({ path, settings }, { signal, progress }) {
      const source = await openDataset(path, signal);
      try {
        const report = await lintStream(source, settings, {
          signal,
          partner: await partners.of(settings),
          onProgress: bytes => progress({ bytes, totalBytes: source.bytes }),
        });
        return { ...report, findings: worstFindings(report.findings, EDITOR_LIMIT) };
      } finally {
        await source.close();
      }
    },
    survey(question, { signal, progress }) {
      const onProgress = (bytes: number, totalBytes: number) => progress({ bytes, totalBytes });
      return surveyFile(question, { signal, onProgress });
    },
    analyse({ path, settings }, { signal, progress }) {
      return analyseFile(path, settings, { signal, onProgress: (step, bytes) => progress({ step, bytes }) });
    },
    prepare({ path, plan, choice }, { signal, progress }) {
      return writePrepared(path, plan, choice, {
        signal,
        onProgress: (step, bytes) => progress({ step, bytes }),
      });
    },
    async diff({ before, after }, { signal, progress }) {
      const old = await openDataset(before, signal);
      try {
        const now = await openDataset(after, signal);
        try {
          return await diffDatasets(old, now, { signal, onProgress: progress });
        } finally {
          await now.close();
        }
      } finally {
        await old.close();
      }
    },
    conversionOffers({ path, options, columns }, { signal }) {
      return conversionOffers(path, options, columns, signal);
    },
    conversionPreview({ path, to, options, columns }, { signal }) {
      return conversionPreview(path, to, options, columns, signal);
    },
    convert({ path, to, options, columns }, { signal, progress }) {
      return convertFile({ file: path, to, options, columns }, signal, (bytes, total) =>
        progress(bytes / total),
      );
    },
    tableFacts({ path }, { signal }) {
      return tableFacts(path, signal);
    },
    tryDataset(trial, { signal }) {
      return tryDataset(trial, signal);
    },
    writeMove(move, { signal }) {
      return writeMove(move, signal);
    },
    async readableLine({ path, line }, { signal }) {
      return readableExample(await readLineAt(path, line, signal));
    },
  };
}
