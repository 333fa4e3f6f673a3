import type { TrainingMethod } from '../../provider/fineTuning.ts';
import { METHOD_NAMES } from '../../tune/methodNames.ts';
import type { MovedFile } from '../movePlan.ts';
import type { FolderPlan } from './folder.ts';
import { pythonText, rewardOf } from './reward.ts';

const CLASSES: Readonly<Record<TrainingMethod, readonly [config: string, trainer: string]>> = {
  supervised: ['SFTConfig', 'SFTTrainer'],
  dpo: ['DPOConfig', 'DPOTrainer'],
  reinforcement: ['GRPOConfig', 'GRPOTrainer'],
};

/** The script that trains. Everything that one may want to change stands in `config.yaml`, and on its command line. */
export function trainScript({ method, datasets }: FolderPlan): string {
  const [config, trainer] = CLASSES[method];
  const imports = [config, trainer, 'ModelConfig', 'TrlParser', 'get_peft_config'].sort();
  const files = datasets.map(
    ({ role, file = '' }) =>
      `    ${pythonText(role === 'training' ? 'train' : 'validation')}: str(HERE / ${pythonText(file)}),`,
  );
  const reward = method === 'reinforcement';
  return `"""${capital(METHOD_NAMES[method])} with TRL.

python train.py --config config.yaml [--KEY VALUE, which wins over the configuration]
"""

from pathlib import Path

from datasets import load_dataset
from trl import ${imports.join(', ')}
${reward ? '\nfrom reward import reward\n' : ''}
HERE = Path(__file__).resolve().parent
FILES = {
${files.join('\n')}
}


def main():
    training, model = TrlParser((${config}, ModelConfig)).parse_args_and_config()
    training.model_init_kwargs = {"dtype": model.dtype}
    data = load_dataset("json", data_files=FILES)
    trainer = ${trainer}(
        model=model.model_name_or_path,
        args=training,${reward ? '\n        reward_funcs=reward,' : ''}
        train_dataset=data["train"],
        eval_dataset=data["validation"] if "validation" in data and training.eval_strategy != "no" else None,
        peft_config=get_peft_config(model),
    )
    trainer.train()
    trainer.save_model(training.output_dir)


if __name__ == "__main__":
    main()
`;
}

/** The grader as TRL calls it. Source: TRL's GRPO guide, custom reward functions. */
export function rewardFile({ tune }: FolderPlan): MovedFile {
  return {
    path: 'reward.py',
    text: `"""The grader of the tune, as TRL calls it."""

import json
import re


def text_of(completion):
    """The words of an answer, which TRL hands over as a list of messages or as a text."""
    if isinstance(completion, str):
        return completion
    return "".join(message.get("content") or "" for message in completion)


def reward(completions, **columns):
    """One number for each answer."""
    names = [name for name, values in columns.items() if isinstance(values, list) and len(values) == len(completions)]
    scores = []
    for index, completion in enumerate(completions):
        item = {name: columns[name][index] for name in names}
        scores.append(float(grade({"output_text": text_of(completion)}, item)))
    return scores


${rewardOf(tune.grader).trimEnd()}
`,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
