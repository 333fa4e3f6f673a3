import type { MovedDataset, MovedFile } from '../movePlan.ts';
import type { FolderPlan } from './folder.ts';
import { oneLine, readmeText } from './readme.ts';
import { outputName } from './outputName.ts';
import { yamlText } from './yamlText.ts';

/** A folder that Axolotl trains. */
export function axolotlFiles(plan: FolderPlan): MovedFile[] {
  return [
    { path: 'config.yaml', text: configText(plan) },
    {
      path: 'README.md',
      text: readmeText(plan, {
        before: ['Axolotl with a graphics card: docs.axolotl.ai says how it is installed.'],
        command: 'axolotl train config.yaml',
        after: [`the adapter is in \`outputs/${outputName(plan)}\`.`],
        adapter: `outputs/${outputName(plan)}`,
      }),
    },
  ];
}

/** Source: Axolotl 067b021, utils/schemas, docs/dataset-formats/conversation, docs/rlhf, examples/llama-3. */
function configText(plan: FolderPlan): string {
  const { trainer, model, method, datasets, name } = plan;
  const [training, validation] = [
    datasets.find(({ role }) => role === 'training')!,
    datasets.find(({ role }) => role === 'validation'),
  ];
  return yamlText([
    [
      `${oneLine(name)}: the model that is begun with, and the adapter that is trained`,
      {
        base_model: model.id,
        adapter: 'lora',
        lora_r: trainer.loraRank,
        lora_alpha: trainer.loraAlpha,
        lora_dropout: trainer.loraDropout,
        lora_target_linear: true,
      },
    ],
    [
      'The data',
      {
        ...(method === 'dpo' && { rl: 'dpo', rl_beta: trainer.beta }),
        datasets: [datasetOf(training, method)],
        test_datasets: validation && [datasetOf(validation, method)],
        val_set_size: validation ? undefined : 0,
        sequence_len: trainer.maxLength,
        sample_packing: false,
      },
    ],
    [
      'How it is trained',
      {
        num_epochs: trainer.epochs,
        micro_batch_size: 1,
        gradient_accumulation_steps: trainer.batchSize,
        learning_rate: trainer.learningRate,
        lr_scheduler: 'cosine',
        optimizer: 'adamw_torch_fused',
        warmup_ratio: trainer.warmupRatio,
        warmup_steps: trainer.warmupSteps,
        weight_decay: trainer.weightDecay,
        max_grad_norm: trainer.maxGradNorm,
        seed: trainer.seed,
        bf16: 'auto',
        gradient_checkpointing: true,
      },
    ],
    [
      'What comes of it',
      {
        output_dir: `./outputs/${outputName(plan)}`,
        logging_steps: 1,
        saves_per_epoch: 1,
        evals_per_epoch: validation ? 1 : undefined,
        wandb_project: trainer.wandb?.project,
        wandb_name: trainer.wandb?.name,
        wandb_entity: trainer.wandb?.entity,
      },
    ],
  ]);
}

function datasetOf({ file, to, weighted }: MovedDataset, method: FolderPlan['method']): object {
  const source = { path: file, ds_type: 'json', split: 'train' };
  if (method === 'dpo') {
    return {
      ...source,
      ...{ type: 'chat_template.default', field_messages: 'messages' },
      ...{ field_chosen: 'chosen', field_rejected: 'rejected' },
    };
  }
  if (to === 'text') return { ...source, type: 'completion' };
  return {
    ...source,
    ...{ type: 'chat_template', field_messages: 'messages' },
    // A weight of 0 keeps an answer from being learnt; where there is none, all answers are.
    ...(weighted && { message_field_training: 'weight' }),
  };
}
