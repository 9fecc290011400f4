/** What a Task's `Resource` names: a function, a service's operation, and how to wait for its end. */
import { notImplemented } from '../../../kernel/aws-error.ts';
import { parseArn } from '../../../kernel/scope.ts';
import { SDK_SERVICES } from './sdk-services.ts';

type Waiting = 'response' | 'sync' | 'sync:2' | 'token';

export type Resource =
  | { readonly kind: 'function'; readonly arn: string }
  | {
      readonly kind: 'service';
      /** `lambda`, `aws-sdk:s3`: as events show it. */
      readonly type: string;
      /** `invoke.waitForTaskToken`: as events show it. */
      readonly name: string;
      /** Our name of the service. */
      readonly service: string;
      /** AWS's name of the operation: `PutObject`. */
      readonly operation: string;
      /** What errors begin with: `S3`. */
      readonly prefix: string;
      readonly waiting: Waiting;
      /** Optimised integrations tell of the HTTP exchange in their results. */
      readonly optimized: boolean;
    };

/** Services with an integration of their own: the operations it has, and what its errors begin with. */
const OPTIMIZED: Readonly<
  Record<string, { service: string; prefix: string; operations: readonly string[] }>
> = {
  lambda: { service: 'lambda', prefix: 'Lambda', operations: ['invoke'] },
  sqs: { service: 'sqs', prefix: 'SQS', operations: ['sendMessage'] },
  sns: { service: 'sns', prefix: 'SNS', operations: ['publish'] },
  dynamodb: {
    service: 'dynamodb',
    prefix: 'DynamoDB',
    operations: ['getItem', 'putItem', 'updateItem', 'deleteItem'],
  },
  events: { service: 'eventbridge', prefix: 'EventBridge', operations: ['putEvents'] },
  states: { service: 'sfn', prefix: 'StepFunctions', operations: ['startExecution'] },
};

/**
 * @returns `undefined` for what no state machine may name
 * @throws AwsError NotImplemented for what AWS has and is not here
 */
export function readResource(text: string): Resource | undefined {
  const parts = parseArn(text);
  if (parts === undefined) return undefined;
  if (parts.service === 'lambda' && parts.resource.startsWith('function:'))
    return { kind: 'function', arn: text };
  if (parts.service !== 'states') return undefined;
  if (parts.resource.startsWith('activity:')) throw notImplemented('sfn', 'activities');
  const [type = '', ...rest] = parts.resource.split(':');
  if (type === 'aws-sdk') return sdkCall(rest);
  const name = rest.join(':');
  const [action, suffix] = splitSuffix(name);
  const integration = OPTIMIZED[type];
  if (integration === undefined || !integration.operations.includes(action)) {
    throw notImplemented('sfn', `the task resource ${text}`);
  }
  const waiting = waitingOf(suffix);
  const { service, prefix } = integration;
  if (waiting === undefined || (waiting.startsWith('sync') && type !== 'states')) return undefined;
  return {
    kind: 'service',
    type,
    name,
    service,
    operation: capitalized(action),
    prefix,
    waiting,
    optimized: true,
  };
}

function sdkCall([sdkName = '', ...rest]: readonly string[]): Resource | undefined {
  const name = rest.join(':');
  const [action, suffix] = splitSuffix(name);
  const known = SDK_SERVICES[sdkName];
  if (known === undefined) throw notImplemented('sfn', `calls of aws-sdk:${sdkName}`);
  const waiting = waitingOf(suffix);
  if (action === '' || waiting === undefined || waiting.startsWith('sync')) return undefined;
  const { service, prefix } = known;
  const operation = capitalized(action);
  return {
    kind: 'service',
    type: `aws-sdk:${sdkName}`,
    name,
    service,
    operation,
    prefix,
    waiting,
    optimized: false,
  };
}

function splitSuffix(name: string): readonly [string, string | undefined] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)];
}

function waitingOf(suffix: string | undefined): Waiting | undefined {
  if (suffix === undefined) return 'response';
  if (suffix === 'waitForTaskToken') return 'token';
  return suffix === 'sync' || suffix === 'sync:2' ? suffix : undefined;
}

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
