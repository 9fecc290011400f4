/**
 * REST APIs as AWS shows them, and how they are read and changed.
 *
 * Evidence: aws.md section D.1; answers that LocalStack recorded from AWS (test_apigateway_api) for endpoint
 * configurations, compression and patches.
 */
import type {
  CreateRestApiRequest,
  EndpointConfiguration,
  EndpointType,
  IpAddressType,
  RestApi as RestApiOutput,
} from '@aws-sdk/client-api-gateway';
import { parsePolicy } from '../../auth/policy/parse.ts';
import { notImplemented } from '../../kernel/aws-error.ts';
import { arn, type Scope } from '../../kernel/scope.ts';
import { badRequest, outsideOf } from './errors.ts';
import { flag, list, text, type PatchRule } from './patch.ts';
import type { Imported } from './openapi/import.ts';
import type { RestApi, RestApiSettings } from './rest-apis.ts';
import { shownDate } from './shown-date.ts';

export function restApiOutput({ apiId, settings }: RestApi): RestApiOutput {
  const { createdAt, policy, tags, ...rest } = settings;
  return {
    id: apiId,
    ...rest,
    createdDate: shownDate(createdAt),
    // AWS gives the document back with its quotes escaped once more.
    ...(policy !== undefined && { policy: policy.replaceAll('"', '\\"') }),
    ...(Object.keys(tags).length > 0 && { tags }),
  };
}

export const importOutput = ({ api, warnings }: Imported): RestApiOutput => ({
  ...restApiOutput(api),
  ...(warnings.length > 0 && { warnings: [...warnings] }),
});

const KEY_SOURCES = ['HEADER', 'AUTHORIZER'];
export const ENDPOINT_TYPES: readonly string[] = ['PRIVATE', 'EDGE', 'REGIONAL'];
export const IP_ADDRESS_TYPES: readonly string[] = ['ipv4', 'dualstack'];

/** @throws AwsError BadRequestException, NotImplemented */
export function checkRestApi(settings: RestApiSettings): void {
  const { name, description, apiKeySource, endpointConfiguration } = settings;
  if (name === '') throw badRequest('API name cannot be empty');
  if (description === '') throw badRequest('Description cannot be an empty string');
  if (!KEY_SOURCES.includes(apiKeySource)) throw outsideOf(apiKeySource, 'apiKeySource', KEY_SOURCES);
  if (apiKeySource === 'AUTHORIZER') throw notImplemented('api-gateway', 'API key source AUTHORIZER');
  checkEndpoint(endpointConfiguration);
}

function checkEndpoint({ types = [], ipAddressType = 'ipv4' }: EndpointConfiguration): void {
  const [type] = types;
  if (type === undefined) {
    throw badRequest('REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.');
  }
  if (types.length > 1) throw badRequest('Cannot create an api with multiple Endpoint Types.');
  if (!ENDPOINT_TYPES.includes(type)) {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  if (!IP_ADDRESS_TYPES.includes(ipAddressType)) {
    throw badRequest('ipAddressType must be either ipv4 or dualstack.');
  }
  if (type !== 'PRIVATE') return;
  if (ipAddressType === 'ipv4') {
    throw badRequest('Only dualstack ipAddressType is supported for Private APIs.');
  }
  throw notImplemented('api-gateway', 'private endpoints');
}

const LARGEST_COMPRESSION_SIZE = 10_485_760;

/** @throws AwsError BadRequestException, NotImplemented */
function refuseCompression(size: number): void {
  if (!Number.isInteger(size) || size < 0 || size > LARGEST_COMPRESSION_SIZE) {
    throw badRequest(`Invalid minimum compression size, must be between 0 and ${LARGEST_COMPRESSION_SIZE}`);
  }
  throw notImplemented('api-gateway', 'minimumCompressionSize');
}

/** What a request for a new API leaves open, filled in. */
export function newSettings(
  input: CreateRestApiRequest,
  { rootResourceId, createdAt }: Pick<RestApiSettings, 'rootResourceId' | 'createdAt'>,
): RestApiSettings {
  if (input.cloneFrom !== undefined) throw notImplemented('api-gateway', 'cloneFrom');
  if (input.minimumCompressionSize !== undefined) refuseCompression(input.minimumCompressionSize);
  const types = input.endpointConfiguration?.types ?? ['EDGE'];
  return {
    name: input.name ?? '',
    description: input.description,
    version: input.version,
    createdAt,
    rootResourceId,
    binaryMediaTypes: input.binaryMediaTypes?.length === 0 ? undefined : input.binaryMediaTypes,
    apiKeySource: input.apiKeySource ?? 'HEADER',
    endpointConfiguration: {
      types,
      ipAddressType:
        input.endpointConfiguration?.ipAddressType ?? (types[0] === 'PRIVATE' ? 'dualstack' : 'ipv4'),
    },
    disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    tags: { ...input.tags },
  };
}

/**
 * A resource policy with `execute-api:/…` written out as the API's own ARN, as AWS keeps it.
 *
 * @throws AwsError BadRequestException
 */
export function readPolicy(document: string | undefined, scope: Scope, apiId: string): string | undefined {
  if (!document) return undefined;
  const whole = document.replaceAll(
    /"execute-api:\/([^"]*)"/g,
    (_, rest: string) => `"${arn('execute-api', scope, `${apiId}/${rest}`)}"`,
  );
  if ('fault' in parsePolicy(whole, { principal: 'required', resource: 'optional' })) {
    throw badRequest(
      'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
    );
  }
  return whole;
}

export const REST_API_RULES: readonly PatchRule<RestApiSettings>[] = [
  ...text<RestApiSettings>('name', 'version', 'policy'),
  {
    path: '/description',
    ops: ['remove', 'replace'],
    apply: (draft, { op, value }) => void (draft.description = op === 'remove' ? undefined : value),
  },
  {
    path: '/apiKeySource',
    ops: ['replace'],
    apply: (draft, { value }) => void (draft.apiKeySource = value as RestApiSettings['apiKeySource']),
  },
  ...flag<RestApiSettings>('disableExecuteApiEndpoint'),
  ...list<RestApiSettings>('binaryMediaTypes'),
  {
    path: '/endpointConfiguration/types/*',
    ops: ['replace'],
    apply: (draft, { value }) =>
      void (draft.endpointConfiguration = {
        ...draft.endpointConfiguration,
        types: [value as EndpointType],
      }),
  },
  {
    path: '/endpointConfiguration/ipAddressType',
    ops: ['replace'],
    apply: (draft, { value }) =>
      void (draft.endpointConfiguration = {
        ...draft.endpointConfiguration,
        ipAddressType: value as IpAddressType,
      }),
  },
  {
    path: '/minimumCompressionSize',
    ops: ['replace'],
    // An empty value turns off what is off anyway.
    apply(_, { value }) {
      if (value) refuseCompression(Number(value));
    },
  },
];
