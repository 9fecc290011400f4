/** Puts a version's code and layers in place and says what an environment of it is made from. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { startOfDay, toIso } from '../../../kernel/instant.ts';
import { functionArn } from '../function-reference.ts';
import type { LambdaFunction } from '../functions.ts';
import type { Lambda } from '../lambda.ts';
import { familyOf } from '../runtimes.ts';
import type { FunctionVersion } from '../versions.ts';
import { compileCache } from './compiled-code.ts';
import type { FunctionSpec } from './function-spec.ts';
import { sessionKeysOf } from './session-keys.ts';

/** @throws whatever the machine refuses */
export async function specOf(
  lambda: Lambda,
  fn: LambdaFunction,
  version: FunctionVersion,
): Promise<FunctionSpec> {
  const { kernel } = lambda;
  const { settings, code } = version;
  const id = kernel.ids.hex(32);
  const place = join(kernel.folder, 'lambda', 'tmp');
  const taskRoot = await lambda.packages.folder(code);
  const layerRoot = await layerFolder(lambda, settings.layers);
  mkdirSync(place, { recursive: true });
  // Not by the id alone: a restored cloud gives out the same ids again, while environments of before may go on.
  const temporary = mkdtempSync(join(place, `${id}-`));
  return {
    id: fn,
    version: version.version,
    runtime: settings.runtime,
    family: familyOf(settings.runtime),
    handler: settings.handler ?? '',
    memorySize: settings.memorySize,
    variables: settings.environment ?? {},
    taskRoot,
    inPlace: code.folder !== undefined,
    layerRoot,
    compileCache: compileCache(join(kernel.folder, 'lambda')),
    temporary,
    logGroup: settings.logging.group,
    logStream: `${dayOf(kernel.clock.now())}/[${version.version}]${id}`,
    logFormat: settings.logging.format,
    logLevel: settings.logging.applicationLevel ?? 'INFO',
    keys:
      kernel.ports.find('identities')?.role(settings.role) === undefined
        ? undefined
        : sessionKeysOf(functionArn(fn), settings.role),
    endpoint: kernel.endpoint(),
  };
}

/** `2026/11/20` */
const dayOf = (now: number): string => toIso(startOfDay(now)).slice(0, 10).replaceAll('-', '/');

/** One folder with the files of all layers; a later layer's file replaces an earlier one's. */
async function layerFolder(lambda: Lambda, arns: readonly string[]): Promise<string | undefined> {
  if (arns.length === 0) return undefined;
  const digests = arns.map((arn) => lambda.layers.findByArn(arn)?.code.sha256 ?? arn);
  const name = createHash('sha256').update(digests.join(' ')).digest('hex');
  const folder = join(lambda.kernel.folder, 'lambda', 'layers', name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${lambda.kernel.ids.hex(8)}`;
  mkdirSync(partial, { recursive: true });
  for (const arn of arns) {
    const layer = lambda.layers.findByArn(arn);
    if (layer === undefined) continue;
    const source = await lambda.packages.folder(layer.code);
    await cp(source, partial, { recursive: true, force: true, verbatimSymlinks: true });
  }
  if (existsSync(folder)) rmSync(partial, { recursive: true, force: true });
  else renameSync(partial, folder);
  return folder;
}
