import type { Clock } from '../util/clock.ts';
import type { RandomSource } from '../util/seededRandom.ts';
import type { Fault } from './http/faults.ts';
import type { JobLog } from './jobs/jobLog.ts';
import type { JobRecord } from './jobs/jobRecord.ts';
import type { JobRunner } from './jobs/runner.ts';
import type { Models } from './models.ts';
import type { Records } from './records.ts';
import type { BatchRecord } from './resources/batches.ts';
import type { FileRecord } from './resources/fileObject.ts';
import type { UploadRecord } from './resources/uploads.ts';
import type { SandboxStore } from './store.ts';

/** What the resources work with. */
export interface Services {
  store: SandboxStore;
  clock: Clock;
  random: RandomSource;
  files: Records<FileRecord>;
  uploads: Records<UploadRecord>;
  batches: Records<BatchRecord>;
  jobs: Records<JobRecord>;
  models: Models;
  log: JobLog;
  runner: JobRunner;
  organization: string;
  /** Most bytes of an uploaded file. */
  maxFileBytes: number;
  /** MD5 of bytes as hexadecimal digits; undefined where it cannot be computed. */
  md5: ((bytes: Uint8Array) => string) | undefined;
  /** The fault of this request; undefined for none. */
  fault: Fault | undefined;
}

/** Seconds since 1970, as the API counts. */
export function nowInSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
