/**
 * URIs of integrations with AWS's services: `arn:aws:apigateway:us-east-1:s3:path/photos/{key}`,
 * `…:dynamodb:action/PutItem`, `…:photos.s3:path/{key}`.
 *
 * Evidence: the API reference's PutIntegration, `uri` (2026).
 */
import { SERVICES, type ServiceTraits } from '../../wire/service-traits.ts';

export interface ServiceTarget {
  readonly service: ServiceTraits;
  readonly region: string;
  /** `photos.s3.us-east-1.amazonaws.com` */
  readonly host: string;
  readonly kind: 'action' | 'path';
  /** What follows the kind: an operation's name, or a path with its query. */
  readonly rest: string;
}

const TARGET = /^arn:aws:apigateway:([^:]+):((?:[^:]+\.)?([\w-]+)):(path|action)\/(.+)$/s;

/** What a URI names; `undefined` when that is no service of ours. */
export function serviceTarget(uri: string): ServiceTarget | undefined {
  const [, region = '', name = '', prefix, kind, rest = ''] = TARGET.exec(uri) ?? [];
  const service = SERVICES.find(({ host }) => host === prefix);
  if (service === undefined || (kind !== 'action' && kind !== 'path')) return undefined;
  return { service, region, host: `${name}.${region}.amazonaws.com`, kind, rest };
}
