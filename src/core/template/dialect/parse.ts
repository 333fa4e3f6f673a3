import { type TemplateError, TemplateFault } from './errors.ts';
import { parseNodes } from './parser.ts';
import { StatementReader } from './statementReader.ts';
import type { Tag } from './tokens.ts';
import type { BlockStatement, Statement } from './tree.ts';

/** A template that was read, ready to be rendered or analysed any number of times. */
export interface ParsedTemplate {
  source: string;
  statements: Statement[];
  tags: Tag[];
  /** All its blocks, inner ones too. */
  blocks: BlockStatement[];
  /** Whether it extends another template, if only under a condition. */
  isDerived: boolean;
  /** Absent when the template is well formed; `statements` are empty otherwise. */
  error?: TemplateError;
}

/** Reads a template. What is wrong with it is data in the result, never an exception. */
export function parseTemplate(source: string): ParsedTemplate {
  try {
    const { root, tags } = parseNodes(source);
    const reader = new StatementReader(source, tags);
    const statements = reader.statements(root);
    return { source, statements, tags, blocks: reader.blocks, isDerived: reader.isDerived };
  } catch (thrown) {
    const error = errorOf(thrown, source);
    return { source, statements: [], tags: [], blocks: [], isDerived: false, error };
  }
}

function errorOf(thrown: unknown, source: string): TemplateError {
  if (thrown instanceof TemplateFault) return thrown.error;
  const message = 'This template is nested too deeply.';
  if (thrown instanceof RangeError) return { code: 'limit-depth', message, start: 0, end: source.length };
  throw thrown;
}
