import type { APIGateway, Integration, Resource } from '@aws-sdk/client-api-gateway';
import type { RestApiSpec } from '#pipeline';
import type { Connection } from '../targets/clients.ts';
import { changed, covers, sameValue, type Change } from './change.ts';

export interface StandingRestApi {
  readonly name: string;
  readonly id: string;
  readonly stage: string;
}

/** Makes a REST API what its description says; its stage shows it once anything has changed. */
export async function ensureRestApi(
  gateway: APIGateway,
  spec: RestApiSpec,
  functionArn: (name: string) => string,
): Promise<{ readonly standing: StandingRestApi; readonly change: Change }> {
  const { apiId, parts } = await ensureApi(gateway, spec);
  const created = parts === undefined;
  const made = [...(parts ?? []), ...(await ensureRoutes(gateway, apiId, spec, functionArn))];
  const { item: stages = [] } = await gateway.getStages({ restApiId: apiId });
  const isDeployed = stages.some(({ stageName }) => stageName === spec.stage);
  if (made.length > 0 || !isDeployed) {
    await gateway.createDeployment({ restApiId: apiId, stageName: spec.stage });
    made.push(`stage ${spec.stage}`);
  }
  const { name, stage } = spec;
  return {
    standing: { name, id: apiId, stage },
    change: created ? { kind: 'REST API', name, outcome: 'created' } : changed('REST API', name, made),
  };
}

/** The id of the API of that name; names are not unique on AWS, the oldest counts. */
export async function findRestApi(gateway: APIGateway, name: string): Promise<string | undefined> {
  let position: string | undefined;
  do {
    const page = await gateway.getRestApis({ limit: 500, position });
    const found = page.items?.find((api) => api.name === name);
    if (found !== undefined) return found.id;
    position = page.position;
  } while (position !== undefined);
  return undefined;
}

/** Where an API answers: below the endpoint, or at AWS. */
export const restApiUrl = ({ endpoint, region }: Connection, apiId: string, stage: string): string =>
  endpoint === undefined
    ? `https://${apiId}.execute-api.${region}.amazonaws.com/${stage}`
    : `${endpoint}/restapis/${apiId}/${stage}/_user_request_`;

interface StandingApi {
  readonly apiId: string;
  /** What was brought into line; nothing for a new one. */
  readonly parts: readonly string[] | undefined;
}

async function ensureApi(gateway: APIGateway, spec: RestApiSpec): Promise<StandingApi> {
  const restApiId = await findRestApi(gateway, spec.name);
  const wanted = [...(spec.binaryMediaTypes ?? [])];
  if (restApiId === undefined) {
    const { id } = await gateway.createRestApi({
      name: spec.name,
      binaryMediaTypes: wanted,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    return { apiId: id!, parts: undefined };
  }
  const { binaryMediaTypes: standing = [] } = await gateway.getRestApi({ restApiId });
  if (sameValue(wanted.toSorted(), standing.toSorted())) return { apiId: restApiId, parts: [] };
  const pathOf = (type: string): string =>
    `/binaryMediaTypes/${type.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const added = wanted.filter((type) => !standing.includes(type));
  const removed = standing.filter((type) => !wanted.includes(type));
  await gateway.updateRestApi({
    restApiId,
    patchOperations: [
      ...added.map((type) => ({ op: 'add' as const, path: pathOf(type) })),
      ...removed.map((type) => ({ op: 'remove' as const, path: pathOf(type) })),
    ],
  });
  return { apiId: restApiId, parts: ['binary media types'] };
}

/** Makes resources and methods, and takes away the methods that the description does not have. */
async function ensureRoutes(
  gateway: APIGateway,
  restApiId: string,
  { routes }: RestApiSpec,
  functionArn: (name: string) => string,
): Promise<readonly string[]> {
  const resources = await resourcesOf(gateway, restApiId);
  const parts: string[] = [];
  const region = await gateway.config.region();
  for (const { path, method, function: name } of routes) {
    const resource = await ensureResource(gateway, restApiId, resources, path);
    const uri = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;
    if (await ensureMethod(gateway, { restApiId, resource, httpMethod: method }, uri)) {
      parts.push(`${method} ${path}`);
    }
  }
  for (const { id: resourceId, path = '', resourceMethods = {} } of resources.values()) {
    for (const httpMethod of Object.keys(resourceMethods)) {
      if (routes.some((route) => route.path === path && route.method === httpMethod)) continue;
      await gateway.deleteMethod({ restApiId, resourceId, httpMethod });
      parts.push(`no ${httpMethod} ${path}`);
    }
  }
  return parts;
}

async function resourcesOf(gateway: APIGateway, restApiId: string): Promise<Map<string, Resource>> {
  const resources = new Map<string, Resource>();
  let position: string | undefined;
  do {
    const page = await gateway.getResources({ restApiId, embed: ['methods'], limit: 500, position });
    for (const resource of page.items ?? []) resources.set(resource.path ?? '', resource);
    position = page.position;
  } while (position !== undefined);
  return resources;
}

async function ensureResource(
  gateway: APIGateway,
  restApiId: string,
  resources: Map<string, Resource>,
  path: string,
): Promise<Resource> {
  const standing = resources.get(path);
  if (standing !== undefined) return standing;
  const cut = path.lastIndexOf('/');
  const parent = await ensureResource(gateway, restApiId, resources, path.slice(0, cut) || '/');
  const made = await gateway.createResource({
    restApiId,
    parentId: parent.id,
    pathPart: path.slice(cut + 1),
  });
  resources.set(path, made);
  return made;
}

interface MethodPlace {
  readonly restApiId: string;
  readonly resource: Resource;
  readonly httpMethod: string;
}

/** Whether anything had to be done. */
async function ensureMethod(
  gateway: APIGateway,
  { restApiId, resource, httpMethod }: MethodPlace,
  uri: string,
): Promise<boolean> {
  const at = { restApiId, resourceId: resource.id, httpMethod };
  const wanted: Integration = { type: 'AWS_PROXY', httpMethod: 'POST', uri };
  const standing = resource.resourceMethods?.[httpMethod];
  if (standing === undefined) await gateway.putMethod({ ...at, authorizationType: 'NONE' });
  else if (covers(wanted, standing.methodIntegration)) return false;
  await gateway.putIntegration({ ...at, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri });
  return true;
}
