/**
 * The runtimes of late 2026: which ones AWS still creates functions with, and which of them run here. A name that AWS has
 * retired is refused as AWS refuses it; one that needs an interpreter safelight does not bring is accepted, and its
 * invocations say what is missing.
 *
 * Evidence: aws.md section B.3, "Runtimes, late 2026". Gaps: every `nodejs` runtime runs on the Node that runs safelight,
 * every `python` one on the machine's `python3`; runtime versions (`RuntimeVersionArn`) are made up.
 */
import { createHash } from 'node:crypto';
import { invalidParameter } from './errors.ts';

export type RuntimeFamily = 'nodejs' | 'python' | 'provided' | 'java' | 'dotnet' | 'ruby';

const CURRENT: Readonly<Record<RuntimeFamily, readonly string[]>> = {
  nodejs: ['nodejs22.x', 'nodejs24.x'],
  python: ['python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14'],
  java: ['java11', 'java17', 'java21', 'java25'],
  dotnet: ['dotnet8', 'dotnet10'],
  ruby: ['ruby3.3', 'ruby3.4'],
  provided: ['provided.al2', 'provided.al2023'],
};

const ALL_CURRENT = Object.values(CURRENT).flat();

/** Creation of these is blocked; functions that have them keep running. */
const RETIRED = new Set(
  [
    'nodejs nodejs4.3 nodejs6.10 nodejs8.10 nodejs10.x nodejs12.x nodejs14.x',
    'nodejs16.x nodejs18.x nodejs20.x python2.7 python3.6 python3.7 python3.8',
    'python3.9 java8 java8.al2 dotnet6 dotnetcore1.0 dotnetcore2.0 dotnetcore2.1',
    'dotnetcore3.1 go1.x ruby2.5 ruby2.7 ruby3.2 provided',
  ].flatMap((line) => line.split(' ')),
);

/** @throws AwsError InvalidParameterValueException for names that AWS does not take any more, or never took */
export function checkRuntime(runtime: string): void {
  if (ALL_CURRENT.includes(runtime)) return;
  if (RETIRED.has(runtime)) {
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  throw invalidParameter(
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${ALL_CURRENT.join(', ')}] or be a valid ARN`,
  );
}

export const familyOf = (runtime: string): RuntimeFamily =>
  (Object.keys(CURRENT) as RuntimeFamily[]).find((family) => runtime.startsWith(family)) ?? 'provided';

/** The major version in a runtime's name: 24 of `nodejs24.x`. */
export const majorOf = (runtime: string): number => Number(/\d+/.exec(runtime)?.[0] ?? 0);

/** AWS's ids are digests of the runtime's image; ours are digests of its name. */
export const runtimeVersionArn = (region: string, runtime: string): string =>
  `arn:aws:lambda:${region}::runtime:${createHash('sha256').update(runtime).digest('hex')}`;
