import type { RemoteFile, UploadSession, UploadSource } from '../../provider/fineTuning.ts';
import type { FileRole, Job } from '../job.ts';
import type { PlannedFile } from '../plan.ts';
import { giveUpOrWait, isPassing, noteFailure, problemOf } from './failure.ts';
import type { Hand } from './hand.ts';
import type { Outcome } from './pauses.ts';
import { filesWithContent, remoteNameOf } from './remoteName.ts';

/** The file that is to be uploaded next; undefined when all are there. */
export function missingFile({ plan, uploads }: Job): FileRole | undefined {
  if (plan && !uploads.training?.file) return 'training';
  return plan?.validation && !uploads.validation?.file ? 'validation' : undefined;
}

/**
 * Brings a file to the connection, once. It is looked for first: the same content may lie there already, or an earlier
 * attempt may have arrived although its answer did not.
 */
export async function uploadStep(hand: Hand, role: FileRole): Promise<Outcome> {
  const planned = hand.job().plan![role]!;
  const before = hand.job().uploads[role];
  let found: RemoteFile[];
  try {
    found = await findContent(hand, planned);
  } catch (thrown) {
    // Whether it was uploaded before can be left open only when it never was tried.
    const problem = problemOf(hand, thrown);
    if (before || isPassing(problem)) return noteFailure(hand, thrown);
    found = [];
  }
  const [file, ...others] = found;
  if (file) {
    const strays = before ? unclaimed(hand, others) : [];
    await hand.apply(...beginning(role, planned, before === undefined), {
      kind: 'uploaded',
      role,
      file,
      reused: before === undefined || isClaimed(hand, file.id),
      strays,
    });
    return { kind: 'again' };
  }
  return send(hand, role, planned);
}

async function send(hand: Hand, role: FileRole, planned: PlannedFile): Promise<Outcome> {
  try {
    const opened = await hand.parts.open(planned);
    const source: UploadSource = {
      name: remoteNameOf(planned),
      size: opened.size,
      slice: (start, end) => opened.slice(start, end),
      stream: () => opened.stream(),
    };
    const announced = await hand.announce(beginning(role, planned, true)[0]!);
    if (announced.uploads[role]?.file) return { kind: 'again' };
    const resume = announced.uploads[role]?.session;
    const progress = new Progress(hand, role);
    const file = await hand.tuning.upload(
      source,
      {
        onProgress: sent => progress.sent(sent),
        onSession: session => progress.session(session),
        ...(resume && { resume }),
      },
      hand.signal,
    );
    await progress.written();
    const strays =
      (announced.uploads[role]?.attempts ?? 1) > 1 ? await lostUploads(hand, planned, file.id) : [];
    await hand.apply({ kind: 'uploaded', role, file, reused: false, strays });
    return { kind: 'again' };
  } catch (thrown) {
    return giveUpOrWait(hand, thrown);
  }
}

function beginning(role: FileRole, planned: PlannedFile, needed: boolean) {
  const total = planned.bytes;
  const remoteName = remoteNameOf(planned);
  return needed ? [{ kind: 'upload-attempt', role, remoteName, total } as const] : [];
}

async function findContent({ provider, signal, turn }: Hand, planned: PlannedFile): Promise<RemoteFile[]> {
  if (!provider.files) return [];
  await turn();
  return filesWithContent(await provider.files.list(signal), planned);
}

/** What earlier attempts left on the connection after all; what cannot be listed cannot be named. */
async function lostUploads(hand: Hand, planned: PlannedFile, own: string): Promise<string[]> {
  const found = await findContent(hand, planned).catch(thrown => {
    problemOf(hand, thrown);
    return [];
  });
  return unclaimed(hand, found).filter(id => id !== own);
}

/** Files that no other job of ours was launched with. */
function unclaimed(hand: Hand, files: readonly RemoteFile[]): string[] {
  return files.map(({ id }) => id).filter(id => !isClaimed(hand, id));
}

function isClaimed(hand: Hand, fileId: string): boolean {
  return hand
    .others()
    .some(job => [job.uploads.training, job.uploads.validation].some(upload => upload?.file?.id === fileId));
}

/** Writes how far an upload is: sessions at once, since they are needed after a crash, bytes now and then. */
class Progress {
  readonly #hand: Hand;
  readonly #role: FileRole;
  #sent = 0;
  #saidAt: number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(hand: Hand, role: FileRole) {
    this.#hand = hand;
    this.#role = role;
    this.#saidAt = hand.parts.clock.now();
  }

  sent(bytes: number): void {
    this.#sent = bytes;
    const now = this.#hand.parts.clock.now();
    if (now - this.#saidAt < SAY_EVERY) return;
    this.#saidAt = now;
    this.#write();
  }

  session(session: UploadSession): void {
    this.#write(session);
  }

  /** Resolves when everything is on disk. */
  async written(): Promise<void> {
    await this.#writing;
  }

  #write(session?: UploadSession): void {
    const sent = this.#sent;
    const happening = {
      kind: 'upload-progress',
      role: this.#role,
      sent,
      ...(session && { session }),
    } as const;
    // That progress could not be written must not stop the upload: what matters is written by itself at the end.
    this.#writing = this.#writing.then(() => this.#hand.apply(happening)).catch(() => {});
  }
}

const SAY_EVERY = 1000;
