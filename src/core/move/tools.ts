/** What a tune can be moved to beside connections: trainers on machines of one's own. */
export const TOOLS = ['trl', 'axolotl', 'llamafactory', 'ray', 'kubeflow'] as const;

export type ToolId = (typeof TOOLS)[number];

/** What is known of such a trainer. */
export interface Tool {
  title: string;
  /** What it is, in a few words. */
  description: string;
  /** The rulebook that its files are judged by. Ray and Kubeflow only find a machine for TRL. */
  target: 'trl' | 'axolotl' | 'llamafactory';
}

export const TOOL_INFO: Readonly<Record<ToolId, Tool>> = {
  trl: { title: 'TRL', description: 'a Python script on a machine of your own', target: 'trl' },
  axolotl: { title: 'Axolotl', description: 'a configuration for axolotl train', target: 'axolotl' },
  llamafactory: {
    title: 'LLaMA-Factory',
    description: 'a configuration for llamafactory-cli train',
    target: 'llamafactory',
  },
  ray: { title: 'Ray Job', description: 'TRL, submitted to a Ray cluster', target: 'trl' },
  kubeflow: { title: 'Kubeflow TrainJob', description: 'TRL, on a Kubernetes cluster', target: 'trl' },
};

export function isTool(name: string): name is ToolId {
  return (TOOLS as readonly string[]).includes(name);
}
