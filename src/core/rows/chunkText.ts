/** A part of a document. */
export interface TextChunk {
  text: string;
  /** UTF-16 offsets in the document. */
  start: number;
  end: number;
  tokens: number;
}

export interface ChunkOptions {
  /** The most tokens of a chunk, by `count`. */
  maxTokens: number;
  /** About so many tokens of a chunk's end stand again at the beginning of the next; none when absent. */
  overlapTokens?: number;
  count(text: string): number;
}

/**
 * Cuts a document into chunks of few enough tokens. It is cut at the ends of paragraphs; a paragraph that is too long
 * at the ends of sentences, then of words, and only then anywhere. Together the chunks hold all that is no blank space.
 */
export function chunkText(text: string, options: ChunkOptions): TextChunk[] {
  const { count } = options;
  const maxTokens = Math.max(1, options.maxTokens);
  const overlap = Math.min(options.overlapTokens ?? 0, Math.floor(maxTokens / 2));
  const pieces = piecesOf(text, 0, text.length, { ...options, maxTokens: maxTokens - overlap }, 0);
  const chunks: TextChunk[] = [];
  let first = 0;
  while (first < pieces.length) {
    const from = first === 0 ? first : withOverlap(pieces, first, overlap);
    let next = first;
    // Tokens of joined pieces are about the sum of theirs; the whole is counted, since it is what must fit.
    let sum = pieces.slice(from, first).reduce((total, piece) => total + piece.tokens, 0);
    while (next < pieces.length && (next === first || sum + pieces[next]!.tokens <= maxTokens)) {
      sum += pieces[next]!.tokens;
      next += 1;
    }
    let chunk = joined(text, pieces, from, next, count);
    while (chunk.tokens > maxTokens && next > first + 1) chunk = joined(text, pieces, from, --next, count);
    if (chunk.tokens > maxTokens && from < first) chunk = joined(text, pieces, first, next, count);
    chunks.push(chunk);
    first = next;
  }
  return chunks;
}

interface Piece {
  start: number;
  end: number;
  tokens: number;
}

/** Ends of paragraphs, of sentences, of words. */
const BREAKS = [/\n[^\S\n]*\n\s*/g, /(?<=[.!?。！？…]["'”’)]?)\s+/g, /\s+/g];

/** The parts of a range, each of few enough tokens; `level` says which breaks were tried before. */
function piecesOf(text: string, start: number, end: number, options: ChunkOptions, level: number): Piece[] {
  const trimmed = trim(text, start, end);
  if (trimmed.start >= trimmed.end) return [];
  const tokens = options.count(text.slice(trimmed.start, trimmed.end));
  // At the first level the paragraphs are wanted even of a text that fits.
  if (level > 0 && tokens <= options.maxTokens) return [{ ...trimmed, tokens }];
  const breaks = BREAKS[level];
  if (!breaks) return halves(text, trimmed.start, trimmed.end, options);
  const pieces: Piece[] = [];
  let from = trimmed.start;
  for (const { index, 0: gap } of text.slice(trimmed.start, trimmed.end).matchAll(breaks)) {
    const at = trimmed.start + index;
    pieces.push(...piecesOf(text, from, at, options, level + 1));
    from = at + gap.length;
  }
  return [...pieces, ...piecesOf(text, from, trimmed.end, options, level + 1)];
}

/** A run without any blank: halved until it fits, never between the halves of a surrogate pair. */
function halves(text: string, start: number, end: number, options: ChunkOptions): Piece[] {
  const tokens = options.count(text.slice(start, end));
  let middle = Math.floor((start + end) / 2);
  if (/[\uDC00-\uDFFF]/.test(text[middle] ?? '')) middle += 1;
  if (tokens <= options.maxTokens || middle <= start || middle >= end) return [{ start, end, tokens }];
  return [...halves(text, start, middle, options), ...halves(text, middle, end, options)];
}

/** Index of the first piece that is repeated before `first`. */
function withOverlap(pieces: readonly Piece[], first: number, overlap: number): number {
  let from = first;
  let tokens = 0;
  while (from > 0 && tokens + pieces[from - 1]!.tokens <= overlap) tokens += pieces[--from]!.tokens;
  return from;
}

function joined(
  text: string,
  pieces: readonly Piece[],
  from: number,
  next: number,
  count: (text: string) => number,
): TextChunk {
  const { start } = pieces[from]!;
  const { end } = pieces[next - 1]!;
  const part = text.slice(start, end);
  return { text: part, start, end, tokens: count(part) };
}

function trim(text: string, start: number, end: number): { start: number; end: number } {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + part.trimEnd().length) };
}
