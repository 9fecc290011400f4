/**
 * A stack at AWS as it stands. Nothing is provisioned: where a scenario asks for the pipeline that was deployed it gets
 * that one, and what would make or change anything but objects under keys of its own is not verifiable there. Objects
 * are removed when the scenario ends, with all their versions and what the pipeline made of them.
 */
import type { S3 } from '@aws-sdk/client-s3';
import type { Blueprint, BlueprintContext, Resources } from '#pipeline';
import { findBlueprint } from '../blueprints.ts';
import { browserLack } from '../browser.ts';
import { derivedObjects } from '../deployed/derived-objects.ts';
import { guard } from '../deployed/guard.ts';
import { readStack, type StackResource } from '../deployed/stack.ts';
import { standIn } from '../deployed/stand-in.ts';
import { writtenObjects, type Place } from '../deployed/written-objects.ts';
import { NotVerifiable } from '../not-verifiable.ts';
import { found } from '../provision/change.ts';
import { restApiUrl } from '../provision/rest-apis.ts';
import { wallTime } from '../time.ts';
import { AWS_LACKS, openAccount } from './aws.ts';
import { createClients, type Connection } from './clients.ts';
import { currentRun } from './run-mark.ts';
import type { Pipeline, Target } from './target.ts';

/** Blueprints whose effects can be taken back by removing objects. */
const UNDONE_BY_OBJECTS = new Set(['pettracker', 'image-platform']);

/**
 * @param stack its name
 * @throws SafelightError ERR_DEPLOYED, and as `openAccount` does
 */
export async function deployedTarget(stack: string, env: NodeJS.ProcessEnv = process.env): Promise<Target> {
  const { connection, accountId } = await openAccount({ env });
  const { region } = connection;
  const own = createClients(connection);
  const standing = await readStack(await own.cloudformation(), stack);
  const s3 = await own.s3();
  const refused: string[] = [];
  const begun = new Set<string>();
  const clients = createClients(connection, (client) =>
    guard(client, {
      onRefused: (reason) => void refused.push(reason),
      async isFree(Bucket, Key) {
        const place = JSON.stringify([Bucket, Key]);
        const free = begun.has(place) || (await isFree(s3, { Bucket, Key }));
        if (free) begun.add(place);
        return free;
      },
    }),
  );
  const blueprint = findBlueprint(env['SAFELIGHT_DEPLOYED_BLUEPRINT'] ?? 'pettracker');
  const context = { accountId, region, suffix: '' };
  const resources = (): Resources => {
    const keyArns = keysOf(blueprint, standing, context);
    return standIn(blueprint.resources({ ...context, keyArns }), standing);
  };
  return {
    name: 'aws',
    connection,
    clients,
    accountId,
    region,
    run: currentRun(env),
    time: wallTime(),
    lacks: { ...AWS_LACKS, ...browserLack() },
    deviations: [],
    refused,
    openPipeline: async (asked) => {
      holdToDeployed(asked, blueprint);
      return pipelineOf(resources(), standing, connection);
    },
    async tidy(exchanges) {
      const buckets = standing
        .filter(({ type }) => type === 'AWS::S3::Bucket')
        .map(({ physicalId }) => physicalId);
      for (const place of writtenObjects(exchanges, buckets)) {
        for (const each of [place, ...derivedObjects(place, resources())]) await removeAll(s3, each);
      }
    },
    async [Symbol.asyncDispose]() {
      clients.destroy();
      own.destroy();
    },
  };
}

function holdToDeployed(asked: Blueprint, deployed: Blueprint): void {
  if (asked.name !== deployed.name || asked.form !== deployed.form) {
    throw new NotVerifiable(
      `what is deployed is ${deployed.name} (${deployed.form}), not ${asked.name} (${asked.form})`,
    );
  }
  if (UNDONE_BY_OBJECTS.has(asked.name)) return;
  throw new NotVerifiable(`what ${asked.name} writes into its table could not be taken back`);
}

function pipelineOf(resources: Resources, stack: readonly StackResource[], connection: Connection): Pipeline {
  const api = stack.find(({ type }) => type === 'AWS::ApiGateway::RestApi')?.physicalId;
  const stage = stack.find(({ type }) => type === 'AWS::ApiGateway::Stage')?.physicalId ?? 'prod';
  return {
    resources,
    distributions: stack
      .filter(({ type }) => type === 'AWS::CloudFront::Distribution')
      .map(({ logicalId, physicalId }) => ({ name: logicalId, id: physicalId, domainName: '' })),
    get api(): string {
      if (api === undefined) throw new NotVerifiable('the stack has no API');
      return restApiUrl(connection, api, stage);
    },
  };
}

/** The one key that a stack has, under all aliases of the blueprint. */
function keysOf(
  blueprint: Blueprint,
  stack: readonly StackResource[],
  context: BlueprintContext,
): Record<string, string> {
  const key = stack.find(({ type }) => type === 'AWS::KMS::Key')?.physicalId;
  if (key === undefined) return {};
  const arn = `arn:aws:kms:${context.region}:${context.accountId}:key/${key.split('/').at(-1)}`;
  return Object.fromEntries((blueprint.resources(context).keys ?? []).map(({ alias }) => [alias, arn]));
}

const isFree = async (s3: S3, place: Place): Promise<boolean> =>
  (await found(s3.headObject(place), 'NotFound', 'NoSuchKey')) === undefined;

/** By the key to the letter: others may begin with it. */
async function removeAll(s3: S3, { Bucket, Key }: Place): Promise<void> {
  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket, Prefix: Key });
  for (const { Key: key, VersionId } of [...Versions, ...DeleteMarkers]) {
    if (key === Key) await s3.deleteObject({ Bucket, Key, VersionId });
  }
}
