/** The protocols by name. */
import { awsJson10, awsJson11 } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import type { Protocol } from './protocol.ts';
import { restJson } from './rest-json.ts';
import { restXml } from './rest-xml.ts';
import { rpcV2Cbor } from './rpc-v2-cbor.ts';
import { s3 } from './s3.ts';
import type { ProtocolName } from './service-traits.ts';

const PROTOCOLS: Readonly<Record<ProtocolName, Protocol>> = {
  'aws-json-1.0': awsJson10,
  'aws-json-1.1': awsJson11,
  'aws-query': awsQuery,
  'rest-json': restJson,
  'rest-xml': restXml,
  'rpc-v2-cbor': rpcV2Cbor,
  s3,
};

export const protocolNamed = (name: ProtocolName): Protocol => PROTOCOLS[name];
