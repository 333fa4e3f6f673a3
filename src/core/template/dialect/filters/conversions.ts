import { toJson } from '../json.ts';
import { RenderedText } from '../output.ts';
import {
  isDictionary,
  isSafe,
  isText,
  isTrue,
  keysOf,
  numberOf,
  own,
  scalarText,
  toPrimitive,
  toText,
} from '../values.ts';
import type { Filter, FilterCall } from './filter.ts';

/** Filters that turn one kind of value into another, and those that write for HTML, URLs and JSON. */
export const conversionFilters: Record<string, Filter> = {
  abs: { parameters: [], run: input => Math.abs(numberOf(input)) },
  round: {
    parameters: ['precision', 'method'],
    run(input, [precision, method]) {
      const factor = 10 ** (numberOf(precision) || 0);
      const round = method === 'ceil' ? Math.ceil : method === 'floor' ? Math.floor : Math.round;
      return round(numberOf(input) * factor) / factor;
    },
  },
  float: {
    parameters: ['default'],
    run: (input, [otherwise]) => orElse(Number.parseFloat(scalarText(input)), otherwise),
  },
  int: {
    parameters: ['default', 'base'],
    run: (input, [otherwise, base]) =>
      orElse(Number.parseInt(scalarText(input), base === undefined ? 10 : numberOf(base)), otherwise),
  },
  default: {
    parameters: ['default_value', 'boolean'],
    run(input, [otherwise, boolean]) {
      if (isTrue(boolean)) return isTrue(input) ? input : otherwise;
      return input === undefined ? otherwise : input;
    },
  },
  escape: {
    parameters: [],
    run: (input, _, call) => (isSafe(input) ? input : escaped(input, call)),
  },
  forceescape: { parameters: [], run: (input, _, call) => escaped(input, call) },
  safe: {
    parameters: [],
    run: (input, _, call) => (isSafe(input) ? input : new RenderedText(toText(input, call.budget))),
  },
  dump: {
    parameters: ['indent'],
    run: (input, [indent], call) => toJson(input, { indent }, call.budget),
  },
  tojson: {
    parameters: ['indent', 'ensure_ascii', 'sort_keys'],
    run: (input, [indent, ascii, sortKeys], call) =>
      toJson(input, { indent, ascii: isTrue(ascii), sortKeys: isTrue(sortKeys) }, call.budget),
  },
  urlencode: { parameters: [], run: urlencode },
  urlize: { parameters: ['length', 'nofollow'], run: urlize },
};

function orElse(number: number, otherwise: unknown): unknown {
  return Number.isNaN(number) ? otherwise : number;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
  '\\': '&#92;',
};

function escaped(input: unknown, call: FilterCall): RenderedText {
  const text = toText(input, call.budget);
  call.budget.text(text.length);
  return new RenderedText(text.replace(/[&"'<>\\]/g, character => ENTITIES[character]!));
}

function urlencode(input: unknown, _: unknown[], call: FilterCall): unknown {
  if (input === undefined) return undefined;
  const encode = (value: unknown) => {
    try {
      return encodeURIComponent(String(toPrimitive(value, call.budget)));
    } catch {
      return call.fail('This text holds half a character and cannot be part of an address.');
    }
  };
  if (isDictionary(input)) {
    return keysOf(input)
      .map(key => `${encode(key)}=${encode(own(input, key))}`)
      .join('&');
  }
  if (!Array.isArray(input)) return encode(input);
  return input
    .map(pair => (Array.isArray(pair) ? `${encode(pair[0])}=${encode(pair[1])}` : encode(pair)))
    .join('&');
}

const EMAIL = /^[\w.!#$%&'*+\-/=?^`{|}~]+@[a-z\d-]+(\.[a-z\d-]+)+$/i;
const TOP_LEVEL = /\.(?:org|net|com)(?::|\/|$)/;

function urlize(input: unknown, [length, nofollow]: unknown[], call: FilterCall): unknown {
  if (!isText(input)) return input;
  const text = scalarText(input);
  const limit = numberOf(length);
  const shown = Number.isNaN(limit) ? text.length : limit;
  const rel = nofollow === true ? ' rel="nofollow"' : '';
  call.budget.text(text.length * 3);
  return text
    .split(/(\s+)/)
    .map(word => {
      // Brackets and punctuation around an address are not part of it.
      const address = /^(?:\(|<|&lt;)?(.*?)(?:\.|,|\)|\n|&gt;)?$/.exec(word)?.[1] ?? word;
      const label = address.slice(0, shown);
      if (/^https?:\/\//.test(address)) return `<a href="${address}"${rel}>${label}</a>`;
      if (address.startsWith('www.')) return `<a href="http://${address}"${rel}>${label}</a>`;
      if (EMAIL.test(address)) return `<a href="mailto:${address}">${address}</a>`;
      return TOP_LEVEL.test(address) ? `<a href="http://${address}"${rel}>${label}</a>` : word;
    })
    .join('');
}
