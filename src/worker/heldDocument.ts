import { open, readFile, stat } from 'node:fs/promises';
import { type PlacedExamples, placedExamples } from '../core/browse/placedExamples.ts';
import { isUnread } from '../core/lint/datasetFacts.ts';
import { type DocumentFacts, DocumentLinter } from '../core/lint/documentLinter.ts';
import { readDocument, readText, spliceFor } from '../core/lint/readDocument.ts';
import { worstFindings } from '../core/lint/report.ts';
import type { LintSettings } from '../core/lint/settings.ts';
import { HEAD_BYTES, readHead } from '../core/text/decode.ts';
import type { TextEdit } from '../core/text/edit.ts';
import { fileProblem } from '../node/fileProblem.ts';
import { type DiskState, type DocumentReport, EDITOR_LIMIT, type OpenDocument } from '../protocol/lint.ts';

type Whole = ReturnType<DocumentLinter['whole']>;

/** A document that an editor shows, as the lint worker holds it. */
export class HeldDocument {
  readonly linter: DocumentLinter;
  readonly #identity: Pick<OpenDocument, 'uri' | 'name'>;
  #version: number;
  #settings: LintSettings;
  #facts: DocumentFacts;
  #units: number;
  #disk: DiskState | undefined;
  /** Made when somebody asks, and forgotten at the next change. */
  #examples: PlacedExamples | undefined;
  #whole: Whole | undefined;
  /** Somebody looks through it, so that what was found out is kept. */
  #isLookedThrough = false;
  /** Some bytes could not be read as UTF-8, so that saving the text changes what is to be said of it. */
  readonly #isLossy: boolean;

  private constructor(
    opened: OpenDocument,
    { lines, facts }: ReturnType<typeof readDocument>,
    disk: DiskState | undefined,
  ) {
    this.linter = new DocumentLinter(lines, facts, opened.settings);
    this.#identity = { uri: opened.uri, name: opened.name };
    this.#version = opened.version;
    this.#settings = opened.settings;
    this.#facts = facts;
    this.#disk = disk;
    this.#units = lines.reduce((sum, line) => sum + line.text.length, 0);
    this.#isLossy = notRead(facts) || lines.some(line => line.invalidUtf8At !== undefined);
  }

  /** Reads the document from disk or takes the text that came with it. Throws a `Problem` when it cannot be read. */
  static async open(document: OpenDocument): Promise<HeldDocument> {
    const { source, name } = document;
    if ('text' in source) {
      return new HeldDocument(document, readText(source.text, name, source.byteOrderMark), undefined);
    }
    try {
      const disk = await diskState(source.path);
      return new HeldDocument(document, readDocument(await readFile(source.path), name), disk);
    } catch (error) {
      throw fileProblem(error, source.path);
    }
  }

  get version(): number {
    return this.#version;
  }

  /** Everything that is known of it now. It is kept until the next change once somebody has asked. */
  whole(): Whole {
    this.#isLookedThrough = true;
    this.#whole ??= this.linter.whole();
    return this.#whole;
  }

  /** Its examples as they stand now. */
  get examples(): PlacedExamples {
    this.#examples ??= placedExamples(this.linter);
    return this.#examples;
  }

  change(edits: readonly TextEdit[], version: number): void {
    this.#examples = undefined;
    this.#whole = undefined;
    for (const edit of edits) {
      const splice = spliceFor(this.linter, edit);
      for (let line = splice.from; line < splice.from + splice.remove; line++) {
        this.#units -= this.linter.line(line).length;
      }
      for (const { text } of splice.insert) this.#units += text.length;
      this.linter.splice(splice);
    }
    this.#version = version;
  }

  configure(settings: LintSettings): void {
    this.#settings = settings;
    this.linter.configure(settings);
  }

  /** Takes note of the file on disk, which now holds this text. False when it must be read again. */
  async saved(path: string, version: number): Promise<boolean> {
    if (this.#isLossy) return false;
    try {
      const disk = await diskState(path);
      const facts = { name: this.#identity.name, bytes: disk.bytes, ...(await readStart(path)) };
      if (notRead(facts)) return false;
      this.#disk = disk;
      this.#facts = facts;
    } catch (error) {
      throw fileProblem(error, path);
    }
    this.#version = version;
    this.linter.describe(this.#facts);
    return true;
  }

  /** The same document, read from disk again. */
  reopen(path: string, version: number): Promise<HeldDocument> {
    return HeldDocument.open({ ...this.#identity, version, source: { path }, settings: this.#settings });
  }

  /** Nobody looks through it any more. */
  forgetWhole(): void {
    this.#isLookedThrough = false;
    this.#whole = undefined;
  }

  get settings(): LintSettings {
    return this.#settings;
  }

  report(): DocumentReport {
    const whole = this.linter.whole();
    this.#whole = this.#isLookedThrough ? whole : undefined;
    const { report } = whole;
    return {
      ...report,
      version: this.#version,
      findings: worstFindings(report.findings, EDITOR_LIMIT),
      ...(notRead(this.#facts) ? {} : { held: { lines: this.linter.lineCount, units: this.#units } }),
      ...(this.#disk ? { disk: this.#disk } : {}),
    };
  }
}

function notRead({ mark, unmarkedUtf16 = false }: DocumentFacts): boolean {
  return isUnread({ mark, unmarkedUtf16 });
}

async function readStart(path: string): Promise<ReturnType<typeof readHead>> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return readHead(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function diskState(path: string): Promise<DiskState> {
  const { size, mtimeMs } = await stat(path);
  return { bytes: size, modified: mtimeMs };
}
