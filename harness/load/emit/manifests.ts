/**
 * A journey for the k6-operator: a TestRun that shares the load out over runners, the archive that they run, and a secret
 * with what may not stand in either.
 *
 * Gap: nothing adds up what the runners measure; each holds its own share to the thresholds.
 */
import { SafelightError } from '#aws';
import type { Variables } from './archive.ts';
import { breaches, TEST_RUN } from './test-run-schema.ts';

export interface RunnerPlan {
  /** `upload-steady` */
  readonly name: string;
  /** k6's version: the runners' image. */
  readonly version: string;
  /** How many runners share the load. */
  readonly parallelism: number;
  readonly variables: Variables;
  readonly archive: Uint8Array;
  /** Bytes of the image: what a virtual user holds, some three times over. */
  readonly imageBytes: number;
  /** Virtual users at the most, of all runners. */
  readonly users: number;
}

/** What goes into a file each, by name. */
export type Manifests = Readonly<Record<string, object>>;

/** A ConfigMap holds 1 MiB, and the archive in it grows by a third. */
const CONFIG_MAP_BYTES = 740_000;
const ARCHIVE = 'archive.tar';
const SUMMARY = '/tmp/summary.json';

/** Bytes of memory: k6 itself, and each of its users beside the copies of the image. */
const RUNNER = 128 * 2 ** 20;
const USER = 3 * 2 ** 20;
const COPIES = 3;
/** Users that are busy at once with the image, as a part of all. */
const BUSY = 0.25;

export const fitsConfigMap = (archive: Uint8Array): boolean => archive.byteLength <= CONFIG_MAP_BYTES;

/** @throws SafelightError ERR_MANIFEST when the operator would not take what was written */
export function manifestsOf(plan: RunnerPlan): Manifests {
  const { name, variables, archive } = plan;
  const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'safelight' };
  const run = testRun(plan, labels);
  const wrong = breaches(run, TEST_RUN);
  if (wrong.length > 0) {
    throw new SafelightError(
      'ERR_MANIFEST',
      `The TestRun is not what its schema wants: ${wrong.join('; ')}.`,
      {
        hint: 'Report this with the command that you gave.',
      },
    );
  }
  return {
    ...(fitsConfigMap(archive)
      ? {
          'configmap.yaml': {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name, labels },
            binaryData: { [ARCHIVE]: Buffer.from(archive).toString('base64') },
          },
        }
      : { 'volume.yaml': volume(name, labels, archive.byteLength) }),
    'secret.yaml': {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, labels },
      type: 'Opaque',
      stringData: variables.secret,
    },
    'testrun.yaml': run,
  };
}

function testRun(plan: RunnerPlan, labels: Readonly<Record<string, string>>): object {
  const { name, version, parallelism, variables, archive, imageBytes, users } = plan;
  const busy = Math.ceil((users / parallelism) * BUSY);
  const bytes = RUNNER + Math.ceil(users / parallelism) * USER + busy * imageBytes * COPIES;
  const memory = `${Math.ceil(bytes / 2 ** 20)}Mi`;
  const image = `grafana/k6:${version}`;
  const environment = { ...variables.plain, SUMMARY, K6_AUTO_EXTENSION_RESOLUTION: 'false' };
  const shared = {
    image,
    env: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    envFrom: [{ secretRef: { name } }],
  };
  return {
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata: { name, labels },
    spec: {
      parallelism,
      separate: parallelism > 1,
      cleanup: 'post',
      arguments: `--no-usage-report --summary-mode full --tag testrun=${name}`,
      script: fitsConfigMap(archive)
        ? { configMap: { name, file: ARCHIVE } }
        : { volumeClaim: { name, file: ARCHIVE, readOnly: true } },
      initializer: shared,
      runner: {
        ...shared,
        metadata: { labels },
        resources: { requests: { cpu: '1', memory }, limits: { memory } },
      },
    },
  };
}

/** Read by runners on several nodes at once. */
const volume = (name: string, labels: Readonly<Record<string, string>>, bytes: number): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, labels },
  spec: {
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: `${Math.ceil(bytes / 2 ** 20) + 1}Mi` } },
  },
});
