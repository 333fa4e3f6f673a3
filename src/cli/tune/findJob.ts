import path from 'node:path';
import { isEnded, type Job } from '../../core/jobs/job.ts';
import type { Jobs } from '../../core/jobs/service/jobs.ts';
import { TUNE_SUFFIX } from '../../core/tune/tuneFile.ts';
import { Problem } from '../../core/util/problem.ts';
import type { Io } from '../io.ts';

/**
 * The job that a word means: the beginning of our id, the provider's id, or a tune file, of which the latest launch is
 * meant. Without a word, the latest that has not ended. Throws a `Problem` when there is none, or more than one.
 */
export function findJob(jobs: Jobs, word: string | undefined, io: Io): Job {
  const all = jobs.jobs();
  if (word === undefined) {
    const found = all.find(job => !isEnded(job));
    if (found) return found;
    throw noJob('No job is under way.', 'tunewright tune list shows all jobs.');
  }
  if (word.endsWith(TUNE_SUFFIX)) {
    const file = path.resolve(io.cwd, word);
    const found = all.find(job => job.plan?.tune?.path === file);
    if (found) return found;
    throw noJob(`${word} was not launched from here.`, `Launch it: tunewright tune launch ${word}`);
  }
  const exact = all.find(job => job.id === word || job.ref?.jobId === word);
  const found = exact ? [exact] : all.filter(job => job.id.startsWith(word));
  if (found.length === 1) return found[0]!;
  throw noJob(
    found.length === 0 ? `There is no job "${word}".` : `Several jobs begin with "${word}".`,
    'tunewright tune list shows all jobs.',
  );
}

function noJob(message: string, remedy: string): Problem {
  return new Problem({ code: 'not-found', message, remedy });
}
