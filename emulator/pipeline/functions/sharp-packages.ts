/**
 * sharp and everything it needs on a function's platform, as files for a zip: native code that no bundler can fold into
 * one module.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** As Lambda names them. */
export type Architecture = 'arm64' | 'x86_64';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The folder of an installed package, looked for as Node does: in each `node_modules` on the way up. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

/** sharp's own folder: the one above its main module that has the manifest. */
function sharpFolder(): string {
  let folder = dirname(createRequire(import.meta.url).resolve('sharp'));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

function dependenciesOf(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.keys(manifest.dependencies ?? {});
}

const nativePackages = (architecture: Architecture): string[] => {
  const platform = architecture === 'arm64' ? 'linux-arm64' : 'linux-x64';
  return [`@img/sharp-${platform}`, `@img/sharp-libvips-${platform}`];
};

/** The folders of sharp, of its dependencies and theirs, and of the native packages for the platform, by name. */
function packageFolders(architecture: Architecture): Map<string, string> {
  const sharp = sharpFolder();
  const folders = new Map([['sharp', sharp]]);
  const wanted = [...dependenciesOf(sharp), ...nativePackages(architecture)];
  for (const name of wanted) {
    if (folders.has(name)) continue;
    const folder = packageFolder(name, sharp);
    if (folder === undefined) {
      const cpu = architecture === 'arm64' ? 'arm64' : 'x64';
      throw new Error(
        `${name} is not installed, and Lambda runs on it: npm install --os=linux --cpu=${cpu} --libc=glibc sharp`,
      );
    }
    folders.set(name, folder);
    wanted.push(...dependenciesOf(folder));
  }
  return folders;
}

/** What a running function never reads. */
const NEEDLESS = /(^|\/)(src|install|node_modules)\/|\.(md|d\.[cm]?ts|map)$/;

/** The files by their path in the zip: `node_modules/sharp/dist/index.cjs`, … */
export function sharpFiles(architecture: Architecture): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const [name, folder] of packageFolders(architecture)) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const inside = relative(folder, path).replaceAll('\\', '/');
      if (entry.isFile() && !NEEDLESS.test(inside)) {
        files[`node_modules/${name}/${inside}`] = readFileSync(path);
      }
    }
  }
  return files;
}

/** The `node_modules` folder in which this process finds sharp. */
export const hostModules = (): string => dirname(sharpFolder());
