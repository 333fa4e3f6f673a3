import { graderFault } from '../../evaluate/graders/gradeOpenai.ts';
import { type OpenaiGrader, openaiGraderSchema } from '../../evaluate/graders/openaiGrader.ts';
import type { Method } from '../../formats/format.ts';
import { ApiError, invalidValue } from '../http/apiError.ts';
import { readJson } from '../http/body.ts';
import type { RouteRequest } from '../http/routes.ts';
import { newId } from '../ids.ts';
import type { JobRecord } from '../jobs/jobRecord.ts';
import { jobObject } from '../jobs/jobRecord.ts';
import { unsupportedKeyword } from '../json/jsonSchema.ts';
import type { RequestedHyperparameters } from '../learner/hyperparameters.ts';
import { BASE_MODEL } from '../models.ts';
import { nowInSeconds, type Services } from '../services.ts';
import { type CreateJobRequest, createJobSchema } from './jobSchema.ts';

/** `POST /fine_tuning/jobs` */
export async function createJob({ request, services }: RouteRequest<Services>): Promise<Response> {
  const body = await readJson(request, createJobSchema);
  if (!(await services.models.has(body.model))) throw notTrainable(body.model);
  await checkFile(services, body.training_file, 'training_file');
  if (typeof body.validation_file === 'string')
    await checkFile(services, body.validation_file, 'validation_file');
  const { fault } = services;
  const job: JobRecord = {
    id: newId('ftjob-', services.random),
    created_at: nowInSeconds(services.clock),
    finished_at: null,
    status: 'validating_files',
    error: null,
    model: body.model,
    fine_tuned_model: null,
    training_file: body.training_file,
    validation_file: body.validation_file ?? null,
    suffix: body.suffix ?? null,
    seed: body.seed ?? Math.floor(services.random() * 2 ** 31),
    metadata: body.metadata ?? null,
    integrations: body.integrations ?? null,
    ...trainingOf(body),
    resolved: null,
    trained_tokens: null,
    estimated_finish: null,
    result_files: [],
    checkpoints: [],
    resume: null,
    failAtStep: fault?.kind === 'die-at-step' ? fault.step : null,
    fileFails: fault?.kind === 'failed-file',
    owner: services.runner.claim(),
  };
  await services.jobs.put(job.id, job);
  await services.log.message(job.id, `Created fine-tuning job: ${job.id}`);
  services.runner.enqueue(job.id);
  return Response.json(jobObject(job, services.organization));
}

type Training = Pick<JobRecord, 'method' | 'requested' | 'grader' | 'responseFormat'>;

/** Method and hyperparameters, from `method` or from the older field beside it. */
function trainingOf(body: CreateJobRequest): Training {
  const { method } = body;
  const plain = { grader: null, responseFormat: null };
  if (method?.type === 'reinforcement') return reinforcementOf(body, method.reinforcement);
  if (method?.type === 'dpo')
    return { ...plain, method: 'dpo', requested: method.dpo?.hyperparameters ?? {} };
  const requested: RequestedHyperparameters =
    method?.supervised?.hyperparameters ?? body.hyperparameters ?? {};
  return { ...plain, method: 'supervised' satisfies Method, requested };
}

function reinforcementOf(
  body: CreateJobRequest,
  settings: {
    grader: unknown;
    response_format?: unknown;
    hyperparameters?: RequestedHyperparameters | undefined;
  },
): Training {
  if (typeof body.validation_file !== 'string') {
    throw invalidValue(
      'validation_file',
      'A validation file is required for reinforcement fine-tuning.',
      'missing_required_parameter',
    );
  }
  const responseFormat = (settings.response_format ?? null) as JobRecord['responseFormat'];
  const unsupported = unsupportedKeyword(responseFormat?.json_schema?.schema);
  if (unsupported !== undefined) {
    throw invalidValue(
      'method.reinforcement.response_format',
      `The sandbox does not know the keyword at '${unsupported}'.`,
    );
  }
  return {
    method: 'reinforcement',
    requested: settings.hyperparameters ?? {},
    grader: checkedGrader(settings.grader, 'method.reinforcement.grader'),
    responseFormat,
  };
}

/** A grader that the sandbox can run. Throws an `ApiError` that says why when it is none. */
export function checkedGrader(grader: unknown, param: string): OpenaiGrader {
  const type = (grader as { type?: unknown } | null)?.type;
  if (typeof type === 'string' && NEED_MORE.has(type)) {
    throw invalidValue(
      param,
      `The sandbox runs the graders string_check, text_similarity and multi of these; '${type}' needs a model or Python.`,
      'unsupported_grader',
    );
  }
  const result = openaiGraderSchema.safeParse(grader);
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw invalidValue(
      [param, ...issue.path].join('.'),
      `Invalid grader: ${issue.message}.`,
      'invalid_grader',
    );
  }
  const fault = graderFault(result.data);
  if (fault !== undefined) throw invalidValue(`${param}.calculate_output`, fault, 'invalid_grader');
  return result.data;
}

const NEED_MORE = new Set(['score_model', 'label_model', 'python', 'endpoint']);

async function checkFile(
  services: Services,
  id: string,
  param: 'training_file' | 'validation_file',
): Promise<void> {
  const file = await services.files.get(id);
  if (file === undefined) throw invalidValue(param, `invalid ${param}: ${id}`, 'invalid_file_id');
  if (file.purpose !== 'fine-tune') {
    throw invalidValue(
      param,
      `File '${id}' has the purpose '${file.purpose}', but 'fine-tune' is needed.`,
      'invalid_file_purpose',
    );
  }
  if (file.status === 'error') {
    throw invalidValue(param, `File '${id}' could not be processed.`, `invalid_${param}`);
  }
}

function notTrainable(model: string): ApiError {
  return new ApiError(
    400,
    `Model ${model} is not available for fine-tuning or does not exist. The sandbox trains '${BASE_MODEL}' and its tunes.`,
    { code: 'model_not_available', param: 'model' },
  );
}
