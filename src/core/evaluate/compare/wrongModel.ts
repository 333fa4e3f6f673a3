import type { ConnectionKind } from '../../provider/connectionKinds.ts';

/**
 * Whether another model answered than was asked. A dated or tagged version of the same name is the same model. Azure asks
 * a deployment, whose name says nothing of its model.
 */
export function isWrongModel(kind: ConnectionKind, asked: string, answered: string | undefined): boolean {
  if (answered === undefined || answered === '' || kind === 'azure' || kind === 'vscode-lm') return false;
  const [wanted, got] = [plain(asked), plain(answered)];
  if (wanted === got) return false;
  // A version or a tag may be told of a base model; the name of a tune says all there is.
  const version = got.startsWith(wanted) ? got.slice(wanted.length) : undefined;
  if (version !== undefined && /^(?:[-@]\d{4,}|-\d{4}-\d{2}-\d{2}|:latest|-latest|-\d{3}$)/.test(version))
    return false;
  // Some servers answer with the path of the file or with the last part of the name alone.
  return !(wanted.endsWith(`/${got}`) || got.endsWith(`/${wanted}`) || got.endsWith(`/${wanted}.gguf`));
}

function plain(model: string): string {
  return model
    .trim()
    .toLowerCase()
    .replace(/^accounts\/[^/]+\/models\//, '');
}
