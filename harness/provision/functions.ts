import { createHash } from 'node:crypto';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import type { FunctionSpec } from '#pipeline';
import { changed, covers, found, type Change } from './change.ts';

/** What a function needs beyond its description. */
export interface FunctionDeployment {
  /** The deployment package. */
  readonly zip: Uint8Array;
  /** `index.handler` */
  readonly handler: string;
  /** Variables that the package needs besides the function's own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly deadLetterArn?: string;
}

/** Seconds that a real function may take to become active. */
const MAX_WAIT = 120;

/** Makes a function what its description says, with its permissions and event sources. */
export async function ensureFunction(
  lambda: LambdaClient,
  spec: FunctionSpec,
  { zip, handler, environment, roleArn, deadLetterArn }: FunctionDeployment,
): Promise<readonly Change[]> {
  const FunctionName = spec.name;
  const configuration = {
    Runtime: spec.runtime,
    Handler: handler,
    Role: roleArn,
    Timeout: spec.timeout,
    MemorySize: spec.memory,
    Environment: { Variables: { ...environment, ...spec.environment } },
    ...(deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: deadLetterArn } }),
  };
  const standing = await found(
    lambda.send(new GetFunctionCommand({ FunctionName })),
    'ResourceNotFoundException',
  );
  const parts: string[] = [];
  if (standing === undefined) {
    await lambda.send(new CreateFunctionCommand({ FunctionName, ...configuration, Code: { ZipFile: zip } }));
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: MAX_WAIT, minDelay: 1 }, { FunctionName });
  } else {
    const updated = { client: lambda, maxWaitTime: MAX_WAIT, minDelay: 1 };
    if (standing.Configuration?.CodeSha256 !== createHash('sha256').update(zip).digest('base64')) {
      await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip }));
      await waitUntilFunctionUpdatedV2(updated, { FunctionName });
      parts.push('code');
    }
    if (!covers(configuration, standing.Configuration)) {
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...configuration }));
      await waitUntilFunctionUpdatedV2(updated, { FunctionName });
      parts.push('configuration');
    }
  }
  parts.push(...(await ensurePermissions(lambda, spec)));
  const change: Change =
    standing === undefined
      ? { kind: 'function', name: FunctionName, outcome: 'created' }
      : changed('function', FunctionName, parts);
  return [change, ...(await ensureEventSources(lambda, spec))];
}

async function ensurePermissions(lambda: LambdaClient, spec: FunctionSpec): Promise<readonly string[]> {
  const FunctionName = spec.name;
  const policy = await found(
    lambda.send(new GetPolicyCommand({ FunctionName })),
    'ResourceNotFoundException',
  );
  const document = JSON.parse(policy?.Policy ?? '{"Statement":[]}') as { Statement: { Sid: string }[] };
  const granted = new Set(document.Statement.map(({ Sid }) => Sid));
  const missing = spec.permissions.filter(({ statementId }) => !granted.has(statementId));
  for (const { statementId, principal, sourceArn, sourceAccount } of missing) {
    await lambda.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: statementId,
        Action: 'lambda:InvokeFunction',
        Principal: principal,
        SourceArn: sourceArn,
        SourceAccount: sourceAccount,
      }),
    );
  }
  return missing.map(({ statementId }) => `permission ${statementId}`);
}

async function ensureEventSources(lambda: LambdaClient, spec: FunctionSpec): Promise<readonly Change[]> {
  const FunctionName = spec.name;
  const changes: Change[] = [];
  for (const { queueArn, batchSize } of spec.eventSources ?? []) {
    const name = `${queueArn.split(':').at(-1)} → ${FunctionName}`;
    const { EventSourceMappings = [] } = await lambda.send(
      new ListEventSourceMappingsCommand({ FunctionName, EventSourceArn: queueArn }),
    );
    if (EventSourceMappings.length === 0) {
      await lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName,
          EventSourceArn: queueArn,
          BatchSize: batchSize,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
        }),
      );
    }
    const outcome = EventSourceMappings.length === 0 ? 'created' : 'unchanged';
    changes.push({ kind: 'event source', name, outcome });
  }
  return changes;
}
