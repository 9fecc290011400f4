/** The stack that a configured pipeline is of: made from its template where it does not stand yet. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CloudFormation, Stack } from '@aws-sdk/client-cloudformation';
import { SafelightError } from '#aws/terms';
import type { Target } from '../targets/target.ts';
import { packTemplate } from './pack-template.ts';
import type { StackConfig } from './pipeline-config.ts';

export interface StandingStack {
  readonly name: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** Physical ids by logical ones. */
  readonly resources: ReadonlyMap<string, string>;
}

const DEFAULT_NAME = 'safelight-pipeline';
const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] as const;
/** A distribution takes AWS a quarter of an hour. */
const PATIENCE = 45 * 60_000;
/** What CreateStack takes as text. */
const MAX_BODY_BYTES = 51_200;

type StackTarget = Pick<Target, 'accountId' | 'clients' | 'region' | 'time'>;

/**
 * @param folder the configuration's
 * @param run by whose mark what is made for want of a standing stack is found and removed; absent where it is to stay
 * @throws SafelightError ERR_STACK, ERR_TEMPLATE
 */
export async function ensureStack(
  target: StackTarget,
  { name: asked = DEFAULT_NAME, template, parameters = {} }: StackConfig,
  folder: string,
  run?: string,
): Promise<StandingStack> {
  const cloudformation = await target.clients.cloudformation();
  const isDeployed = (await find(cloudformation, asked)) !== undefined;
  const name = isDeployed || run === undefined ? asked : `${asked}-${run}`;
  if (!isDeployed && (name === asked || (await find(cloudformation, name)) === undefined)) {
    if (template === undefined) {
      throw refused(
        `No stack ${asked} stands here.`,
        'Deploy it, or name its template in pipeline.stack.template.',
      );
    }
    await create(target, { name, file: resolve(folder, template), parameters, run });
  }
  const stack = await target.time.eventually(() => settled(cloudformation, name), { within: PATIENCE });
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$|^UPDATE_ROLLBACK_COMPLETE$/.test(stack.StackStatus ?? '')) {
    throw refused(
      `The stack ${name} is ${stack.StackStatus}.\n${await failures(cloudformation, name)}`,
      HINT,
    );
  }
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName: name });
  return {
    name,
    outputs: new Map(
      (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
    resources: new Map(
      StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
        LogicalResourceId,
        PhysicalResourceId,
      ]),
    ),
  };
}

const HINT = '`safelight preflight TEMPLATE` says what AWS would refuse of it, and where.';

const refused = (message: string, hint: string): SafelightError =>
  new SafelightError('ERR_STACK', message, { hint });

/** CloudFormation has no other word for a stack that is not there than a validation error. */
async function find(cloudformation: CloudFormation, StackName: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudformation.describeStacks({ StackName });
    return Stacks[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message))
      return undefined;
    throw error;
  }
}

async function settled(cloudformation: CloudFormation, name: string): Promise<Stack | undefined> {
  const stack = await find(cloudformation, name);
  return stack?.StackStatus?.endsWith('_IN_PROGRESS') === false ? stack : undefined;
}

interface Wanted {
  readonly name: string;
  readonly file: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly run: string | undefined;
}

/** Another worker of the same run may be faster; whoever comes second waits like everybody else. */
async function create(
  { clients, accountId, region }: StackTarget,
  { name, file, parameters, run }: Wanted,
): Promise<void> {
  const [cloudformation, s3] = await Promise.all([clients.cloudformation(), clients.s3()]);
  const worker = process.pid.toString(36);
  const bucket = `safelight-packages-${run === undefined ? `${accountId}-${region}-${worker}` : `${run}${worker}`}`;
  const { text, objects } = await packTemplate(await readTemplate(file), dirname(file), bucket);
  const large = Buffer.byteLength(text) > MAX_BODY_BYTES;
  const stored = new Map<string, Uint8Array>([
    ...objects,
    ...(large ? [['template', Buffer.from(text)] as const] : []),
  ]);
  if (stored.size > 0) await s3.createBucket({ Bucket: bucket, ...locationOf(region) });
  for (const [Key, Body] of stored) await s3.putObject({ Bucket: bucket, Key, Body });
  const body = large
    ? { TemplateURL: `https://${bucket}.s3.${region}.amazonaws.com/template` }
    : { TemplateBody: text };
  try {
    await cloudformation.createStack({
      StackName: name,
      ...body,
      Capabilities: [...CAPABILITIES],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if (cause.name !== 'AlreadyExistsException')
      throw new SafelightError('ERR_STACK', `${file}: ${cause.message}`, { hint: HINT, cause });
  }
}

/** us-east-1 is the one region that must not be named. */
const locationOf = (region: string) =>
  region === 'us-east-1'
    ? {}
    : { CreateBucketConfiguration: { LocationConstraint: region as 'eu-central-1' } };

async function readTemplate(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new SafelightError('ERR_TEMPLATE', `The template ${file} cannot be read.`, {
      hint: 'pipeline.stack.template is relative to the configuration.',
      cause,
    });
  }
}

async function failures(cloudformation: CloudFormation, StackName: string): Promise<string> {
  const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName });
  return StackEvents.filter(({ ResourceStatus = '' }) => ResourceStatus.endsWith('_FAILED'))
    .map(({ LogicalResourceId, ResourceStatusReason }) => `  ${LogicalResourceId}: ${ResourceStatusReason}`)
    .toReversed()
    .join('\n');
}
