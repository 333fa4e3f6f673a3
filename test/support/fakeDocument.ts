import type * as vscode from 'vscode';
import { splitLines } from '../../src/core/text/cutLines.ts';

/** A document of an editor, as far as a session looks at it. Positions are offsets in the text. */
export class FakeDocument {
  text: string;
  version = 1;
  isDirty: boolean;
  readonly uri: vscode.Uri;
  readonly isUntitled: boolean;
  readonly encoding = 'utf8';
  readonly eol = 1;

  constructor(text: string, path?: string) {
    this.text = text;
    this.isUntitled = path === undefined;
    this.isDirty = path === undefined;
    const scheme = path === undefined ? 'untitled' : 'file';
    const name = path ?? 'Untitled-1';
    this.uri = { scheme, path: name, fsPath: name, toString: () => `${scheme}:${name}` } as vscode.Uri;
  }

  get lineCount(): number {
    return splitLines(this.text).length;
  }

  getText(): string {
    return this.text;
  }

  lineAt(line: number): { range: { end: { line: number; character: number } } } {
    return { range: { end: { line, character: splitLines(this.text)[line]?.length ?? 0 } } };
  }

  offsetAt({ line, character }: { line: number; character: number }): number {
    return splitLines(this.text)
      .slice(0, line)
      .reduce((sum, one) => sum + one.length + 1, character);
  }

  /** Types over a part of the text and returns the event for it. */
  type(from: number, to: number, text: string): vscode.TextDocumentContentChangeEvent[] {
    const change = { range: { start: this.#positionAt(from), end: this.#positionAt(to) }, text };
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.version += 1;
    this.isDirty = true;
    return [change as unknown as vscode.TextDocumentContentChangeEvent];
  }

  /** As the type that sessions take. */
  asDocument(): vscode.TextDocument {
    return this as unknown as vscode.TextDocument;
  }

  #positionAt(offset: number): { line: number; character: number } {
    const lines = splitLines(this.text.slice(0, offset));
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  }
}
