import { Problem, type ProblemCode } from '../core/util/problem.ts';

/** A failure of the file system, as a sentence about `path` with a remedy. A `Problem` is passed through. */
export function fileProblem(error: unknown, path: string): Problem {
  if (error instanceof Problem) return error;
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  const known = KNOWN[code];
  return new Problem({
    code: known?.code ?? 'internal',
    message: known ? known.message.replace('{path}', path) : `${path} could not be read or written.`,
    remedy: known?.remedy ?? 'Try again; if it happens again, check the disk.',
    cause: error instanceof Error ? error.message : String(error),
  });
}

const KNOWN: Record<string, { code: ProblemCode; message: string; remedy: string }> = {
  ENOENT: { code: 'not-found', message: '{path} does not exist.', remedy: 'Check the name and the folder.' },
  ENOTDIR: { code: 'not-found', message: '{path} does not exist.', remedy: 'Check the name and the folder.' },
  EISDIR: { code: 'rejected', message: '{path} is a folder.', remedy: 'Name a file in it.' },
  EACCES: {
    code: 'forbidden',
    message: 'There is no permission to use {path}.',
    remedy: 'Change the permissions of the file or its folder, or copy it to another place.',
  },
  EPERM: {
    code: 'forbidden',
    message: 'There is no permission to use {path}.',
    remedy: 'Change the permissions of the file or its folder, or copy it to another place.',
  },
  EROFS: {
    code: 'forbidden',
    message: '{path} is on a read-only disk.',
    remedy: 'Choose a folder that can be written to.',
  },
  ENOSPC: {
    code: 'rejected',
    message: 'The disk is full; {path} was not written.',
    remedy: 'Free some space.',
  },
  EMFILE: {
    code: 'rejected',
    message: 'Too many files are open to use {path}.',
    remedy: 'Close some programs and try again.',
  },
};
