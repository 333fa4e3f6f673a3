import { TemplateFault } from './errors.ts';
import type { Budget } from './limits.ts';
import { isDictionary, isText, keysOf, Members, numberOf, own, scalarText } from './values.ts';

export interface JsonOptions {
  /** As for `JSON.stringify`: a number of spaces, or a text. */
  indent?: unknown;
  ascii?: boolean;
  sortKeys?: boolean;
}

const MAX_DEPTH = 100;

/** JSON of a value, as `JSON.stringify` writes it, but without calling anything in it. Undefined for nothing. */
export function toJson(value: unknown, options: JsonOptions, budget: Budget): string | undefined {
  const unit = indentation(options.indent);
  let length = 0;
  const text = write(value, '', 0);
  if (text === undefined || !options.ascii) return text;
  return text.replace(
    /[\u007f-\uffff]/g,
    unit16 => `\\u${unit16.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

  function write(item: unknown, indent: string, depth: number): string | undefined {
    budget.spend(1);
    if (depth > MAX_DEPTH)
      throw new TemplateFault('limit-depth', 'The value is too deep, or contains itself.', budget.at);
    if (item === null || typeof item === 'boolean') return count(String(item));
    if (typeof item === 'number') return count(Number.isFinite(item) ? String(item) : 'null');
    if (isText(item)) return count(JSON.stringify(scalarText(item)));
    const inner = indent + unit;
    if (Array.isArray(item))
      return wrap(
        '[',
        item.map(each => write(each, inner, depth + 1) ?? 'null'),
        ']',
        indent,
      );
    if (!isDictionary(item) && !(item instanceof Members)) return undefined;
    const entries: string[] = [];
    const keys = keysOf(item);
    for (const key of options.sortKeys ? keys.sort() : keys) {
      const value = item instanceof Members ? item.values.get(key) : own(item, key);
      const written = write(value, inner, depth + 1);
      if (written !== undefined) entries.push(count(JSON.stringify(key)) + (unit ? ': ' : ':') + written);
    }
    return wrap('{', entries, '}', indent);
  }

  function wrap(open: string, parts: string[], close: string, indent: string): string {
    if (parts.length === 0 || !unit) return open + parts.join(',') + close;
    const inner = `\n${indent}${unit}`;
    return `${open}${inner}${parts.join(`,${inner}`)}\n${indent}${close}`;
  }

  function count(piece: string): string {
    length += piece.length;
    budget.text(length);
    return piece;
  }
}

function indentation(indent: unknown): string {
  if (isText(indent)) return scalarText(indent).slice(0, 10);
  const width = Math.min(10, Math.floor(numberOf(indent ?? 0)));
  return width >= 1 ? ' '.repeat(width) : '';
}
