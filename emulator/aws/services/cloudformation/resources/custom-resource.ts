/**
 * Custom resources: a function or a topic is told what is to be made, and answers by HTTP what it made (user guide
 * "CloudFormation custom resource request and response reference", read 2026-11-29; messages as people report them).
 *
 * Gaps: `NoEcho` masks nothing. An answer is not held to the request's `StackId`, `RequestId` and `LogicalResourceId`,
 * since its address is the request's alone.
 */
import { AwsError } from '../../../kernel/aws-error.ts';
import { seconds } from '../../../kernel/instant.ts';
import { validationError } from '../errors.ts';
import { isList, isObject, textOf, type Json, type JsonObject } from '../template/json.ts';
import type { Making, ResourceType } from './resource-type.ts';

/** Bytes of an answer. */
const LARGEST_ANSWER = 4_096;
/** Characters of a physical id. */
const LONGEST_ID = 1_024;
const LONGEST_WAIT = 3_600;

export const isCustom = (type: string): boolean =>
  type === 'AWS::CloudFormation::CustomResource' || /^Custom::[\w@-]{1,60}$/.test(type);

/** @param type as the template has it: the provider is told */
export const customResource = (type: string): ResourceType => ({
  type,
  properties: 'any',
  required: ['ServiceToken'],
  fixed: { ServiceToken: 'Modifying service token is not allowed.' },
  async create(properties, making) {
    const request = { RequestType: 'Create', ResourceType: type, ResourceProperties: sent(properties) };
    const { id, data } = await provided(request, properties, making).catch((error: unknown) => {
      if (error instanceof Refused) making.exists(error.physicalId ?? making.generatedName);
      throw error;
    });
    making.exists(id);
    return data;
  },
  async update({ physicalId, properties: before }, properties, making) {
    const request = {
      RequestType: 'Update',
      ResourceType: type,
      PhysicalResourceId: physicalId,
      ResourceProperties: sent(properties),
      OldResourceProperties: sent(before),
    };
    const { id, data } = await provided(request, properties, making);
    making.exists(id);
    return data;
  },
  async delete(PhysicalResourceId, _, making, properties) {
    const ResourceProperties = sent(properties);
    const request = { RequestType: 'Delete', ResourceType: type, PhysicalResourceId, ResourceProperties };
    await provided(request, properties, making);
  },
});

/** The provider's own no, with the physical id that it gave all the same. */
class Refused extends AwsError {
  readonly physicalId: string | undefined;

  constructor(message: string, physicalId?: string) {
    super({ code: 'ValidationError', status: 400, message });
    this.physicalId = physicalId;
  }
}

interface Provided {
  readonly id: string;
  readonly data: JsonObject;
}

/** @throws AwsError ValidationError when the provider cannot be asked, says no, or says nothing in time */
async function provided(request: object, properties: JsonObject, making: Making): Promise<Provided> {
  const { stackId: StackId, logicalId: LogicalResourceId, requestId: RequestId } = making;
  const token = textOf(properties['ServiceToken']);
  const answer = await making.answered(
    (ResponseURL) =>
      ask(
        token,
        { ...request, ServiceToken: token, ResponseURL, StackId, RequestId, LogicalResourceId },
        making,
      ),
    patienceOf(properties['ServiceTimeout']),
  );
  if (answer === undefined) {
    throw new Refused(
      `CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [${RequestId}]. If you are using the Python cfn-response module, you may need to update your Lambda function code so that CloudFormation can attach the updated version.`,
    );
  }
  return read(answer, RequestId);
}

async function ask(token: string, request: object, making: Making): Promise<void> {
  const text = JSON.stringify(request);
  try {
    if (token.split(':')[2] === 'sns') {
      const Subject = 'AWS CloudFormation custom resource request';
      await making.invoke('sns', 'Publish', { TopicArn: token, Subject, Message: text });
    } else {
      await making.invoke('lambda', 'Invoke', {
        FunctionName: token,
        InvocationType: 'Event',
        Payload: text,
      });
    }
  } catch (error) {
    // A provider that is not there is no sign that what it made is gone.
    throw error instanceof AwsError ? validationError(error.message) : error;
  }
}

/** @throws AwsError ValidationError */
function patienceOf(given: Json | undefined): number {
  const wait = given === undefined ? LONGEST_WAIT : Number(textOf(given));
  if (!Number.isInteger(wait) || wait < 1 || wait > LONGEST_WAIT) {
    throw validationError('ServiceTimeout must be an integer between 1 and 3600.');
  }
  return seconds(wait);
}

/** @throws Refused */
function read(text: string, requestId: string): Provided {
  if (Buffer.byteLength(text) > LARGEST_ANSWER) throw new Refused('Response object is too long.');
  const answer = parsed(text);
  const { Status: status, Reason: reason, PhysicalResourceId: given, Data: data = {} } = answer;
  const id = typeof given === 'string' && given !== '' && given.length <= LONGEST_ID ? given : undefined;
  if (status === 'FAILED') {
    const told = `Message returned: ${textOf(reason)} (RequestId: ${requestId})`;
    throw new Refused(`Received response status [FAILED] from custom resource. ${told}`, id);
  }
  if (status !== 'SUCCESS') throw new Refused('Invalid response status: SUCCESS or FAILED is expected.', id);
  if (id === undefined) throw new Refused('Invalid PhysicalResourceId');
  return { id, data: isObject(data) ? data : {} };
}

function parsed(text: string): JsonObject {
  try {
    const answer = JSON.parse(text) as Json;
    if (isObject(answer)) return answer;
  } catch {
    // It is refused as any other answer that is none.
  }
  throw new Refused('Invalid response object: a JSON object is expected.');
}

/** Properties reach a provider with numbers and booleans as text. */
const sent = (properties: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, asText(value)]));

function asText(value: Json): Json {
  if (isList(value)) return value.map(asText);
  return isObject(value) ? sent(value) : textOf(value);
}
