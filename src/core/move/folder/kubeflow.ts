import type { MovedFile } from '../movePlan.ts';
import type { FolderPlan } from './folder.ts';
import { readmeText } from './readme.ts';
import { outputName } from './outputName.ts';
import { requirements, trainerFiles } from './trl.ts';
import { yamlOf } from './yamlText.ts';

/**
 * A folder that a Kubernetes cluster with Kubeflow Trainer trains. Small data travels in a ConfigMap with the script;
 * larger data is copied onto the volume that also takes the result.
 */
export function kubeflowFiles(plan: FolderPlan): MovedFile[] {
  const job = jobName(plan);
  const isSmall = plan.datasets.reduce((sum, { bytes }) => sum + bytes, 0) < CONFIG_MAP_BYTES;
  const trainer = trainerFiles(plan, `/outputs/${outputName(plan)}`);
  const data = plan.datasets.flatMap(({ file }) => file ?? []);
  const carried = [...trainer.map(({ path }) => path), ...(isSmall ? data : [])];
  const copy = data.map(file => `kubectl cp ${file} ${job}-files:/outputs/${file}`);
  return [
    ...trainer.map(file =>
      isSmall || file.path !== 'train.py' ? file : { ...file, text: fromVolume(file.text) },
    ),
    { path: 'kustomization.yaml', text: kustomization(job, carried, isSmall) },
    { path: 'trainjob.yaml', text: trainJob(plan, job) },
    { path: 'volume.yaml', text: volume(job) },
    { path: 'files.yaml', text: filesPod(job) },
    {
      path: 'README.md',
      text: readmeText(plan, {
        before: [
          'Kubeflow Trainer 2.3 or newer, with its runtime `torch-distributed`, and a node with a graphics card.',
          'a model that is not open to all needs `kubectl create secret generic huggingface --from-literal=token=…`.',
        ],
        command: isSmall
          ? 'kubectl apply -k .'
          : [
              'kubectl apply -f volume.yaml -f files.yaml',
              `kubectl wait --for=condition=Ready pod/${job}-files`,
              ...copy,
              `kubectl delete pod ${job}-files`,
              'kubectl apply -k .',
            ].join('\n'),
        after: [
          `\`kubectl get trainjob ${job}\` tells its state, \`kubectl logs -l jobset.sigs.k8s.io/jobset-name=${job} -f\` what it prints.`,
          `the adapter is on the volume \`${job}-outputs\`, under \`${outputName(plan)}\`.`,
        ],
        adapter: outputName(plan),
        fetch: [
          'kubectl apply -f files.yaml',
          `kubectl wait --for=condition=Ready pod/${job}-files`,
          `kubectl cp ${job}-files:/outputs/${outputName(plan)} ${outputName(plan)}`,
          `kubectl delete pod ${job}-files`,
        ],
      }),
    },
  ];
}

/** Kubernetes keeps at most 1 MiB in a ConfigMap; some of it is the script. */
const CONFIG_MAP_BYTES = 900_000;

/** A name of RFC 1035, so short that the names made from it stay under 63 characters. */
export function jobName({ tune, stem }: FolderPlan): string {
  const plain = (tune.suffix ?? stem)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === '' ? 'tune' : plain;
}

/** Where the script and small data are, and what a training node runs. */
const WORK = '/work';

/** Source: kubeflow/trainer 8c0f505, manifests/base/crds/trainer.kubeflow.org_trainjobs.yaml, examples/yaml. */
function trainJob(plan: FolderPlan, job: string): string {
  const packages = requirements(plan)
    .map(one => `'${one}'`)
    .join(' ');
  return yamlOf({
    apiVersion: 'trainer.kubeflow.org/v1alpha1',
    kind: 'TrainJob',
    metadata: { name: job },
    spec: {
      runtimeRef: {
        apiGroup: 'trainer.kubeflow.org',
        kind: 'ClusterTrainingRuntime',
        name: 'torch-distributed',
      },
      trainer: {
        numNodes: 1,
        command: [
          'bash',
          '-c',
          `pip install --no-cache-dir ${packages} && torchrun ${WORK}/train.py --config ${WORK}/config.yaml`,
        ],
        env: [
          { name: 'PYTHONUNBUFFERED', value: '1' },
          {
            name: 'HF_TOKEN',
            valueFrom: { secretKeyRef: { name: 'huggingface', key: 'token', optional: true } },
          },
        ],
        resourcesPerNode: { limits: { 'nvidia.com/gpu': 1 } },
      },
      runtimePatches: [{ manager: 'tunewright', trainingRuntimeSpec: volumesPatch(job) }],
    },
  });
}

function volumesPatch(job: string): object {
  const pod = {
    volumes: [
      { name: 'work', configMap: { name: `${job}-work` } },
      { name: 'outputs', persistentVolumeClaim: { claimName: `${job}-outputs` } },
    ],
    containers: [
      {
        name: 'node',
        volumeMounts: [
          { name: 'work', mountPath: WORK },
          { name: 'outputs', mountPath: '/outputs' },
        ],
      },
    ],
  };
  return {
    template: {
      spec: { replicatedJobs: [{ name: 'node', template: { spec: { template: { spec: pod } } } }] },
    },
  };
}

function kustomization(job: string, files: readonly string[], isSmall: boolean): string {
  return yamlOf({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    // The volume of large data is there before, since the data is copied onto it.
    resources: isSmall ? ['volume.yaml', 'trainjob.yaml'] : ['trainjob.yaml'],
    configMapGenerator: [{ name: `${job}-work`, files }],
    // Kustomize does not know where a TrainJob names a ConfigMap, so the name must stay as it is.
    generatorOptions: { disableNameSuffixHash: true },
  });
}

function volume(job: string): string {
  return yamlOf({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `${job}-outputs` },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
  });
}

/** A pod that holds the volume open while files are copied onto it and from it. */
function filesPod(job: string): string {
  return yamlOf({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${job}-files` },
    spec: {
      containers: [
        {
          name: 'files',
          image: 'busybox:1.37',
          command: ['sleep', '86400'],
          volumeMounts: [{ name: 'outputs', mountPath: '/outputs' }],
        },
      ],
      volumes: [{ name: 'outputs', persistentVolumeClaim: { claimName: `${job}-outputs` } }],
    },
  });
}

/** The same script, which finds its data on the volume. */
function fromVolume(script: string): string {
  return script.replace('HERE = Path(__file__).resolve().parent', 'HERE = Path("/outputs")');
}
