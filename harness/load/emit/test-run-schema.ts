/**
 * The parts of the k6-operator's custom resource TestRun (k6.io/v1alpha1) that are written here, as the schema that its
 * cluster holds manifests to: names, kinds and what must be there. A name that is not in it would be dropped there
 * without a word, so it is an error here.
 *
 * Evidence: github.com/grafana/k6-operator, api/v1alpha1/testrun_types.go, from which its CRD is generated, and Kubernetes'
 * own EnvVar, EnvFromSource and ResourceRequirements, read 2026-11-28.
 */
export interface Schema {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  /** Of values under names that nobody fixed. */
  readonly values?: Schema;
  readonly enum?: readonly string[];
  /** What a whole text has to look like. */
  readonly pattern?: string;
}

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'object', values: text };

const object = (properties: Readonly<Record<string, Schema>>, ...required: readonly string[]): Schema => ({
  type: 'object',
  properties,
  required,
});

const reference = object({ name: text, optional: { type: 'boolean' } });

const environmentVariable = object(
  {
    name: text,
    value: text,
    valueFrom: object({
      secretKeyRef: object({ name: text, key: text, optional: { type: 'boolean' } }, 'key'),
    }),
  },
  'name',
);

/** 500m, 1, 512Mi */
const quantity: Schema = { type: 'string', pattern: '[0-9]+(?:\\.[0-9]+)?(?:m|[kKMGT]i?)?' };
const quantities: Schema = { type: 'object', values: quantity };

const pod = object({
  disabled: { type: 'boolean' },
  env: { type: 'array', items: environmentVariable },
  envFrom: { type: 'array', items: object({ prefix: text, secretRef: reference, configMapRef: reference }) },
  image: text,
  imagePullPolicy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] },
  metadata: object({ annotations: texts, labels: texts }),
  nodeSelector: texts,
  resources: object({ limits: quantities, requests: quantities }),
  serviceAccountName: text,
});

/** A DNS label, as names of Kubernetes objects have to be. */
const name: Schema = { type: 'string', pattern: '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?' };

export const TEST_RUN: Schema = object(
  {
    apiVersion: { type: 'string', enum: ['k6.io/v1alpha1'] },
    kind: { type: 'string', enum: ['TestRun'] },
    metadata: object({ name, namespace: name, labels: texts, annotations: texts }, 'name'),
    spec: object(
      {
        script: object({
          configMap: object({ name: text, file: text }, 'name'),
          volumeClaim: object({ name: text, file: text, readOnly: { type: 'boolean' } }, 'name'),
          localFile: text,
        }),
        parallelism: { type: 'integer' },
        separate: { type: 'boolean' },
        arguments: text,
        cleanup: { type: 'string', enum: ['post'] },
        quiet: text,
        paused: text,
        initializer: pod,
        starter: pod,
        runner: pod,
      },
      'script',
      'parallelism',
    ),
  },
  'apiVersion',
  'kind',
  'metadata',
  'spec',
);

/** Everything in which a value is not what the schema wants; empty when it is. */
export function breaches(value: unknown, schema: Schema, at = '$'): readonly string[] {
  if (!isOf(value, schema.type)) return [`${at} is no ${schema.type}`];
  if (typeof value === 'string') {
    if (schema.enum !== undefined && !schema.enum.includes(value))
      return [`${at} is not ${schema.enum.join(' or ')}`];
    if (schema.pattern !== undefined && !new RegExp(`^(?:${schema.pattern})$`).test(value)) {
      return [`${at} does not look like /${schema.pattern}/`];
    }
    return [];
  }
  const { items, properties, values, required = [] } = schema;
  if (Array.isArray(value)) {
    return items === undefined
      ? []
      : value.flatMap((item, index) => breaches(item, items, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  const missing = required.filter((one) => !(one in value)).map((one) => `${at}.${one} is missing`);
  const inside = Object.entries(value).flatMap(([key, member]) => {
    const known = properties?.[key] ?? values;
    return known === undefined ? [`${at}.${key} is not known`] : breaches(member, known, `${at}.${key}`);
  });
  return [...missing, ...inside];
}

function isOf(value: unknown, type: Schema['type']): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
