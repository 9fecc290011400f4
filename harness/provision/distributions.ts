/**
 * CloudFront for a blueprint: key groups for signed URLs, functions at the edge, access controls for buckets, and the
 * distributions that use them. Names are found again by listing: CloudFront knows its resources by ids of its own.
 */
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { CloudFront, DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { S3 } from '@aws-sdk/client-s3';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { allowService, type DistributionSpec, type EdgeFunctionSpec, type SigningKeySpec } from '#pipeline';
import { covers, found, type Change } from './change.ts';
import { distributionConfig } from './distribution-config.ts';

export interface StandingDistribution {
  readonly name: string;
  readonly id: string;
  readonly domainName: string;
}

export interface EdgeClients {
  readonly cloudfront: CloudFront;
  readonly secrets: SecretsManager;
  readonly s3: S3;
}

const RSA_BITS = 2048;

/** Makes a key pair stand: the public half in a key group, the private one in a secret. Returns the group's id too. */
export async function ensureSigningKey(
  { cloudfront, secrets }: EdgeClients,
  { keyGroup, secret }: SigningKeySpec,
): Promise<{ readonly id: string; readonly change: Change }> {
  const { KeyGroupList } = await cloudfront.listKeyGroups({});
  const standing = KeyGroupList?.Items?.find(({ KeyGroup }) => KeyGroup?.KeyGroupConfig?.Name === keyGroup);
  const id = standing?.KeyGroup?.Id;
  if (id !== undefined) return { id, change: { kind: 'key group', name: keyGroup, outcome: 'unchanged' } };
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: RSA_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await storePrivateKey(secrets, secret, pair.privateKey);
  const { PublicKey } = await cloudfront.createPublicKey({
    PublicKeyConfig: {
      CallerReference: `${keyGroup}-${Date.now()}`,
      Name: keyGroup,
      EncodedKey: pair.publicKey,
    },
  });
  const { KeyGroup } = await cloudfront.createKeyGroup({
    KeyGroupConfig: { Name: keyGroup, Items: [PublicKey?.Id ?? ''] },
  });
  return { id: KeyGroup?.Id ?? '', change: { kind: 'key group', name: keyGroup, outcome: 'created' } };
}

async function storePrivateKey(secrets: SecretsManager, Name: string, SecretString: string): Promise<void> {
  const standing = await found(secrets.describeSecret({ SecretId: Name }), 'ResourceNotFoundException');
  if (standing === undefined) await secrets.createSecret({ Name, SecretString });
  else await secrets.putSecretValue({ SecretId: Name, SecretString });
}

/** Makes a function stand, published: distributions only take published ones. */
export async function ensureEdgeFunction(cloudfront: CloudFront, spec: EdgeFunctionSpec): Promise<Change> {
  const { name: Name, runtime: Runtime, comment: Comment } = spec;
  const standing = await found(
    cloudfront.describeFunction({ Name, Stage: 'LIVE' }),
    'NoSuchFunctionExists',
    'NoSuchResource',
  );
  if (standing !== undefined) return { kind: 'edge function', name: Name, outcome: 'unchanged' };
  const { ETag } = await cloudfront.createFunction({
    Name,
    FunctionConfig: { Comment, Runtime },
    FunctionCode: Buffer.from(spec.code),
  });
  await cloudfront.publishFunction({ Name, IfMatch: ETag ?? '' });
  return { kind: 'edge function', name: Name, outcome: 'created' };
}

export interface DistributionContext {
  readonly accountId: string;
  readonly region: string;
  /** Ids of key groups by name. */
  readonly keyGroups: ReadonlyMap<string, string>;
}

/** Makes a distribution stand and lets it into the buckets it reads. */
export async function ensureDistribution(
  clients: EdgeClients,
  spec: DistributionSpec,
  context: DistributionContext,
): Promise<{ readonly standing: StandingDistribution; readonly change: Change }> {
  const { cloudfront } = clients;
  const accessControls = new Map<string, string>();
  for (const origin of spec.origins) {
    if ('bucket' in origin)
      accessControls.set(origin.bucket, await ensureAccessControl(cloudfront, origin.bucket));
  }
  const before = await findDistribution(cloudfront, spec.name);
  const outcome = before === undefined ? 'created' : 'unchanged';
  const standing = before ?? (await create(cloudfront, spec, context, accessControls));
  for (const bucket of accessControls.keys()) await letIn(clients.s3, bucket, standing.arn, context);
  return { standing, change: { kind: 'distribution', name: spec.name, outcome } };
}

interface FoundDistribution extends StandingDistribution {
  readonly arn: string;
}

/** The comment is the only text of a distribution that is ours to choose. */
async function findDistribution(
  cloudfront: CloudFront,
  name: string,
): Promise<FoundDistribution | undefined> {
  const { DistributionList } = await cloudfront.listDistributions({});
  const summary = DistributionList?.Items?.find(({ Comment }) => Comment === name);
  return summary === undefined ? undefined : foundAs(name, summary);
}

const foundAs = (
  name: string,
  { Id, ARN, DomainName }: Pick<DistributionSummary, 'Id' | 'ARN' | 'DomainName'>,
): FoundDistribution => ({ name, id: Id ?? '', arn: ARN ?? '', domainName: DomainName ?? '' });

async function create(
  cloudfront: CloudFront,
  spec: DistributionSpec,
  context: DistributionContext,
  accessControls: ReadonlyMap<string, string>,
): Promise<FoundDistribution> {
  const { Distribution } = await cloudfront.createDistribution({
    DistributionConfig: distributionConfig(spec, { ...context, accessControls }),
  });
  return foundAs(spec.name, Distribution ?? { Id: '', ARN: '', DomainName: '' });
}

async function ensureAccessControl(cloudfront: CloudFront, Name: string): Promise<string> {
  const { OriginAccessControlList } = await cloudfront.listOriginAccessControls({});
  const standing = OriginAccessControlList?.Items?.find((item) => item.Name === Name)?.Id;
  if (standing !== undefined) return standing;
  const { OriginAccessControl } = await cloudfront.createOriginAccessControl({
    OriginAccessControlConfig: {
      Name,
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    },
  });
  return OriginAccessControl?.Id ?? '';
}

async function letIn(s3: S3, Bucket: string, sourceArn: string, context: DistributionContext): Promise<void> {
  const wanted = allowService(
    {
      service: 'cloudfront.amazonaws.com',
      action: 's3:GetObject',
      resource: `arn:aws:s3:::${Bucket}/*`,
      sourceArn,
    },
    { ...context, suffix: '' },
  );
  const standing = await found(s3.getBucketPolicy({ Bucket }), 'NoSuchBucketPolicy');
  const document = JSON.parse(standing?.Policy ?? '{"Statement":[]}') as { Statement: unknown[] };
  const [statement] = wanted.Statement;
  if (document.Statement.some((one) => covers(statement, one))) return;
  const merged = { ...wanted, Statement: [...document.Statement, statement] };
  await s3.putBucketPolicy({ Bucket, Policy: JSON.stringify(merged) });
}
