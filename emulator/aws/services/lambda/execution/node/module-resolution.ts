/**
 * Where packages come from that the function does not bring: its layers, for `import` as for `require`, and the AWS SDK,
 * which AWS's Node runtimes contain: the one of the project that runs the cloud, or else what safelight itself is made
 * with. Other packages of the machine (`sharp`, say, whose binaries a package would have to
 * carry for each platform) are found only when the function's variable `SAFELIGHT_HOST_MODULES` names them, separated by
 * commas. On AWS that variable means nothing, and a package or a layer has to bring them.
 */
import { existsSync } from 'node:fs';
import {
  createRequire,
  registerHooks,
  type ResolveFnOutput,
  type ResolveHookContext,
  type ResolveHookSync,
} from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NodeConfiguration } from '../frames.ts';

const SDK_SCOPES = ['@aws-sdk/', '@smithy/', '@aws-crypto/'];
const NOT_FOUND = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND']);

export function installResolution({
  modulePaths,
  hostModules,
  hostRoots,
  carriedSdk,
}: NodeConfiguration): void {
  const layers = modulePaths.map((folder) => parentIn(join(folder, '..')));
  const hosts = hostRoots.map(parentIn);
  const isHostModule = (specifier: string): boolean =>
    SDK_SCOPES.some((scope) => specifier.startsWith(scope)) ||
    hostModules.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  let elsewhere = false;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      try {
        return nextResolve(specifier, context);
      } catch (error) {
        const missing = NOT_FOUND.has((error as NodeJS.ErrnoException).code ?? '');
        if (elsewhere || !missing || !isBare(specifier)) throw error;
        elsewhere = true;
        try {
          for (const parent of isHostModule(specifier) ? [...layers, ...hosts] : layers) {
            const found = resolveFrom(parent, specifier, context, nextResolve);
            if (found !== undefined) return found;
          }
          const carried = join(carriedSdk, `${specifier}.js`);
          if (existsSync(carried)) return { url: pathToFileURL(carried).href, shortCircuit: true };
          throw error;
        } finally {
          elsewhere = false;
        }
      }
    },
  });
}

/** `require` looks from the module that asks, whatever the hook says, so it is asked from another place. */
function resolveFrom(
  parentURL: string,
  specifier: string,
  context: ResolveHookContext,
  nextResolve: Parameters<ResolveHookSync>[2],
): ResolveFnOutput | undefined {
  try {
    if (!context.conditions.includes('require')) return nextResolve(specifier, { ...context, parentURL });
    const path = createRequire(parentURL).resolve(specifier);
    return { url: pathToFileURL(path).href, shortCircuit: true };
  } catch {
    return undefined;
  }
}

const isBare = (specifier: string): boolean => !/^(?:[./]|[a-z][a-z+.-]*:)/i.test(specifier);

/** A module that would stand in the folder: packages are looked for from there upwards. */
const parentIn = (folder: string): string => pathToFileURL(join(folder, 'index.js')).href;
