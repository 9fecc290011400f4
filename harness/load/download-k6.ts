/**
 * k6's release from GitHub, held to the checksum that is published beside it.
 *
 * Evidence: names of the assets and the form of `k6-V-checksums.txt` (`sha256sum *`), docs/evidence/load-and-cost.md 1.2.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const RELEASES = 'https://github.com/grafana/k6/releases/download';
/** Milliseconds for all of a file. */
const PATIENCE = 120_000;

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux x64': 'linux-amd64.tar.gz',
  'linux arm64': 'linux-arm64.tar.gz',
  'darwin x64': 'macos-amd64.zip',
  'darwin arm64': 'macos-arm64.zip',
};

/**
 * Puts k6 at a path.
 *
 * @returns why not; nothing when it is there
 */
export async function downloadK6(
  version: string,
  path: string,
  onProgress: (step: string) => void,
  releases = RELEASES,
): Promise<string | undefined> {
  const platform = PLATFORMS[`${process.platform} ${process.arch}`];
  if (platform === undefined) return `there is none for ${process.platform} on ${process.arch}`;
  const folder = `k6-v${version}-${platform.replace(/\.(?:tar\.gz|zip)$/, '')}`;
  const file = `k6-v${version}-${platform}`;
  const base = `${releases}/v${version}`;
  try {
    onProgress(`fetching ${file}`);
    const sums = (await fetched(`${base}/k6-v${version}-checksums.txt`)).toString();
    const wanted = new RegExp(`^([0-9a-f]{64})  ${file.replaceAll('.', '\\.')}$`, 'm').exec(sums)?.[1];
    if (wanted === undefined) return `its checksums do not name ${file}`;
    const archive = await fetched(`${base}/${file}`);
    const found = createHash('sha256').update(archive).digest('hex');
    if (found !== wanted) return `${file} has the checksum ${found}, and ${wanted} is published`;
    await unpack(archive, file, join(folder, 'k6'), path);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

async function fetched(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

/** Beside its place first: whoever looks there meanwhile finds all of it or nothing. tar reads zip too where zip comes. */
async function unpack(archive: Buffer, file: string, member: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = await mkdtemp(join(dirname(path), '.k6-'));
  try {
    await writeFile(join(beside, file), archive);
    await promisify(execFile)('tar', ['-xf', file, member], { cwd: beside });
    await rename(join(beside, member), path);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** fetch hides the reason in the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
