/** The design's distribution, asked as a browser asks it: by its own name, over TLS, with a signature where one is wanted. */
import { request } from 'node:https';
import { getSignedUrl } from '@aws-sdk/cloudfront-signer';
import type { Stage } from './stage.ts';

export interface Seen {
  /** Without its signature. */
  readonly url: string;
  /** 0 where there is no distribution. */
  readonly status: number;
}

export async function openEdge({ clients, cloud, connection }: Stage, secret: string | undefined) {
  const cloudfront = await clients.cloudfront();
  const { DistributionList } = await cloudfront.listDistributions({});
  const [distribution] = DistributionList?.Items ?? [];
  const { KeyGroupList } = await cloudfront.listKeyGroups({});
  const keyPairId = KeyGroupList?.Items?.[0]?.KeyGroup?.KeyGroupConfig?.Items?.[0];
  const privateKey =
    secret === undefined
      ? undefined
      : (await (await clients.secrets()).getSecretValue({ SecretId: secret })).SecretString;
  const host = distribution?.DomainName ?? 'no-distribution.cloudfront.net';
  return {
    async view(path: string): Promise<Seen> {
      const url = `https://${host}${encodeURI(path)}`;
      if (distribution === undefined) return { url, status: 0 };
      const dateLessThan = new Date(cloud.clock.now() + 3_600_000);
      const asked =
        keyPairId === undefined || privateKey === undefined
          ? url
          : getSignedUrl({ url, keyPairId, privateKey, dateLessThan });
      return { url, status: await statusOf(new URL(asked), connection.endpoint ?? '') };
    },
  };
}

function statusOf({ host, pathname, search }: URL, endpoint: string): Promise<number> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    // The certificate is the cloud's own, and it is this process that made it.
    const asked = request(
      {
        hostname,
        port,
        path: pathname + search,
        headers: { host },
        servername: host,
        rejectUnauthorized: false,
        agent: false,
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
