import { TemplateFault } from './errors.ts';
import type { Budget } from './limits.ts';
import { isText, Members, numberOf, own, scalarText, TemplateFunction } from './values.ts';

/** `target[key]`: a character, an item (negative: from the end), an own entry or a member; else undefined. */
export function member(target: unknown, key: unknown): unknown {
  if (target === null || target === undefined || target instanceof TemplateFunction) return undefined;
  if (target instanceof Members) return target.values.get(scalarText(key));
  if (isText(target) || Array.isArray(target)) {
    const sequence = isText(target) ? scalarText(target) : target;
    const name = scalarText(key);
    if (name === 'length') return sequence.length;
    const index = /^-?\d+$/.test(name) ? Number(name) : Number.NaN;
    const item = sequence[index < 0 ? index + sequence.length : index];
    return typeof item === 'function' ? undefined : item;
  }
  return typeof target === 'object' ? own(target, scalarText(key)) : undefined;
}

/** `target[from:to:step]` as in Python; undefined when there is nothing that can be sliced. */
export function slice(target: unknown, from: unknown, to: unknown, step: unknown, budget: Budget): unknown {
  if (!isText(target) && !Array.isArray(target)) return undefined;
  const sequence = isText(target) ? scalarText(target) : target;
  const stride = wholeNumber(step) ?? 1;
  if (stride === 0) throw new TemplateFault('wrong-type', 'The step of a slice cannot be 0.', budget.at);
  const { length } = sequence;
  const [lowest, highest] = stride > 0 ? [0, length] : [-1, length - 1];
  const bound = (value: unknown, otherwise: number) => {
    const number = wholeNumber(value);
    if (number === undefined) return otherwise;
    return Math.min(Math.max(number < 0 ? number + length : number, lowest), highest);
  };
  const start = bound(from, stride > 0 ? lowest : highest);
  const end = bound(to, stride > 0 ? highest : lowest);
  if (stride === 1) {
    budget.text(Math.max(0, end - start));
    return sequence.slice(start, Math.max(start, end));
  }
  budget.items(Math.max(0, Math.ceil((end - start) / stride)));
  const items: unknown[] = [];
  for (let index = start; stride > 0 ? index < end : index > end; index += stride)
    items.push(sequence[index]);
  return typeof sequence === 'string' ? items.join('') : items;
}

function wholeNumber(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  const number = Math.trunc(numberOf(value));
  return Number.isNaN(number) ? undefined : number;
}
