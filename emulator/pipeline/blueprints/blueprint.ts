/**
 * What a pipeline needs of a cloud, as plain data in AWS's own vocabulary. A blueprint makes no calls; whoever provisions
 * it decides where. Its names carry the context's suffix.
 */
import type {
  AttributeDefinition,
  GlobalSecondaryIndex,
  KeySchemaElement,
  ProvisionedThroughput,
} from '@aws-sdk/client-dynamodb';
import type {
  CORSRule,
  LifecycleRule,
  LoggingEnabled,
  NotificationConfiguration,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { Usage } from './usage.ts';

/** Where a blueprint is to stand. */
export interface BlueprintContext {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  /** Appended to all names, such as `-x1y2`; empty on a cloud of one's own. */
  readonly suffix: string;
  /** Where the pipeline's API answers, for origins and links. */
  readonly apiUrl?: string;
  /** A PostgreSQL server that functions can reach; without one, functions write no records. */
  readonly databaseUrl?: string;
  /** ARNs of the blueprint's KMS keys by alias, once they stand: whoever provisions makes `keys` first and asks again. */
  readonly keyArns?: Readonly<Record<string, string>>;
  /** A certificate in us-east-1 for the aliases of distributions; without one they keep their own domain only. */
  readonly certificateArn?: string;
}

/** A policy document, as AWS writes it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17' | '2008-10-17';
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

export interface BucketSpec {
  readonly name: string;
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly encryption?: readonly ServerSideEncryptionRule[];
  /** All four flags, or none of them set. */
  readonly publicAccessBlock?: boolean;
  readonly lifecycle?: readonly LifecycleRule[];
  readonly cors?: readonly CORSRule[];
  readonly policy?: PolicyDocument;
  readonly tags?: Readonly<Record<string, string>>;
  readonly logging?: LoggingEnabled;
  /** Id of a filter under which S3 publishes metrics of all requests to the bucket; without one it publishes none. */
  readonly requestMetrics?: string;
  /** Put last, when its destinations and their permissions stand. */
  readonly notifications?: NotificationConfiguration;
}

export interface QueueSpec {
  readonly name: string;
  /** As SQS's attributes are written: all values are text. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Name of another queue of the blueprint. */
  readonly deadLetter?: { readonly queue: string; readonly maxReceiveCount: number };
  readonly policy?: PolicyDocument;
}

export interface TopicSpec {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly policy?: PolicyDocument;
  readonly subscriptions: readonly {
    readonly protocol: 'sqs' | 'lambda';
    readonly endpointArn: string;
    readonly attributes?: Readonly<Record<string, string>>;
  }[];
}

/** A handler of this package: the module's path below `emulator/pipeline` and the export that is the handler. */
export interface FunctionSource {
  readonly module: string;
  readonly handler: string;
  /** Whether the package needs sharp. */
  readonly sharp?: boolean;
}

export interface FunctionSpec {
  readonly name: string;
  readonly runtime: 'nodejs22.x' | 'nodejs24.x';
  readonly source: FunctionSource;
  /** Seconds. */
  readonly timeout: number;
  /** MiB. */
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Who may invoke it, as Lambda's AddPermission takes it. */
  readonly permissions: readonly {
    readonly statementId: string;
    readonly principal: string;
    readonly sourceArn?: string;
    readonly sourceAccount?: string;
  }[];
  /** Queues that Lambda reads for it; every handler of this package answers with batch item failures. */
  readonly eventSources?: readonly { readonly queueArn: string; readonly batchSize: number }[];
  /** What its role may do, beyond writing logs. */
  readonly rights?: readonly Readonly<Record<string, unknown>>[];
  /** Name of the queue that gets events whose invocations failed for good. */
  readonly deadLetterQueue?: string;
}

export interface TableSpec {
  readonly name: string;
  readonly attributes: readonly AttributeDefinition[];
  readonly key: readonly KeySchemaElement[];
  readonly indexes?: readonly GlobalSecondaryIndex[];
  /** On demand when absent. */
  readonly capacity?: ProvisionedThroughput;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface KeySpec {
  /** Without `alias/`. */
  readonly alias: string;
  readonly description: string;
  readonly rotation: boolean;
  /** Days, 7 to 30, between the order to delete it and the deletion. */
  readonly deletionWindow: number;
  readonly policy: PolicyDocument;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AlarmSpec {
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Average' | 'Sum';
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  /** The alarm is for values above it. */
  readonly threshold: number;
}

export interface StateMachineSpec {
  readonly name: string;
  /** In Amazon States Language. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** What its role may do, beyond writing logs. */
  readonly rights: readonly Readonly<Record<string, unknown>>[];
}

/** Records who called what, into a bucket whose policy lets CloudTrail in. */
export interface TrailSpec {
  readonly name: string;
  /** Name of a bucket of the blueprint. */
  readonly bucket: string;
  /** Buckets whose objects are watched too: calls on them are data events, which no trail records unasked. */
  readonly objectsOf: readonly string[];
}

/** A secret that nobody chooses: 32 random bytes as text, made when it is provisioned and never changed. */
export interface SecretSpec {
  readonly name: string;
}

export interface RestApiSpec {
  readonly name: string;
  readonly stage: string;
  /** Proxy integrations, without authorization. `ANY` takes what no other method of the path does. */
  readonly routes: readonly {
    /** `/images/{image_id}` */
    readonly path: string;
    readonly method: 'ANY' | 'DELETE' | 'GET' | 'POST';
    /** Name of a function of the blueprint. */
    readonly function: string;
  }[];
  /** What is not passed on as text. */
  readonly binaryMediaTypes?: readonly string[];
}

/** A function that runs at the edge, in CloudFront's own JavaScript. */
export interface EdgeFunctionSpec {
  readonly name: string;
  readonly runtime: 'cloudfront-js-1.0' | 'cloudfront-js-2.0';
  readonly comment: string;
  readonly code: string;
}

/** A key pair for signed URLs, made when it is provisioned: the public half in a key group, the private one in a secret. */
export interface SigningKeySpec {
  /** Name of the key group that behaviours trust. */
  readonly keyGroup: string;
  /** Name of the secret that holds the private key, PEM. */
  readonly secret: string;
}

export type OriginSpec =
  | {
      readonly id: string;
      /**
       * Name of a bucket of the blueprint, read through origin access control (sigv4, always). The bucket's policy has to
       * let the distribution in, once its ARN is known: `allowService` writes it.
       */
      readonly bucket: string;
      readonly originShieldRegion?: string;
    }
  | { readonly id: string; readonly domainName: string; readonly protocolPolicy: 'http-only' | 'https-only' };

export interface BehaviourSpec {
  /** An origin's id. */
  readonly origin: string;
  readonly viewerProtocolPolicy: 'allow-all' | 'https-only' | 'redirect-to-https';
  readonly cachePolicyId: string;
  readonly originRequestPolicyId?: string;
  readonly responseHeadersPolicyId?: string;
  readonly allowedMethods?: readonly string[];
  readonly compress: boolean;
  /** Edge functions by name. */
  readonly functions?: readonly {
    readonly event: 'viewer-request' | 'viewer-response';
    readonly name: string;
  }[];
  /** Only signed URLs pass, signed with a key of this group. */
  readonly trustedKeyGroup?: string;
}

export interface DistributionSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Needed for aliases; must be in us-east-1. */
  readonly certificateArn?: string;
  readonly minimumProtocolVersion: string;
  readonly httpVersion: string;
  readonly priceClass: string;
  readonly webAclArn?: string;
  readonly origins: readonly OriginSpec[];
  readonly defaultBehaviour: BehaviourSpec;
  /** In the order in which they are tried. */
  readonly behaviours: readonly (BehaviourSpec & { readonly pathPattern: string })[];
}

/** What a pipeline's own code is told about where things are: environment variables by name. */
export type PipelineEnvironment = Readonly<Record<string, string>>;

export interface Resources {
  readonly buckets: readonly BucketSpec[];
  readonly queues: readonly QueueSpec[];
  readonly topics: readonly TopicSpec[];
  readonly functions: readonly FunctionSpec[];
  readonly tables: readonly TableSpec[];
  readonly keys?: readonly KeySpec[];
  readonly alarms?: readonly AlarmSpec[];
  readonly stateMachines?: readonly StateMachineSpec[];
  readonly trails?: readonly TrailSpec[];
  readonly secrets?: readonly SecretSpec[];
  readonly restApis?: readonly RestApiSpec[];
  readonly signingKeys?: readonly SigningKeySpec[];
  readonly edgeFunctions?: readonly EdgeFunctionSpec[];
  readonly distributions?: readonly DistributionSpec[];
  /** For the API and the workers, which run beside the cloud. */
  readonly environment: PipelineEnvironment;
}

export interface Blueprint {
  /** `pettracker` */
  readonly name: string;
  /** `as-written`: exactly as its document has it. `repaired`: what works. */
  readonly form: 'as-written' | 'repaired';
  /** The design document it comes from. */
  readonly source: string;
  readonly resources: (context: BlueprintContext) => Resources;
  /** How it is used. */
  readonly usage?: (context: BlueprintContext) => Usage;
}
