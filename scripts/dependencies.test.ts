import { expect, test } from 'vitest';
import { readSource } from './source-tree.ts';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const manifest = JSON.parse(readSource('package.json')) as Manifest;
const { packages } = JSON.parse(readSource('package-lock.json')) as {
  packages: Readonly<Record<string, LockedPackage>>;
};
const installed = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

test('every package we name is pinned to one version', () => {
  const named = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('every package is bound to its content by SHA-512', () => {
  const loose = installed.filter(
    ([, { integrity, inBundle }]) => inBundle !== true && !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('no package comes from anywhere but a registry', () => {
  const foreign = installed.flatMap(([path, { version = '', dependencies = {} }]) => [
    ...(/^\d+\.\d+\.\d+/.test(version) ? [] : [path]),
    ...Object.entries(dependencies)
      .filter(([, range]) => /^(?:git|https?|file|github|ssh|link)[:+]|^[\w-]+\//.test(range))
      .map(([name, range]) => `${path}: ${name}@${range}`),
  ]);
  expect(foreign).toEqual([]);
});

test('no package runs a program of its own at installation, but the one that brings Node', () => {
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true);
  const undecided = scripted.filter(([path]) => manifest.allowScripts[nameOf(path)] === undefined);
  expect(undecided.map(([path]) => path)).toEqual([]);
  const allowed = Object.entries(manifest.allowScripts).filter(([, allows]) => allows);
  expect(allowed.map(([name]) => name)).toEqual(['node']);
});

test('the settings of npm name no registry and hold no token', () => {
  expect(readSource('.npmrc')).not.toMatch(/registry\s*=|_auth|token/i);
});
