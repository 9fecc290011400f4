/** Signed URLs as botocore's signer writes them, fetched by curl over TLS. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { cloudFrontClient, createdDistribution } from '../../services/cloudfront/testing/distributions.ts';
import { webConfig, webServer } from './testing/viewer.ts';

const SIGN = `
import subprocess, sys, datetime
from botocore.signers import CloudFrontSigner
key_id, key_file, url, until = sys.argv[1:5]
def sign(message):
    return subprocess.run(['openssl', 'dgst', '-sha1', '-sign', key_file], input=message, capture_output=True, check=True).stdout
date = datetime.datetime.fromtimestamp(int(until), datetime.timezone.utc)
signer = CloudFrontSigner(key_id, sign)
print(signer.generate_presigned_url(url, date_less_than=date))
print(signer.generate_presigned_url(url, policy=signer.build_policy(url, date, ip_address='127.0.0.0/8')))
`;

test('botocore and openssl sign URLs that curl fetches through the local authority', async () => {
  await using cloud = await createCloud();
  await using server = await webServer((_, response) => response.end('private'));
  const client = cloudFrontClient(cloud);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const EncodedKey = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const { PublicKey: key } = await client.createPublicKey({
    PublicKeyConfig: { CallerReference: 'k', Name: 'k', EncodedKey },
  });
  const { KeyGroup: group } = await client.createKeyGroup({
    KeyGroupConfig: { Name: 'g', Items: [key!.Id!] },
  });
  const distribution = await createdDistribution(
    client,
    webConfig(server, { TrustedKeyGroups: { Enabled: true, Quantity: 1, Items: [group!.Id!] } }),
  );
  const { port } = new URL(cloud.endpoint);
  const host = `${distribution.Id!.toLowerCase()}.cloudfront.localhost`;
  const folder = await mkdtemp(join(tmpdir(), 'signers-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const keyFile = join(folder, 'key.pem');
  const authority = join(folder, 'ca.pem');
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(authority, await (await fetch(`${cloud.endpoint}/_safelight/ca.pem`)).text());
  const run = promisify(execFile);
  const until = String(Math.floor(cloud.clock.now() / 1_000) + 60);
  const url = `https://${host}:${port}/images/a.jpg`;
  const { stdout } = await run('python3', ['-c', SIGN, key!.Id!, keyFile, url, until]);
  const signed = stdout.trim().split('\n');
  expect(signed).toHaveLength(2);
  const resolve = `${host}:${port}:127.0.0.1`;
  for (const target of signed) {
    const fetched = await run('curl', ['-sS', '--cacert', authority, '--resolve', resolve, target]);
    expect(fetched.stdout).toBe('private');
  }
  const refused = await run('curl', ['-sS', '--cacert', authority, '--resolve', resolve, url]);
  expect(refused.stdout).toContain('<Code>MissingKey</Code>');
});
