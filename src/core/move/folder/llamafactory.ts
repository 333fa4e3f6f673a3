import { openModelOf } from '../../targets/models/openWeights.ts';
import type { MovedDataset, MovedFile } from '../movePlan.ts';
import type { FolderPlan } from './folder.ts';
import { oneLine, readmeText } from './readme.ts';
import { outputName } from './outputName.ts';
import { yamlText } from './yamlText.ts';

/** A folder that LLaMA-Factory trains. */
export function llamafactoryFiles(plan: FolderPlan): MovedFile[] {
  const known = openModelOf(plan.model.id);
  return [
    { path: 'train.yaml', text: configText(plan, known?.template) },
    { path: 'dataset_info.json', text: `${JSON.stringify(datasetInfo(plan), null, 2)}\n` },
    {
      path: 'README.md',
      text: readmeText(plan, {
        before: [
          'LLaMA-Factory with a graphics card: `pip install llamafactory`.',
          ...(known
            ? []
            : [
                `set \`template\` in \`train.yaml\`: which one ${oneLine(plan.model.id)} has is in its README.`,
              ]),
        ],
        command: 'llamafactory-cli train train.yaml',
        after: [`the adapter is in \`outputs/${outputName(plan)}\`.`],
        adapter: `outputs/${outputName(plan)}`,
      }),
    },
  ];
}

const NAMES = { training: 'train', validation: 'validation' } as const;

/** Source: LLaMA-Factory ff6d4d1, src/llamafactory/hparams, examples/train_lora. */
function configText(plan: FolderPlan, template: string | undefined): string {
  const { trainer, model, method, datasets, name } = plan;
  const [first] = datasets;
  const validation = datasets.find(({ role }) => role === 'validation');
  return yamlText([
    [
      `${oneLine(name)}: the model that is begun with`,
      { model_name_or_path: model.id, template: template ?? 'default' },
    ],
    [
      'The adapter that is trained',
      {
        stage: method === 'dpo' ? 'dpo' : first?.to === 'text' ? 'pt' : 'sft',
        do_train: true,
        finetuning_type: 'lora',
        lora_rank: trainer.loraRank,
        lora_alpha: trainer.loraAlpha,
        lora_dropout: trainer.loraDropout,
        lora_target: 'all',
        ...(method === 'dpo' && { pref_beta: trainer.beta, pref_loss: 'sigmoid' }),
      },
    ],
    [
      'The data, which dataset_info.json describes',
      {
        dataset_dir: '.',
        dataset: NAMES.training,
        eval_dataset: validation && NAMES.validation,
        cutoff_len: trainer.maxLength,
        // All answers are learnt but where weights say that only the last is.
        mask_history: first?.weighted && first.learnsLastOnly ? true : undefined,
      },
    ],
    [
      'How it is trained',
      {
        num_train_epochs: trainer.epochs,
        per_device_train_batch_size: 1,
        gradient_accumulation_steps: trainer.batchSize,
        learning_rate: trainer.learningRate,
        lr_scheduler_type: 'cosine',
        warmup_ratio: trainer.warmupRatio,
        warmup_steps: trainer.warmupSteps,
        weight_decay: trainer.weightDecay,
        max_grad_norm: trainer.maxGradNorm,
        seed: trainer.seed,
        bf16: true,
      },
    ],
    [
      'What comes of it',
      {
        output_dir: `outputs/${outputName(plan)}`,
        logging_steps: 1,
        save_strategy: 'epoch',
        eval_strategy: validation ? 'epoch' : undefined,
        plot_loss: true,
        report_to: trainer.wandb ? 'wandb' : 'none',
        run_name: trainer.wandb?.name,
      },
    ],
  ]);
}

/** Source: LLaMA-Factory ff6d4d1, data/README.md. A column may only be named where some example has it. */
function datasetInfo({ datasets }: FolderPlan): object {
  return Object.fromEntries(datasets.map(dataset => [NAMES[dataset.role], descriptionOf(dataset)]));
}

function descriptionOf({ file, to, columns }: MovedDataset): object {
  if (to === 'text') return { file_name: file, columns: { prompt: 'text' } };
  const present = (names: readonly string[]) =>
    Object.fromEntries(names.filter(name => columns.includes(name)).map(name => [name, name]));
  const messages = { messages: 'conversations', ...present(['tools', 'images', 'videos', 'audios']) };
  return to === 'llamafactory-preference'
    ? {
        ...{ file_name: file, formatting: 'sharegpt', ranking: true },
        columns: { ...messages, chosen: 'chosen', rejected: 'rejected' },
      }
    : { file_name: file, formatting: 'sharegpt', columns: messages };
}
