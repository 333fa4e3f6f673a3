import type { TrainingMethod } from '../../provider/fineTuning.ts';
import type { MovedFile } from '../movePlan.ts';
import type { FolderPlan } from './folder.ts';
import { outputName } from './outputName.ts';
import { oneLine, readmeText } from './readme.ts';
import { rewardFile, trainScript } from './trlScript.ts';
import { yamlText } from './yamlText.ts';

/** What `pip` installs. TRL 1.0 is the first that masks a conversation by its answers for the usual models. */
export const TRL_REQUIREMENTS = ['trl>=1.0,<2', 'peft>=0.17', 'datasets>=4.0', 'accelerate>=1.10'];

/** A folder that TRL trains: a script, its configuration and the data. */
export function trlFiles(plan: FolderPlan): MovedFile[] {
  return [
    ...trainerFiles(plan, `outputs/${outputName(plan)}`),
    {
      path: 'README.md',
      text: readmeText(plan, {
        before: ['Python 3.10 or newer and a graphics card; `pip install -r requirements.txt`.'],
        command: 'python train.py --config config.yaml',
        after: [
          `the adapter is in \`outputs/${outputName(plan)}\`.`,
          'several graphics cards: `accelerate launch train.py --config config.yaml`.',
        ],
        adapter: `outputs/${outputName(plan)}`,
      }),
    },
  ];
}

/** What every folder that trains with TRL holds. */
export function trainerFiles(plan: FolderPlan, outputs: string): MovedFile[] {
  const files = [
    { path: 'train.py', text: trainScript(plan) },
    { path: 'config.yaml', text: configText(plan, outputs) },
    { path: 'requirements.txt', text: `${requirements(plan).join('\n')}\n` },
  ];
  return plan.method === 'reinforcement' ? [...files, rewardFile(plan)] : files;
}

export function requirements({ trainer }: FolderPlan): string[] {
  const isShare = trainer.warmupRatio !== undefined && trainer.warmupSteps === undefined;
  return [
    ...TRL_REQUIREMENTS,
    // Before, a share had a key of its own, which is gone now.
    ...(isShare ? ['transformers>=5.2'] : []),
    ...(trainer.wandb ? ['wandb>=0.20'] : []),
  ];
}

/** Sources: TRL 1.13.0, SFTConfig, DPOConfig, GRPOConfig, ModelConfig; transformers 5.18.0, TrainingArguments. */
function configText(plan: FolderPlan, outputs: string): string {
  const { trainer, model, datasets, method, name } = plan;
  const hasValidation = datasets.some(({ role }) => role === 'validation');
  return yamlText([
    [
      `${oneLine(name)}: the model that is begun with, and the adapter that is trained`,
      {
        model_name_or_path: model.id,
        dtype: 'bfloat16',
        use_peft: true,
        lora_r: trainer.loraRank,
        lora_alpha: trainer.loraAlpha,
        lora_dropout: trainer.loraDropout,
        lora_target_modules: ['all-linear'],
      },
    ],
    ['How it is trained', { ...methodKeys(plan), ...trainingKeys(plan) }],
    [
      'What comes of it',
      {
        output_dir: outputs,
        logging_steps: 1,
        save_strategy: 'epoch',
        eval_strategy: hasValidation && method !== 'reinforcement' ? 'epoch' : 'no',
        report_to: trainer.wandb ? 'wandb' : 'none',
        run_name: trainer.wandb?.name,
        ...(trainer.wandb && {
          env: {
            WANDB_PROJECT: trainer.wandb.project,
            ...(trainer.wandb.entity !== undefined && { WANDB_ENTITY: trainer.wandb.entity }),
          },
        }),
      },
    ],
  ]);
}

function trainingKeys({ trainer }: FolderPlan): Record<string, unknown> {
  return {
    num_train_epochs: trainer.epochs,
    per_device_train_batch_size: 1,
    gradient_accumulation_steps: trainer.batchSize,
    learning_rate: trainer.learningRate,
    lr_scheduler_type: 'cosine',
    // Below 1 it is a share of all steps.
    warmup_steps: trainer.warmupSteps ?? trainer.warmupRatio,
    weight_decay: trainer.weightDecay,
    max_grad_norm: trainer.maxGradNorm,
    seed: trainer.seed,
  };
}

/** GRPO tries so many answers for each question; a step must hold a multiple of them. */
const ANSWERS = 8;

function methodKeys({ method, trainer, datasets }: FolderPlan): Record<string, unknown> {
  const keys: Record<TrainingMethod, Record<string, unknown>> = {
    supervised: {
      max_length: trainer.maxLength,
      ...(datasets[0]?.to === 'openai-sft' && { assistant_only_loss: true }),
    },
    dpo: { max_length: trainer.maxLength, beta: trainer.beta },
    reinforcement: { max_completion_length: 512, num_generations: ANSWERS, generation_batch_size: ANSWERS },
  };
  return keys[method];
}
