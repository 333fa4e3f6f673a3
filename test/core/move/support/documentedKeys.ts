/**
 * The keys that each trainer's own documentation has, of those that we might write. Sources, read on 2026-11-27:
 * - TRL 1.13.0: trl/trainer/sft_config.py, dpo_config.py, grpo_config.py, model_config.py, and TrainingArguments of
 *   transformers 5.18.0, which these extend; `env` is read by TrlParser (trl/scripts/utils.py).
 * - Axolotl 067b021: src/axolotl/utils/schemas/{config,model,peft,training,datasets,integrations}.py, docs/rlhf.qmd.
 * - LLaMA-Factory ff6d4d1: src/llamafactory/hparams/*.py, data/README.md, examples; its TrainingArguments are those of
 *   transformers before 5.9, which know `warmup_ratio`.
 * - Kubernetes: kustomize's Kustomization, core/v1.
 */
const TRAINING_ARGUMENTS = [
  ...['output_dir', 'num_train_epochs', 'per_device_train_batch_size', 'gradient_accumulation_steps'],
  ...['learning_rate', 'lr_scheduler_type', 'warmup_steps', 'weight_decay', 'max_grad_norm'],
  ...['seed', 'logging_steps', 'save_strategy', 'eval_strategy', 'report_to', 'run_name', 'bf16'],
];

const MODEL_CONFIG = [
  ...['model_name_or_path', 'dtype', 'use_peft', 'lora_r', 'lora_alpha', 'lora_dropout'],
  'lora_target_modules',
];

export const TRL_KEYS = {
  supervised: [...TRAINING_ARGUMENTS, ...MODEL_CONFIG, 'env', 'max_length', 'assistant_only_loss'],
  dpo: [...TRAINING_ARGUMENTS, ...MODEL_CONFIG, 'env', 'max_length', 'beta'],
  reinforcement: [
    ...[...TRAINING_ARGUMENTS, ...MODEL_CONFIG, 'env'],
    ...['max_completion_length', 'num_generations', 'generation_batch_size'],
  ],
} as const;

export const AXOLOTL_KEYS = [
  ...['base_model', 'adapter', 'lora_r', 'lora_alpha', 'lora_dropout', 'lora_target_linear', 'rl', 'rl_beta'],
  ...['datasets', 'test_datasets', 'val_set_size', 'sequence_len', 'sample_packing', 'num_epochs'],
  ...['micro_batch_size', 'gradient_accumulation_steps', 'learning_rate', 'lr_scheduler', 'optimizer'],
  ...[
    'warmup_ratio',
    'warmup_steps',
    'weight_decay',
    'max_grad_norm',
    'seed',
    'bf16',
    'gradient_checkpointing',
  ],
  ...['output_dir', 'logging_steps', 'saves_per_epoch', 'evals_per_epoch'],
  ...['wandb_project', 'wandb_name', 'wandb_entity'],
];

export const AXOLOTL_DATASET_KEYS = [
  ...['path', 'ds_type', 'split', 'type', 'field_messages', 'field_chosen', 'field_rejected'],
  'message_field_training',
];

export const LLAMAFACTORY_KEYS = [
  ...TRAINING_ARGUMENTS,
  ...['model_name_or_path', 'template', 'stage', 'do_train', 'finetuning_type', 'lora_rank', 'lora_alpha'],
  ...['lora_dropout', 'lora_target', 'pref_beta', 'pref_loss', 'dataset_dir', 'dataset', 'eval_dataset'],
  ...['cutoff_len', 'mask_history', 'plot_loss', 'warmup_ratio'],
];

export const LLAMAFACTORY_COLUMNS = [
  ...['prompt', 'query', 'response', 'history', 'messages', 'system', 'tools', 'images', 'videos', 'audios'],
  ...['chosen', 'rejected', 'kto_tag'],
];
