/** Writes what takes a journey beyond this machine: files for a cluster, or a command for k6's cloud. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { SafelightError } from '#aws';
import { archive, sorted } from './archive.ts';
import { fitsConfigMap, manifestsOf } from './manifests.ts';
import type { K6 } from '../find-k6.ts';
import type { Journey } from '../journeys.ts';
import type { Pace, ProfileName } from '../pace.ts';

export type Destination = 'k8s' | 'cloud';

export interface EmitRequest {
  readonly k6: K6;
  readonly journey: Journey;
  readonly profile: ProfileName;
  readonly pace: Pace;
  readonly variables: Readonly<Record<string, string>>;
  readonly imageBytes: number;
  /** A folder; it is made if need be. */
  readonly out: string;
  readonly parallelism: number;
}

/** Virtual users that the profiles allow at the most: `load/profiles/profile.ts`. */
const usersAt = (rate: number): number => Math.max(20, Math.min(Math.ceil(rate * 20), 4_000));

/**
 * @returns what to do next, for people
 * @throws SafelightError ERR_K6_RUN, ERR_MANIFEST, ERR_EMIT
 */
export async function emit(destination: Destination, request: EmitRequest): Promise<string> {
  const { k6, journey, profile, pace, out, imageBytes, parallelism } = request;
  if (k6.origin === 'container') {
    throw new SafelightError('ERR_EMIT', 'A journey is packed by a k6 on this machine, and there is none.', {
      hint: 'Install k6 2; a container does not see where the archive goes.',
    });
  }
  await mkdir(out, { recursive: true });
  const variables = sorted(request.variables);
  const file = join(out, 'archive.tar');
  // What the runners are told overrides what was packed; only the packing itself needs a place for the summary.
  await archive(k6, journey.script, { ...variables.plain, SUMMARY: '/tmp/summary.json' }, file);
  if (destination === 'cloud') return cloudCommand(file, Object.keys(variables.secret));
  const packed = await readFile(file);
  const name = `${journey.name}-${profile}`;
  const manifests = manifestsOf({
    name,
    version: k6.version,
    parallelism,
    variables,
    archive: packed,
    imageBytes,
    users: usersAt(pace.rate),
  });
  for (const [manifest, content] of Object.entries(manifests)) {
    await writeFile(join(out, manifest), stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }), {
      mode: manifest === 'secret.yaml' ? 0o600 : 0o644,
    });
  }
  return clusterCommands(out, name, Object.keys(manifests), fitsConfigMap(packed));
}

function clusterCommands(out: string, name: string, files: readonly string[], inConfigMap: boolean): string {
  const first = files.filter((file) => file !== 'testrun.yaml').map((file) => `-f ${join(out, file)}`);
  return [
    `Written to ${out}: archive.tar, ${files.join(', ')}.`,
    '',
    `kubectl apply ${first.join(' ')}`,
    ...(inConfigMap
      ? []
      : [`# Put ${join(out, 'archive.tar')} into the volume ${name}, at its root, before the next line.`]),
    `kubectl apply -f ${join(out, 'testrun.yaml')}`,
    `kubectl logs -f -l k6_cr=${name},runner=true --prefix --max-log-requests 50`,
    '',
  ].join('\n');
}

/** Secrets are named and not written: the shell that runs the command has them. */
function cloudCommand(file: string, secrets: readonly string[]): string {
  return [
    `Written: ${file}.`,
    '',
    'k6 cloud login --token "$K6_CLOUD_TOKEN" --stack "$K6_CLOUD_STACK"',
    ['k6 cloud run', ...secrets.map((name) => `--env ${name}="$${name}"`), file].join(' '),
    '',
    'The target must be reachable from there, or: k6 cloud run --local-execution, which sends from here and shows it there.',
    '',
  ].join('\n');
}
