/**
 * ItemReader: the items of a distributed Map from a bucket, either its listing or the lines of an object in JSON, JSON
 * Lines or CSV.
 *
 * Gaps: Parquet, and S3 inventories (`MANIFEST`), are refused by name.
 */
import { parseInstant } from '../../../kernel/instant.ts';
import type { ItemReader } from '../asl/definition.ts';
import { asText, isObject, type Json, type JsonObject } from '../asl/json.ts';
import { StatesError } from '../asl/states-error.ts';
import { valueAt } from '../asl/query.ts';
import type { Frame } from '../running/frame.ts';
import { rolePrincipal } from '../../../kernel/role-principal.ts';
import { readCsv } from './csv.ts';
import { textOf } from './sdk-shapes.ts';
import { callService } from './service-call.ts';
import { readResource, type Resource } from './resource.ts';

const failed = (cause: string): StatesError => new StatesError('States.ItemReaderFailed', cause);

/** An object that is read for its items may be far larger than what a state may hold. */
export async function readItems(frame: Frame, reader: ItemReader, input: Json): Promise<readonly Json[]> {
  const parameters = await frame.members(reader, 'ItemReader', input);
  const { ReaderConfig: config = {} } = reader;
  const most =
    config.MaxItemsPath === undefined
      ? config.MaxItems
      : Number(valueAt(config.MaxItemsPath, frame.data(input)));
  const items = reader.Resource.endsWith(':listObjectsV2')
    ? await listObjects(frame, parameters, most)
    : readLines(await readObject(frame, parameters), config);
  return most === undefined ? items : items.slice(0, most);
}

async function listObjects(
  frame: Frame,
  parameters: JsonObject,
  most = Number.POSITIVE_INFINITY,
): Promise<Json[]> {
  const objects: Json[] = [];
  let page: JsonObject = {};
  do {
    const { NextContinuationToken: token } = page;
    page = await listPage(
      frame,
      token === undefined ? parameters : { ...parameters, ContinuationToken: token },
    );
    objects.push(...((page['Contents'] ?? []) as Json[]).filter(isObject).map(shownObject));
  } while (page['IsTruncated'] === true && objects.length < most);
  return objects;
}

/** Times are in whole seconds since the epoch here. */
const shownObject = (object: JsonObject): JsonObject => ({
  Etag: object['ETag'] ?? null,
  Key: object['Key'] ?? null,
  LastModified: Math.floor((parseInstant(asText(object['LastModified'])) ?? 0) / 1_000),
  Size: object['Size'] ?? null,
  StorageClass: object['StorageClass'] ?? 'STANDARD',
});

async function listPage({ facts }: Frame, parameters: JsonObject): Promise<JsonObject> {
  const { kernel, scope, cause, roleArn, name } = facts;
  const resource = readResource('arn:aws:states:::aws-sdk:s3:listObjectsV2') as Resource & {
    kind: 'service';
  };
  try {
    const principal = rolePrincipal(kernel, roleArn, name);
    return await callService({ kernel, resource, parameters, scope, principal, cause });
  } catch (error) {
    throw error instanceof StatesError ? failed(error.causeText ?? '') : error;
  }
}

async function readObject({ facts }: Frame, { Bucket, Key, VersionId }: JsonObject): Promise<string> {
  const { kernel, scope, cause, roleArn, name } = facts;
  const objects = kernel.ports.find('objects');
  if (objects === undefined) throw failed('There is no S3 to read from.');
  try {
    const { body } = await objects.read({
      scope,
      principal: rolePrincipal(kernel, roleArn, name),
      bucket: asText(Bucket),
      key: asText(Key),
      ...(VersionId !== undefined && { versionId: asText(VersionId) }),
      cause,
    });
    return await textOf(body, Number.POSITIVE_INFINITY);
  } catch (error) {
    throw error instanceof Error && 'status' in error ? failed(error.message) : error;
  }
}

function readLines(text: string, config: NonNullable<ItemReader['ReaderConfig']>): readonly Json[] {
  const { InputType: type = 'JSON' } = config;
  try {
    if (type === 'CSV') return readCsv(text, config);
    if (type === 'JSONL') {
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as Json);
    }
    const items = JSON.parse(text) as Json;
    if (Array.isArray(items)) return items as Json[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw failed('Attempting to map over non-iterable node.');
}
