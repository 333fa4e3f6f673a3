import { problemText } from '../util/problemText.ts';
import type { Connection } from '../provider/connection.ts';
import type { RemoteFile } from '../provider/fineTuning.ts';
import { count } from '../text/count.ts';
import type { ProblemData } from '../util/problem.ts';
import { dayText } from './timeText.ts';
import { sizeText } from './sizeText.ts';
import type { TreeRow } from './treeRow.ts';

/** What is known of the files of a connection. They are asked for only when the user wants to see them. */
export type RemoteState =
  | { kind: 'unasked' }
  | { kind: 'asking'; files?: readonly RemoteFile[] }
  | { kind: 'listed'; files: readonly RemoteFile[] }
  | { kind: 'failed'; problem: ProblemData };

/** The row of a connection's files. */
export function remoteRow(connection: Connection, state: RemoteState): TreeRow {
  const description = {
    unasked: () => '',
    asking: () => 'asking…',
    listed: () => (state.kind === 'listed' ? count(state.files.length, 'file') : ''),
    failed: () => 'could not be listed',
  }[state.kind]();
  return {
    id: `remote:${connection.id}`,
    label: `Files on ${connection.name}`,
    description,
    ...(state.kind === 'failed' && {
      tooltip: problemText(state.problem),
      iconColor: 'list.warningForeground',
    }),
    icon: state.kind === 'failed' ? 'warning' : 'cloud',
    context: 'remote',
    children: 'collapsed',
    spoken: [`Files on ${connection.name}`, description].filter(Boolean).join(', '),
  };
}

/** The row of a file on a connection. `jobs` are the names of the jobs that used it, as far as they are known. */
export function remoteFileRow(
  connection: Connection,
  file: RemoteFile,
  jobs: readonly string[],
  now: number,
): TreeRow {
  const label = file.name ?? file.id;
  const used = jobs.length > 0 ? `used by ${count(jobs.length, 'job')}` : undefined;
  const description = [
    file.bytes !== undefined && sizeText(file.bytes),
    file.purpose,
    file.createdAt !== undefined && dayText(file.createdAt, now),
    used,
  ]
    .filter(Boolean)
    .join(' · ');
  return {
    id: `remoteFile:${connection.id}:${file.id}`,
    label,
    description,
    tooltip: [
      label === file.id ? label : `${label} (${file.id})`,
      file.bytes !== undefined && `${file.bytes.toLocaleString('en')} bytes`,
      file.purpose && `Purpose: ${file.purpose}`,
      file.createdAt !== undefined && `Uploaded ${new Date(file.createdAt).toLocaleString('en')}`,
      file.rawStatus && `Status: ${file.rawStatus}`,
      jobs.length > 0 ? `Used by ${jobs.join(', ')}` : 'No job that is known here used it.',
    ]
      .filter(Boolean)
      .join('\n'),
    icon: file.purpose?.includes('result') ? 'graph-line' : 'file',
    context: 'remoteFile',
    children: 'none',
    spoken: `${label}, ${description}`,
  };
}

/** What stands below a connection whose files cannot be shown as rows of files. */
export function remoteNote(connection: Connection, state: RemoteState): TreeRow | undefined {
  const note = (label: string, icon: string, tooltip?: string): TreeRow => ({
    id: `remoteNote:${connection.id}`,
    label,
    icon,
    ...(tooltip !== undefined && { tooltip }),
    context: 'note',
    children: 'none',
  });
  if (state.kind === 'failed') {
    const { message, remedy } = state.problem;
    return note(message, 'warning', `${message} ${remedy}`);
  }
  if (state.kind === 'listed' && state.files.length === 0) {
    return note('No files there yet. Upload a dataset from its menu.', 'info');
  }
  return undefined;
}
