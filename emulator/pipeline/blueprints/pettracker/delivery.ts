/**
 * How PetTracker reaches its viewers: one distribution before the images, the web application and the API. As written, and
 * repaired.
 *
 * Managed policy ids: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
 * …/using-managed-response-headers-policies.html, read 2026-11-20.
 */
import type {
  BehaviourSpec,
  BlueprintContext,
  DistributionSpec,
  EdgeFunctionSpec,
  OriginSpec,
  SigningKeySpec,
} from '../blueprint.ts';
import { named } from '../arn.ts';
import { NAMES } from './facts.ts';

const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

const signingKey = (context: BlueprintContext): SigningKeySpec => ({
  keyGroup: named('kg-pettracker-signing', context),
  secret: named('pettracker/cloudfront-signing-key', context),
});

const spaRouting = (context: BlueprintContext): EdgeFunctionSpec => ({
  name: named('spa-routing', context),
  runtime: 'cloudfront-js-1.0',
  comment: 'Every path of the application is index.html; only files have an extension',
  code: `function handler(event) {
  var request = event.request;
  var name = request.uri.substring(request.uri.lastIndexOf('/') + 1);
  if (name.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}
`,
});

const securityHeaders = (context: BlueprintContext): EdgeFunctionSpec => ({
  name: named('security-headers', context),
  runtime: 'cloudfront-js-1.0',
  comment: 'Add security headers',
  code: `function handler(event) {
  var response = event.response;
  response.headers['strict-transport-security'] = {value: 'max-age=31536000; includeSubdomains'};
  response.headers['x-content-type-options'] = {value: 'nosniff'};
  response.headers['x-frame-options'] = {value: 'DENY'};
  return response;
}
`,
});

/** Repair of trap 3: the object behind `/images/uploads/…` is `uploads/…`; the path's first segment only chooses the behaviour. */
const imagePaths = (context: BlueprintContext): EdgeFunctionSpec => ({
  name: named('image-paths', context),
  runtime: 'cloudfront-js-1.0',
  comment: 'Take /images off the path: object keys do not have it',
  code: `function handler(event) {
  var request = event.request;
  if (request.uri.indexOf('/images/') === 0) request.uri = request.uri.substring('/images'.length);
  return request;
}
`,
});

/** What the API's origin is called: the document's name, or where the API really answers. */
function apiOrigin({ apiUrl }: BlueprintContext): OriginSpec {
  if (apiUrl === undefined) {
    return { id: 'API-backend', domainName: 'api.pettracker.com', protocolPolicy: 'https-only' };
  }
  const { host, protocol } = new URL(apiUrl);
  return {
    id: 'API-backend',
    domainName: host,
    protocolPolicy: protocol === 'http:' ? 'http-only' : 'https-only',
  };
}

const origins = (context: BlueprintContext): readonly OriginSpec[] => [
  { id: 'S3-images', bucket: named(NAMES.images, context), originShieldRegion: 'us-west-2' },
  apiOrigin(context),
  { id: 'S3-static', bucket: named(NAMES.static, context) },
];

const edge = (
  ...functions: readonly [event: 'viewer-request' | 'viewer-response', spec: EdgeFunctionSpec][]
): Pick<BehaviourSpec, 'functions'> => ({
  functions: functions.map(([event, { name }]) => ({ event, name })),
});

const webApplication = (context: BlueprintContext): BehaviourSpec => ({
  origin: 'S3-static',
  viewerProtocolPolicy: 'redirect-to-https',
  cachePolicyId: CACHING_OPTIMIZED,
  responseHeadersPolicyId: SECURITY_HEADERS,
  compress: true,
  ...edge(['viewer-request', spaRouting(context)], ['viewer-response', securityHeaders(context)]),
});

const api: BehaviourSpec & { pathPattern: string } = {
  pathPattern: '/api/*',
  origin: 'API-backend',
  viewerProtocolPolicy: 'redirect-to-https',
  cachePolicyId: CACHING_DISABLED,
  compress: true,
};

const images = (context: BlueprintContext): BehaviourSpec & { pathPattern: string } => ({
  pathPattern: '/images/*',
  origin: 'S3-images',
  viewerProtocolPolicy: 'redirect-to-https',
  cachePolicyId: CACHING_OPTIMIZED,
  compress: true,
  trustedKeyGroup: signingKey(context).keyGroup,
});

const distribution = (
  context: BlueprintContext,
  behaviours: DistributionSpec['behaviours'],
): DistributionSpec => ({
  name: named('pettracker', context),
  // A distribution may carry a name only with a certificate for it.
  aliases: context.certificateArn === undefined ? [] : ['images.pettracker.com', 'cdn.pettracker.com'],
  ...(context.certificateArn === undefined ? {} : { certificateArn: context.certificateArn }),
  minimumProtocolVersion: 'TLSv1.2_2021',
  httpVersion: 'http2and3',
  priceClass: 'PriceClass_All',
  origins: origins(context),
  defaultBehaviour: webApplication(context),
  behaviours,
});

interface Delivery {
  readonly signingKeys: readonly SigningKeySpec[];
  readonly edgeFunctions: readonly EdgeFunctionSpec[];
  readonly distributions: readonly DistributionSpec[];
}

export const deliveryAsWritten = (context: BlueprintContext): Delivery => ({
  signingKeys: [signingKey(context)],
  edgeFunctions: [spaRouting(context), securityHeaders(context)],
  distributions: [distribution(context, [images(context), api])],
});

export const deliveryRepaired = (context: BlueprintContext): Delivery => ({
  signingKeys: [signingKey(context)],
  edgeFunctions: [spaRouting(context), securityHeaders(context), imagePaths(context)],
  distributions: [
    distribution(context, [
      { ...images(context), ...edge(['viewer-request', imagePaths(context)]) },
      // Trap 4: thumbnails matched no behaviour and were looked for among the static files. They are public and cached.
      {
        pathPattern: '/thumbnails/*',
        origin: 'S3-images',
        viewerProtocolPolicy: 'redirect-to-https',
        cachePolicyId: CACHING_OPTIMIZED,
        compress: false,
      },
      // The API takes uploads and deletions, and has to know who asks.
      { ...api, allowedMethods: ALL_METHODS, originRequestPolicyId: ALL_VIEWER_EXCEPT_HOST },
    ]),
  ],
});
