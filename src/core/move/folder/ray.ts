import type { MovedFile } from '../movePlan.ts';
import type { FolderPlan } from './folder.ts';
import { pythonText } from './reward.ts';
import { readmeText } from './readme.ts';
import { outputName } from './outputName.ts';
import { trainerFiles } from './trl.ts';

/** A folder that is submitted to a Ray cluster, which trains it with TRL. */
export function rayFiles(plan: FolderPlan): MovedFile[] {
  const outputs = `/mnt/cluster_storage/${outputName(plan)}`;
  const bytes = plan.datasets.reduce((sum, one) => sum + one.bytes, 0);
  return [
    ...trainerFiles(plan, outputs),
    { path: 'submit.py', text: submitScript(plan) },
    {
      path: 'README.md',
      text: readmeText(plan, {
        before: [
          '`pip install "ray[default]"`, and `RAY_API_SERVER_ADDRESS` names the cluster; http://127.0.0.1:8265 when it is not set.',
          `\`output_dir\` in \`config.yaml\` is \`${outputs}\`: write a folder there that outlives the cluster.`,
          ...(bytes > WORKING_DIR_BYTES
            ? [
                'the data is too large for Ray to upload (500 MiB): put it where the cluster reads it and change FILES in `train.py`.',
              ]
            : []),
        ],
        command: 'python submit.py',
        after: [
          'the job goes on when the command is stopped; the Ray dashboard shows it.',
          `the adapter is in \`${outputs}\`, where the cluster keeps its files.`,
        ],
        adapter: outputs,
      }),
    },
  ];
}

/** Source: Ray's guide to runtime environments, limits of `working_dir`. */
const WORKING_DIR_BYTES = 500 * 1024 * 1024;

/** Source: docs.ray.io, Ray Jobs Python SDK: JobSubmissionClient, submit_job, tail_job_logs. */
function submitScript(plan: FolderPlan): string {
  return `"""Submits this folder as a Ray Job and shows what it prints.

python submit.py
"""

import asyncio
import os
from pathlib import Path

from ray.job_submission import JobStatus, JobSubmissionClient

HERE = Path(__file__).resolve().parent
GPUS = float(os.environ.get("GPUS", "1"))


def requirements():
    lines = (HERE / "requirements.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


async def follow(client, job):
    async for text in client.tail_job_logs(job):
        print(text, end="", flush=True)


def main():
    client = JobSubmissionClient(os.environ.get("RAY_API_SERVER_ADDRESS", "http://127.0.0.1:8265"))
    passed = {name: os.environ[name] for name in ("HF_TOKEN", "WANDB_API_KEY") if name in os.environ}
    job = client.submit_job(
        entrypoint="python train.py --config config.yaml",
        runtime_env={"working_dir": str(HERE), "pip": requirements(), "env_vars": passed},
        entrypoint_num_gpus=GPUS,
        metadata={"tune": ${pythonText(plan.name)}},
    )
    print(f"Submitted as {job}. Stop it with: ray job stop {job}", flush=True)
    asyncio.run(follow(client, job))
    status = client.get_job_status(job)
    print(f"{job}: {status}")
    raise SystemExit(0 if status == JobStatus.SUCCEEDED else 1)


if __name__ == "__main__":
    main()
`;
}
