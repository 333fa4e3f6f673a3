import type { Route } from './http/routes.ts';
import { cancelBatch, createBatch, getBatch, listBatches } from './resources/batches.ts';
import { createChatCompletion } from './resources/chat.ts';
import { createCompletion } from './resources/completions.ts';
import { createJob } from './resources/createJob.ts';
import { createFile, deleteFile, getFile, getFileContent, listFiles } from './resources/files.ts';
import { runGrader, validateGrader } from './resources/graders.ts';
import {
  cancelJob,
  deleteJob,
  getJob,
  listJobCheckpoints,
  listJobEvents,
  listJobs,
  pauseJob,
  resumeJob,
} from './resources/jobs.ts';
import { deleteModel, getModel, listModels } from './resources/models.ts';
import { addUploadPart, cancelUpload, completeUpload, createUpload } from './resources/uploads.ts';
import type { Services } from './services.ts';

const JOB = '/fine_tuning/jobs/:id';

/** Everything that the sandbox answers, below `/v1`. */
export const ROUTES: readonly Route<Services>[] = [
  { method: 'GET', path: '/models', handle: listModels },
  { method: 'GET', path: '/models/:model', handle: getModel },
  { method: 'DELETE', path: '/models/:model', handle: deleteModel },
  { method: 'POST', path: '/files', handle: createFile },
  { method: 'GET', path: '/files', handle: listFiles },
  { method: 'GET', path: '/files/:id', handle: getFile },
  { method: 'DELETE', path: '/files/:id', handle: deleteFile },
  { method: 'GET', path: '/files/:id/content', handle: getFileContent },
  { method: 'POST', path: '/uploads', handle: createUpload },
  { method: 'POST', path: '/uploads/:id/parts', handle: addUploadPart },
  { method: 'POST', path: '/uploads/:id/complete', handle: completeUpload },
  { method: 'POST', path: '/uploads/:id/cancel', handle: cancelUpload },
  { method: 'POST', path: '/chat/completions', handle: createChatCompletion },
  { method: 'POST', path: '/completions', handle: createCompletion },
  { method: 'POST', path: '/batches', handle: createBatch },
  { method: 'GET', path: '/batches', handle: listBatches },
  { method: 'GET', path: '/batches/:id', handle: getBatch },
  { method: 'POST', path: '/batches/:id/cancel', handle: cancelBatch },
  { method: 'POST', path: '/fine_tuning/jobs', handle: createJob },
  { method: 'GET', path: '/fine_tuning/jobs', handle: listJobs },
  { method: 'GET', path: JOB, handle: getJob },
  { method: 'DELETE', path: JOB, handle: deleteJob },
  { method: 'POST', path: `${JOB}/cancel`, handle: cancelJob },
  { method: 'POST', path: `${JOB}/pause`, handle: pauseJob },
  { method: 'POST', path: `${JOB}/resume`, handle: resumeJob },
  { method: 'GET', path: `${JOB}/events`, handle: listJobEvents },
  { method: 'GET', path: `${JOB}/checkpoints`, handle: listJobCheckpoints },
  { method: 'POST', path: '/fine_tuning/alpha/graders/validate', handle: validateGrader },
  { method: 'POST', path: '/fine_tuning/alpha/graders/run', handle: runGrader },
];
