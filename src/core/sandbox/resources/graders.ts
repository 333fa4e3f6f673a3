import * as z from 'zod';
import { type Grade, gradeOpenai, graderContext } from '../../evaluate/graders/gradeOpenai.ts';
import type { OpenaiGrader } from '../../evaluate/graders/openaiGrader.ts';
import { readJson } from '../http/body.ts';
import type { RouteRequest } from '../http/routes.ts';
import type { Services } from '../services.ts';
import { checkedGrader } from './createJob.ts';

const anyGrader = z.record(z.string(), z.unknown());

/** `POST /fine_tuning/alpha/graders/validate` */
export async function validateGrader({ request }: RouteRequest<Services>): Promise<Response> {
  const { grader } = await readJson(request, z.strictObject({ grader: anyGrader }));
  return Response.json({ grader: checkedGrader(grader, 'grader') });
}

const runBody = z.strictObject({
  grader: anyGrader,
  item: z.record(z.string(), z.unknown()).optional(),
  model_sample: z.string(),
});

/** `POST /fine_tuning/alpha/graders/run` */
export async function runGrader({ request, services }: RouteRequest<Services>): Promise<Response> {
  const body = await readJson(request, runBody);
  const grader = checkedGrader(body.grader, 'grader');
  const start = services.clock.now();
  const grade = gradeOpenai(grader, graderContext(body.item ?? {}, body.model_sample));
  const seconds = (services.clock.now() - start) / 1000;
  return Response.json({
    reward: grade.reward,
    metadata: metadataOf(grader, grade, seconds),
    sub_rewards: grade.scores,
    model_grader_token_usage_per_model: {},
  });
}

function metadataOf(grader: OpenaiGrader, grade: Grade, seconds: number): object {
  return {
    name: grader.name,
    type: grader.type,
    errors: {
      formula_parse_error: grade.failure?.flag === 'formula_parse_error',
      sample_parse_error: false,
      truncated_observation_error: false,
      unresponsive_reward_error: false,
      invalid_variable_error: grade.failure?.flag === 'invalid_variable_error',
      other_error: false,
      python_grader_server_error: false,
      python_grader_server_error_type: null,
      python_grader_runtime_error: false,
      python_grader_runtime_error_details: null,
      model_grader_server_error: false,
      model_grader_refusal_error: false,
      model_grader_parse_error: false,
      model_grader_server_error_details: null,
    },
    execution_time: seconds,
    scores: grade.scores,
    token_usage: null,
    sampled_model_name: null,
  };
}
