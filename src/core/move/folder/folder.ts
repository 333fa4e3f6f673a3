import type { MovedFile, MovePlan } from '../movePlan.ts';
import type { TrainerSettings } from '../mapToTool.ts';
import { axolotlFiles } from './axolotl.ts';
import { kubeflowFiles } from './kubeflow.ts';
import { llamafactoryFiles } from './llamafactory.ts';
import { rayFiles } from './ray.ts';
import { trlFiles } from './trl.ts';
import type { ToolId } from '../tools.ts';

/** What a folder is written from. */
export interface FolderPlan extends Omit<MovePlan, 'trainer'> {
  trainer: TrainerSettings;
}

/** Everything in the folder of a trainer of one's own but the datasets, whose names the plan says. */
export function folderFiles(plan: FolderPlan, tool: ToolId): MovedFile[] {
  return WRITERS[tool](plan);
}

const WRITERS: Readonly<Record<ToolId, (plan: FolderPlan) => MovedFile[]>> = {
  trl: trlFiles,
  axolotl: axolotlFiles,
  llamafactory: llamafactoryFiles,
  ray: rayFiles,
  kubeflow: kubeflowFiles,
};
