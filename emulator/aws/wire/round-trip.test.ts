/** What a protocol writes, the official client reads back; what the client writes, the protocol reads back. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { identify } from './identify.ts';
import { protocolNamed } from './protocols.ts';
import type { ErrorModel, OperationModel } from './schema.ts';
import { SERVICES } from './service-traits.ts';
import type { ProtocolName, ServiceId } from './service-traits.ts';
import { Peer } from './testing/clients.ts';
import { anyStructure, sampleInput } from './testing/samples.ts';
import type { Limits } from './testing/samples.ts';

const META = { requestId: '4CW7TH3RPXA9NMZD', hostId: 'host-id' };

/** Text that XML can carry unchanged: no lone surrogates, no carriage returns, no space at the ends. */
const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => value.trim());

const JSON_LIMITS: Limits = { text, wholeSeconds: false, emptyCollections: true };
const XML_LIMITS: Limits = { text: text.filter((value) => value !== ''), wholeSeconds: false, emptyCollections: false };

interface Subject {
  readonly service: ServiceId;
  readonly protocol: ProtocolName;
  readonly operation: string;
  readonly limits: Limits;
}

const SUBJECTS: readonly Subject[] = [
  { service: 'dynamodb', protocol: 'aws-json-1.0', operation: 'BatchGetItem', limits: JSON_LIMITS },
  { service: 'dynamodb', protocol: 'aws-json-1.0', operation: 'DescribeTable', limits: JSON_LIMITS },
  { service: 'sqs', protocol: 'aws-json-1.0', operation: 'ReceiveMessage', limits: JSON_LIMITS },
];
