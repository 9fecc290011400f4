/** REST APIs as AWS shows them, and how they are read and changed. */
import type {
  CreateRestApiRequest,
  EndpointType,
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
const ENDPOINT_TYPES = ['REGIONAL', 'EDGE', 'PRIVATE'];

/** @throws AwsError BadRequestException, NotImplemented */
export function checkRestApi(settings: RestApiSettings): void {
  const { name, description, apiKeySource, endpointConfiguration } = settings;
  if (name === '') throw badRequest('API name cannot be empty');
  if (description === '') throw badRequest('Description cannot be an empty string');
  if (!KEY_SOURCES.includes(apiKeySource)) throw outsideOf(apiKeySource, 'apiKeySource', KEY_SOURCES);
  if (apiKeySource === 'AUTHORIZER') throw notImplemented('api-gateway', 'API key source AUTHORIZER');
  for (const type of endpointConfiguration.types ?? []) {
    if (!ENDPOINT_TYPES.includes(type)) throw outsideOf(type, 'endpointConfiguration.types', ENDPOINT_TYPES);
    if (type === 'PRIVATE') throw notImplemented('api-gateway', 'private endpoints');
  }
}

/** What a request for a new API leaves open, filled in. */
export function newSettings(
  input: CreateRestApiRequest,
  { rootResourceId, createdAt }: Pick<RestApiSettings, 'rootResourceId' | 'createdAt'>,
): RestApiSettings {
  if (input.cloneFrom !== undefined) throw notImplemented('api-gateway', 'cloneFrom');
  if (input.minimumCompressionSize !== undefined) {
    throw notImplemented('api-gateway', 'minimumCompressionSize');
  }
  return {
    name: input.name ?? '',
    description: input.description,
    version: input.version,
    createdAt,
    rootResourceId,
    binaryMediaTypes: input.binaryMediaTypes,
    apiKeySource: input.apiKeySource ?? 'HEADER',
    endpointConfiguration: {
      types: input.endpointConfiguration?.types ?? ['EDGE'],
      ipAddressType: input.endpointConfiguration?.ipAddressType ?? 'ipv4',
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
  ...text<RestApiSettings>('name', 'description', 'version', 'policy'),
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
    path: '/minimumCompressionSize',
    ops: ['replace'],
    apply() {
      throw notImplemented('api-gateway', 'minimumCompressionSize');
    },
  },
];
