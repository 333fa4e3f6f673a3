/**
 * What the published schema of a Kubeflow TrainJob demands, as far as our manifests go. Source: kubeflow/trainer
 * 8c0f505 (2026-08-21), manifests/base/crds/trainer.kubeflow.org_trainjobs.yaml, version v1alpha1. A file of that name
 * in TUNEWRIGHT_TRAINJOB_CRD is read instead of it, whole.
 */
const name = { type: 'string', minLength: 1, maxLength: 253 };
const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: [...required],
});
const array = (items: object, maxItems: number) => ({ type: 'array', items, maxItems });
const text = { type: 'string' };

const env = object(
  {
    name: text,
    value: text,
    valueFrom: object({
      secretKeyRef: object({ name: text, key: text, optional: { type: 'boolean' } }, ['key']),
    }),
  },
  ['name'],
);

const pod = object({
  volumes: array(
    object(
      {
        name: text,
        configMap: object({ name: text }),
        persistentVolumeClaim: object({ claimName: text, readOnly: { type: 'boolean' } }, ['claimName']),
      },
      ['name'],
    ),
    128,
  ),
  containers: array(
    object(
      {
        name,
        volumeMounts: array(
          object({ name: text, mountPath: text, readOnly: { type: 'boolean' } }, ['mountPath', 'name']),
          128,
        ),
      },
      ['name'],
    ),
    64,
  ),
});

const jobTemplate = object({ spec: object({ template: object({ spec: pod }) }) });

export const TRAIN_JOB_SCHEMA = object(
  {
    apiVersion: { const: 'trainer.kubeflow.org/v1alpha1' },
    kind: { const: 'TrainJob' },
    // Rules of the schema: RFC 1035, at most 63 characters.
    metadata: object({ name: { type: 'string', pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 } }, [
      'name',
    ]),
    spec: object(
      {
        runtimeRef: object(
          {
            name,
            apiGroup: { type: 'string', maxLength: 253 },
            kind: { enum: ['ClusterTrainingRuntime', 'TrainingRuntime'] },
          },
          ['name'],
        ),
        trainer: object({
          numNodes: { type: 'integer', minimum: 0 },
          image: { type: 'string', maxLength: 500 },
          command: array(text, 128),
          args: array(text, 128),
          env: array(env, 128),
          resourcesPerNode: object({
            limits: { type: 'object', additionalProperties: { type: ['integer', 'string'] } },
            requests: { type: 'object', additionalProperties: { type: ['integer', 'string'] } },
          }),
        }),
        runtimePatches: array(
          object(
            {
              manager: name,
              trainingRuntimeSpec: object({
                template: object({
                  spec: object({
                    replicatedJobs: array(object({ name, template: jobTemplate }, ['name']), 100),
                  }),
                }),
              }),
            },
            ['manager'],
          ),
          16,
        ),
      },
      ['runtimeRef'],
    ),
  },
  ['apiVersion', 'kind', 'metadata', 'spec'],
);
