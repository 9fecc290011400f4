/** Where k6 is looked for, and what is said of each place; no k6 is needed. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadK6 } from './download-k6.ts';
import { findK6, PINNED } from './find-k6.ts';

const PROGRAM = `#!/bin/sh\necho "k6 v${PINNED} (go1.26.8, linux/amd64)"\n`;

let folder: string;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-k6-'));
});
afterEach(async () => {
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const offline = (more: Record<string, string> = {}) => ({
  environment: { PATH: '', HOME: folder, SAFELIGHT_OFFLINE: '1', ...more },
});

/** Releases as GitHub has them, with a k6 that says its version. */
async function publish({ checksum }: { readonly checksum?: string } = {}): Promise<string> {
  const platform = process.arch === 'arm64' ? 'linux-arm64' : 'linux-amd64';
  const name = `k6-v${PINNED}-${platform}`;
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'k6'), PROGRAM);
  await chmod(join(folder, name, 'k6'), 0o755);
  execFileSync('tar', ['-czf', `${name}.tar.gz`, name], { cwd: folder });
  const archive = await readFile(join(folder, `${name}.tar.gz`));
  const sum = checksum ?? createHash('sha256').update(archive).digest('hex');
  const answers: Readonly<Record<string, string | Buffer>> = {
    [`/v${PINNED}/k6-v${PINNED}-checksums.txt`]: `${sum}  ${name}.tar.gz\n`,
    [`/v${PINNED}/${name}.tar.gz`]: archive,
  };
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('without k6 every place that was searched is told', async () => {
  await expect(findK6(offline({ K6_BIN: join(folder, 'nowhere') }))).rejects.toMatchObject({
    code: 'ERR_K6',
    exitCode: 2,
    message: expect.stringMatching(
      /K6_BIN: .* is not there; PATH has no k6; cache: .* is not there; SAFELIGHT_OFFLINE is set/,
    ),
  });
});

test('a k6 of another major version is passed over', async () => {
  const old = join(folder, 'k6-old');
  await writeFile(old, '#!/bin/sh\necho "k6 v1.7.0 (go1.25, linux/amd64)"\n', { mode: 0o755 });
  await expect(findK6(offline({ K6_BIN: old }))).rejects.toThrow(
    /k6-old is k6 1\.7\.0, and only 2\.x will do/,
  );
});

test('the pinned release is fetched, held to its checksum and kept', async () => {
  const releases = await publish();
  const { SAFELIGHT_OFFLINE: _, ...environment } = offline().environment;
  const first = await findK6({ environment, releases });
  expect(first).toMatchObject({ origin: 'release', version: PINNED });
  server?.close();
  expect(await findK6({ environment, releases })).toMatchObject({ origin: 'cache', path: first.path });
});

test('a release whose checksum differs is not kept', async () => {
  const releases = await publish({ checksum: '0'.repeat(64) });
  const path = join(folder, 'bin/k6');
  expect(await downloadK6(PINNED, path, () => undefined, releases)).toMatch(
    /has the checksum [0-9a-f]{64}, and 0+ is published/,
  );
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('when nothing can be fetched, each way says why', async () => {
  const releases = await publish();
  const { SAFELIGHT_OFFLINE: _, ...environment } = offline().environment;
  await expect(findK6({ environment, releases: `${releases}/elsewhere` })).rejects.toThrow(
    /release: .* answered 404; go: there is no go; container: /,
  );
});
