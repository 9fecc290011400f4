import type { DefaultTheme } from 'vitepress';

type Group = DefaultTheme.SidebarItem;

/** One group of pages, given as `[title, path]`. */
const group = (text: string, ...pages: readonly (readonly [string, string])[]): Group => ({
  text,
  items: pages.map(([title, link]) => ({ text: title, link })),
});

/** Every page of the site, in the order in which people need them. */
export const SIDEBAR: Group[] = [
  group('Start', ['Five minutes to a thumbnail', '/tutorial']),
  group(
    'Guides',
    ['Debug CORS', '/guides/cors'],
    ['Debug a presigned URL', '/guides/presign'],
    ['Test your own pipeline', '/guides/own-pipeline'],
    ['Run it in CI', '/guides/ci'],
    ['Send load', '/guides/load'],
    ['Review cost in a pull request', '/guides/cost-review'],
    ['Break things on purpose', '/guides/chaos'],
    ['Sign for the CDN', '/guides/cdn-signing'],
  ),
  group(
    'Concepts',
    ['The clock', '/concepts/clock'],
    ['Strictness', '/concepts/strictness'],
    ['Delivery', '/concepts/delivery'],
    ['Targets', '/concepts/targets'],
  ),
  group(
    'In depth',
    ['Your own pipeline', '/your-pipeline'],
    ['Preflight of a design', '/preflight'],
    ['Faults and storms', '/faults'],
    ['Scenarios, targets, reports', '/targets'],
    ['Load testing', '/load-testing'],
    ['Cost and latency', '/cost-and-latency'],
    ['The CDN', '/cdn'],
  ),
  group(
    'Reference',
    ['Command line', '/reference/cli'],
    ['Configuration', '/reference/config'],
    ['Control API', '/reference/control-api'],
    ['Errors', '/reference/errors'],
    ['Behaviours', '/reference/behaviours'],
    ['Other emulators, as measured', '/reference/measured'],
    ['Coverage of AWS', '/coverage'],
  ),
  group(
    'Moving here',
    ['Where LocalStack stood', '/drop-in'],
    ['From LocalStack', '/migrate/localstack'],
    ['From MinIO', '/migrate/minio'],
    ['From moto', '/migrate/moto'],
    ['From s3rver', '/migrate/s3rver'],
    ['From serverless-offline', '/migrate/serverless-offline'],
  ),
  group(
    'What is known',
    ['Performance', '/performance'],
    ['Reliability', '/reliability'],
    ['Peers', '/peers'],
    ['Limits', '/limits'],
    ['Evidence', '/evidence/'],
  ),
  group(
    'Inside',
    ['Architecture', '/architecture'],
    ['Decisions', '/decisions/'],
    ['Versions and promises', '/versioning'],
    ['Contributing', '/contributing'],
  ),
];
