import { execFileSync } from 'node:child_process';
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleProduct } from './build.ts';
import { declareProduct } from './declare.ts';
import type { PackedFacts } from './size-budgets.ts';
import { readSource, ROOT } from './source-tree.ts';

export interface Packed extends Disposable {
  /** Absolute path of the tarball as npm would publish it. */
  readonly tarball: string;
  /** What npm says of it. */
  readonly facts: PackedFacts;
  /** A project far from the repository that has the package installed, and what else is named of the repository's. */
  readonly project: string;
}

/** What npm installs beside the package: its dependencies and theirs. */
const INSTALLED = ['@electric-sql', '@img', 'detect-libc', 'semver', 'sharp'];

/** Builds and packs the package, and installs it without a registry. */
export async function packProduct(alsoInstalled: readonly string[]): Promise<Packed> {
  // Below the repository, so that declarations find the packages they name.
  const cache = join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const stage = mkdtempSync(join(cache, 'package-'));
  const project = mkdtempSync(join(tmpdir(), 'safelight-project-'));
  const { files } = JSON.parse(readSource('package.json')) as { files: readonly string[] };
  const own = files.filter((name) => name !== 'dist');
  for (const file of globSync(['package.json', 'README.md', 'LICENSE', ...own], { cwd: ROOT })) {
    cpSync(join(ROOT, file), join(stage, file));
  }
  await Promise.all([bundleProduct(join(stage, 'dist')), declareProduct(join(stage, 'dist/types'))]);
  const told = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], {
    cwd: stage,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [facts] = Object.values(JSON.parse(told) as Record<string, PackedFacts & { filename: string }>);
  if (facts === undefined) throw new Error(`npm pack said nothing of a package: ${told}`);
  const tarball = join(project, facts.filename);
  install(project, tarball, [...INSTALLED, ...alsoInstalled]);
  return {
    tarball,
    facts,
    project,
    [Symbol.dispose]() {
      rmSync(stage, { recursive: true, force: true });
      rmSync(project, { recursive: true, force: true });
    },
  };
}

function install(project: string, tarball: string, packages: readonly string[]): void {
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', tarball, '-C', modules]);
  renameSync(join(modules, 'package'), join(modules, 'safelight'));
  for (const name of packages) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
  }
  writeFileSync(join(project, 'package.json'), '{"private":true,"type":"module"}');
}
