/**
 * What CloudFront fills in when a distribution's configuration leaves it out, so that what is read back can be sent again
 * as an update (aws.md section A.1; answers of GetDistributionConfig quoted publicly, 2022 to 2026).
 */
import type {
  AllowedMethods,
  CacheBehavior,
  DefaultCacheBehavior,
  DistributionConfig,
  Origin,
} from '@aws-sdk/client-cloudfront';
import { itemsOf, listOf } from './quantities.ts';

const NONE = { Quantity: 0 } as const;

export function withDefaults(config: DistributionConfig): DistributionConfig {
  const { Origins, DefaultCacheBehavior: first, CacheBehaviors } = config;
  return {
    Aliases: NONE,
    DefaultRootObject: '',
    OriginGroups: NONE,
    CustomErrorResponses: NONE,
    Logging: { Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' },
    PriceClass: 'PriceClass_All',
    ViewerCertificate: {
      CloudFrontDefaultCertificate: true,
      SSLSupportMethod: 'vip',
      MinimumProtocolVersion: 'TLSv1',
      CertificateSource: 'cloudfront',
    },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: 'http2',
    IsIPV6Enabled: true,
    ContinuousDeploymentPolicyId: '',
    Staging: false,
    ...config,
    Origins: listOf(
      itemsOf(Origins).map((origin) => originWithDefaults(origin)),
    ) as DistributionConfig['Origins'],
    DefaultCacheBehavior: behaviorWithDefaults(first!),
    CacheBehaviors: listOf(
      itemsOf(CacheBehaviors).map((behavior) => behaviorWithDefaults<CacheBehavior>(behavior)),
    ),
  };
}

function originWithDefaults(origin: Origin): Origin {
  const { CustomOriginConfig: custom } = origin;
  return {
    OriginPath: '',
    CustomHeaders: NONE,
    ConnectionAttempts: 3,
    ConnectionTimeout: 10,
    OriginShield: { Enabled: false },
    OriginAccessControlId: '',
    ...origin,
    ...(custom !== undefined && {
      CustomOriginConfig: {
        OriginSslProtocols: { Quantity: 3, Items: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] },
        OriginReadTimeout: 30,
        OriginKeepaliveTimeout: 5,
        ...custom,
      },
    }),
  };
}

function behaviorWithDefaults<Behavior extends DefaultCacheBehavior>(behavior: Behavior): Behavior {
  const legacy = behavior.ForwardedValues !== undefined;
  return {
    TrustedSigners: { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: { Enabled: false, Quantity: 0 },
    SmoothStreaming: false,
    Compress: false,
    LambdaFunctionAssociations: NONE,
    FunctionAssociations: NONE,
    FieldLevelEncryptionId: '',
    GrpcConfig: { Enabled: false },
    ...(legacy && { MinTTL: 0, DefaultTTL: 86_400, MaxTTL: 31_536_000 }),
    ...behavior,
    AllowedMethods: methodsWithDefaults(behavior.AllowedMethods),
  };
}

const SAFE = { Quantity: 2, Items: ['HEAD', 'GET'] } satisfies AllowedMethods['CachedMethods'];

const methodsWithDefaults = (methods: AllowedMethods | undefined): AllowedMethods => ({
  ...SAFE,
  CachedMethods: SAFE,
  ...methods,
});
