/** A distribution's cache under random viewers, changes at the origin, invalidations and waiting. */
import { constant, constantFrom, nat, oneof, option, record, type Arbitrary } from 'fast-check';
import { createCloud } from '../../cloud.ts';
import { view, webConfig, webServer } from '../../edge/cdn/testing/viewer.ts';
import { seconds } from '../../kernel/instant.ts';
import {
  cloudFrontClient,
  createdDistribution,
  deployed,
} from '../../services/cloudfront/testing/distributions.ts';
import type { Bout, Checked } from '../model-check.ts';
import { CacheModel, type Resource, type Ttl } from './cache-model.ts';

const TTLS: readonly Ttl[] = [
  { min: 0, initial: 86_400, max: 31_536_000 },
  { min: 0, initial: 0, max: 20 },
  { min: 1, initial: 10, max: 100 },
  { min: 60, initial: 60, max: 60 },
  { min: 0, initial: 0, max: 0 },
];

type Action =
  | { readonly do: 'view'; readonly has: number | undefined }
  | { readonly do: 'change'; readonly status: Resource['status'] }
  | { readonly do: 'control'; readonly header: string | undefined }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'invalidate'; readonly below: boolean };

const actions: Arbitrary<Action> = oneof(
  {
    weight: 6,
    arbitrary: record({ do: constant('view' as const), has: option(nat(3), { nil: undefined, freq: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('change' as const),
      status: constantFrom(200 as const, 200 as const, 404 as const),
    }),
  },
  {
    weight: 3,
    arbitrary: record({
      do: constant('control' as const),
      header: constantFrom(
        undefined,
        'max-age=5',
        'max-age=0',
        'max-age=5, s-maxage=20',
        'public, max-age=50',
        'no-cache',
        'no-store',
        'private',
        'public',
        'max-age=soon',
        'max-age=99999999999',
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: record({ do: constant('wait' as const), seconds: constantFrom(1, 4, 5, 10, 40, 100) }),
  },
  { weight: 1, arbitrary: record({ do: constant('invalidate' as const), below: constantFrom(true, false) }) },
);

/** A cloud with a distribution for every kind of policy, before one origin. */
export async function startCaches() {
  const resources = new Map<string, Resource>();
  const asked: ('whole' | 'conditional')[] = [];
  const origin = await webServer((request, response) => {
    const { status, revision, cacheControl } = resources.get(request.url ?? '')!;
    const etag = `"${revision}"`;
    const given = request.headers['if-none-match'];
    asked.push(given === undefined ? 'whole' : 'conditional');
    if (cacheControl !== undefined) response.setHeader('cache-control', cacheControl);
    if (status === 200) response.setHeader('etag', etag);
    response.writeHead(status === 200 && given === etag ? 304 : status);
    response.end(response.statusCode === 304 ? undefined : String(revision));
  });
  const cloud = await createCloud({ clock: 'manual' });
  const client = cloudFrontClient(cloud);
  const sites = await Promise.all(
    TTLS.map(async (ttl, at) => {
      const { CachePolicy } = await client.createCachePolicy({
        CachePolicyConfig: { Name: `p${at}`, MinTTL: ttl.min, DefaultTTL: ttl.initial, MaxTTL: ttl.max },
      });
      const config = webConfig(origin, { CachePolicyId: CachePolicy!.Id! }, { CallerReference: `d${at}` });
      return { ttl, distribution: await createdDistribution(client, config) };
    }),
  );
  await deployed(cloud);
  let bouts = 0;
  let invalidations = 0;

  const checkedUnder = ({ ttl, distribution }: (typeof sites)[number]): Checked<Action, unknown> => ({
    actions,
    longest: 25,
    async begin() {
      // Invalidations of the sequence before are complete: only so many may be under way.
      await cloud.clock.advance(seconds(10));
      bouts += 1;
      const path = `/${bouts}/a`;
      const model = new CacheModel(ttl);
      resources.set(path, model.resource);
      const set = (resource: Partial<Resource>): void => {
        model.resource = { ...model.resource, ...resource };
        resources.set(path, model.resource);
      };
      const bout: Bout<Action> = {
        async step(action) {
          switch (action.do) {
            case 'view': {
              const expected = model.view(action.has);
              const headers = action.has === undefined ? {} : { 'if-none-match': `"${action.has}"` };
              asked.length = 0;
              const seen = await view(cloud, distribution, path, { headers });
              const { age, 'cache-control': cacheControl, 'x-cache': outcome } = seen.headers;
              const actual = {
                status: seen.status,
                revision: seen.text === '' ? undefined : Number(seen.text),
                cacheControl,
                outcome: String(outcome).split(' ')[0],
                age: age === undefined ? undefined : Number(age),
                asked: asked[0],
              };
              return { actual, expected };
            }
            case 'change':
              set({ status: action.status, revision: model.resource.revision + 1 });
              return NOTHING;
            case 'control':
              set({ cacheControl: action.header });
              return NOTHING;
            case 'wait':
              await cloud.clock.advance(seconds(action.seconds));
              model.wait(action.seconds);
              return NOTHING;
            case 'invalidate': {
              const items = [action.below ? `/${path.split('/')[1]}/*` : path];
              // Emulated time is far ahead of the machine's by now.
              client.config.systemClockOffset = cloud.clock.now() - cloud.clock.wall();
              await client.createInvalidation({
                DistributionId: distribution.Id,
                InvalidationBatch: {
                  CallerReference: `${bouts}-${(invalidations += 1)}`,
                  Paths: { Quantity: 1, Items: items },
                },
              });
              model.invalidate();
              return NOTHING;
            }
          }
        },
      };
      return bout;
    },
  });
  return {
    /** One for each policy. */
    checked: sites.map(checkedUnder),
    defects: () => cloud.journal.entries().filter(({ type }) => type === 'defect'),
    async [Symbol.asyncDispose]() {
      await cloud.close(0);
      await origin[Symbol.asyncDispose]();
    },
  };
}

const NOTHING = { actual: undefined, expected: undefined };
