import type { Speaker } from '../../formats/conversation.ts';
import type { Path } from '../../jsonl/node.ts';
import type { Example } from '../example.ts';

/** An image of an example of any format. */
export interface ImageView {
  /** The string that says where the image is, or holds it; for some formats the object around it. */
  path: Path;
  /** The content part that it is. */
  partPath: Path;
  source: string;
  mimeType: string | undefined;
  speaker: Speaker | undefined;
  /** What it is for: a prompt, an answer ... */
  part: string;
}

/** The images of an example in order. Lines without the words that images come with are not read. */
export function imagesOf(example: Example): readonly ImageView[] {
  return example.once(findImages);
}

function findImages(example: Example): ImageView[] {
  if (!MAY_HAVE.test(example.text)) return [];
  return example.reading.parts.flatMap(({ part, turns }) =>
    turns.flatMap(({ speaker, pieces, path: turn }) =>
      pieces.flatMap(piece =>
        piece.kind === 'image' && piece.media === 'image'
          ? [
              {
                path: piece.path,
                partPath: partOf(piece.path, turn),
                source: piece.source,
                mimeType: piece.mimeType,
                speaker,
                part,
              },
            ]
          : [],
      ),
    ),
  );
}

const MAY_HAVE = /image|fileData|file_data|"url"/i;

/** The item of the content array that an image's path leads through. */
function partOf(path: Path, turn: Path): Path {
  const isInside = turn.every((step, index) => path[index] === step);
  return isInside && path.length > turn.length + 2 ? path.slice(0, turn.length + 2) : path;
}

/** The two parts of a `data:` URL; undefined for any other. */
export function dataUrlOf(
  source: string,
): { mimeType: string; payload: string; isBase64: boolean } | undefined {
  const match = /^data:([^;,]*)((?:;[^;,]*)*),/i.exec(source);
  if (!match) return undefined;
  return {
    mimeType: (match[1] ?? '').toLowerCase(),
    payload: source.slice(match[0].length),
    isBase64: /;base64$/i.test(match[2] ?? ''),
  };
}

/** The kind of image that a MIME type or the ending of an address names, such as `png`; undefined when none does. */
export function imageKindOf({
  source,
  mimeType,
}: Pick<ImageView, 'source' | 'mimeType'>): string | undefined {
  const mime = mimeType ?? dataUrlOf(source)?.mimeType;
  if (mime !== undefined && mime !== '') return mime.replace(/^image\//, '');
  const [, ending] = /\.([a-z0-9]{2,5})(?:[?#]|$)/i.exec(source) ?? [];
  const kind = ending?.toLowerCase();
  if (kind === 'jpg') return 'jpeg';
  return kind !== undefined && KINDS.includes(kind) ? kind : undefined;
}

/** Endings that mean an image. Of others, such as `.php`, nobody can tell what comes. */
const KINDS = ['jpeg', 'png', 'webp', 'gif', 'bmp', 'tiff', 'tif', 'svg', 'heic', 'avif', 'ico'];
