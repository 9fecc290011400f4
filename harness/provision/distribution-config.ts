/** A distribution's description in CloudFront's own words, which want a count beside every list. */
import type {
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionConfig,
  Origin,
} from '@aws-sdk/client-cloudfront';
import type { BehaviourSpec, DistributionSpec, OriginSpec } from '#pipeline';

export interface ConfigContext {
  readonly accountId: string;
  readonly region: string;
  /** Ids of key groups by name. */
  readonly keyGroups: ReadonlyMap<string, string>;
  /** Ids of origin access controls by bucket. */
  readonly accessControls: ReadonlyMap<string, string>;
}

const READ_ONLY = ['GET', 'HEAD'];

const list = <T>(items: readonly T[]): { Quantity: number; Items: T[] } => ({
  Quantity: items.length,
  Items: [...items],
});

export function distributionConfig(spec: DistributionSpec, context: ConfigContext): DistributionConfig {
  const certificate =
    spec.certificateArn === undefined
      ? { CloudFrontDefaultCertificate: true }
      : {
          ACMCertificateArn: spec.certificateArn,
          SSLSupportMethod: 'sni-only' as const,
          MinimumProtocolVersion: spec.minimumProtocolVersion as never,
        };
  return {
    CallerReference: spec.name,
    Comment: spec.name,
    Enabled: true,
    Aliases: list(spec.aliases),
    Origins: list(spec.origins.map((origin) => originOf(origin, context))),
    DefaultCacheBehavior: behaviourOf(spec.defaultBehaviour, context),
    CacheBehaviors: list(
      spec.behaviours.map((behaviour): CacheBehavior => ({
        ...behaviourOf(behaviour, context),
        PathPattern: behaviour.pathPattern,
      })),
    ),
    ViewerCertificate: certificate,
    HttpVersion: spec.httpVersion as never,
    PriceClass: spec.priceClass as never,
    ...(spec.webAclArn !== undefined && { WebACLId: spec.webAclArn }),
  };
}

function originOf(origin: OriginSpec, { region, accessControls }: ConfigContext): Origin {
  if ('bucket' in origin) {
    const { id: Id, bucket, originShieldRegion } = origin;
    return {
      Id,
      DomainName: `${bucket}.s3.${region}.amazonaws.com`,
      S3OriginConfig: { OriginAccessIdentity: '' },
      OriginAccessControlId: accessControls.get(bucket) ?? '',
      ...(originShieldRegion !== undefined && {
        OriginShield: { Enabled: true, OriginShieldRegion: originShieldRegion },
      }),
    };
  }
  const [DomainName = '', port] = origin.domainName.split(':');
  return {
    Id: origin.id,
    DomainName,
    CustomOriginConfig: {
      HTTPPort: Number(port ?? 80),
      HTTPSPort: 443,
      OriginProtocolPolicy: origin.protocolPolicy,
      OriginSslProtocols: list(['TLSv1.2']),
    },
  };
}

function behaviourOf(
  behaviour: BehaviourSpec,
  { accountId, keyGroups }: ConfigContext,
): DefaultCacheBehavior {
  const { trustedKeyGroup, functions = [] } = behaviour;
  const groups = trustedKeyGroup === undefined ? [] : [keyGroups.get(trustedKeyGroup) ?? ''];
  return {
    TargetOriginId: behaviour.origin,
    ViewerProtocolPolicy: behaviour.viewerProtocolPolicy,
    CachePolicyId: behaviour.cachePolicyId,
    ...(behaviour.originRequestPolicyId !== undefined && {
      OriginRequestPolicyId: behaviour.originRequestPolicyId,
    }),
    ...(behaviour.responseHeadersPolicyId !== undefined && {
      ResponseHeadersPolicyId: behaviour.responseHeadersPolicyId,
    }),
    AllowedMethods: {
      ...list((behaviour.allowedMethods ?? READ_ONLY) as never[]),
      CachedMethods: list(READ_ONLY as never[]),
    },
    Compress: behaviour.compress,
    TrustedKeyGroups: { Enabled: groups.length > 0, ...list(groups) },
    FunctionAssociations: list(
      functions.map(({ event, name }) => ({
        EventType: event,
        FunctionARN: `arn:aws:cloudfront::${accountId}:function/${name}`,
      })),
    ),
  };
}
