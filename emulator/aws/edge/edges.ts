/** What end users reach, in the order in which they are asked whether a request is theirs. */
import type { Kernel } from '../kernel/kernel.ts';
import type { CloudOptions } from '../cloud-options.ts';
import type { Edge } from '../server/edge.ts';
import type { Services } from '../cloud.ts';
import { cdn } from './cdn.ts';
import { customResourceResponses } from './custom-resource-responses.ts';
import { functionPackages } from './function-packages.ts';
import { functionUrl } from './function-url/edge.ts';
import { restApi } from './rest-api/edge.ts';
import { snsLinks } from './sns-links.ts';
import { website } from './website/edge.ts';

export const EDGES: readonly ((services: Services, kernel: Kernel, options: CloudOptions) => Edge)[] = [
  functionPackages,
  snsLinks,
  customResourceResponses,
  restApi,
  functionUrl,
  website,
  cdn,
];
