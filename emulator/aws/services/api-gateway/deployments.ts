/**
 * Deployments: an API as it was when it was deployed. A stage shows one of them to the world, so that changes of the API
 * are seen only once it is deployed again.
 *
 * Evidence: aws.md section D.1; the API reference's CreateDeployment.
 */
import type { RequestValidator } from '@aws-sdk/client-api-gateway';
import type { Instant } from '../../kernel/instant.ts';
import type { ApiAuthorizer } from './authorizers.ts';
import { badRequest } from './errors.ts';
import type { GatewayResponseSettings } from './gateway-responses.ts';
import type { ApiModel } from './models.ts';
import type { Resource } from './resources.ts';
import type { RestApiSettings } from './rest-apis.ts';

export interface Deployment {
  readonly id: string;
  description?: string | undefined;
  readonly createdAt: Instant;
  readonly snapshot: Snapshot;
}

/** What execution reads. */
export interface Snapshot {
  readonly resources: readonly Resource[];
  readonly gatewayResponses: readonly GatewayResponseSettings[];
  /** Neither these nor models are in deployments that were made before there were any. */
  readonly authorizers?: readonly ApiAuthorizer[];
  readonly models?: readonly ApiModel[];
  readonly validators: readonly RequestValidator[];
  readonly settings: Pick<RestApiSettings, 'apiKeySource' | 'binaryMediaTypes' | 'policy'>;
}

/** @throws AwsError BadRequestException for an API that could answer nothing */
export function checkDeployable(resources: readonly Resource[]): void {
  const methods = resources.flatMap(({ resourceMethods }) => Object.values(resourceMethods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ methodIntegration }) => methodIntegration === undefined)) {
    throw badRequest('No integration defined for method');
  }
}
