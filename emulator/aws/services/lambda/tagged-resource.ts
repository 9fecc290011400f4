/** Finds what a request about tags is about. Gap: layers and code signing configurations have no tags here. */
import { notImplemented } from '../../kernel/aws-error.ts';
import type { Call } from '../../kernel/operation.ts';
import { invalidParameter, resourceNotFound } from './errors.ts';
import { mappingArn } from './event-sources/mapping.ts';
import { namedMapping } from './event-sources/named-mapping.ts';
import { parseFunctionArn } from './function-reference.ts';
import type { Lambda } from './lambda.ts';
import { namedFunction } from './named-function.ts';
import { checkTaggable } from './tags.ts';

type Tags = Readonly<Record<string, string>>;

export interface TaggedResource {
  readonly tags: Tags;
  readonly setTags: (tags: Tags) => void;
}

const MAPPING = /:event-source-mapping:([^:]+)$/;

/** @throws AwsError ValidationException, InvalidParameterValueException, ResourceNotFoundException, NotImplemented */
export function taggedResource(lambda: Lambda, call: Call, resource: string): TaggedResource {
  checkTaggable(resource);
  const uuid = MAPPING.exec(resource)?.[1];
  return uuid === undefined
    ? taggedFunction(lambda, call, resource)
    : taggedMapping(lambda, call, resource, uuid);
}

function taggedMapping(lambda: Lambda, call: Call, resource: string, uuid: string): TaggedResource {
  const mapping = namedMapping(lambda, call, uuid);
  if (mappingArn(mapping) !== resource) throw resourceNotFound();
  return { tags: mapping.tags, setTags: (tags) => lambda.sources.mappings.setTags(mapping, tags) };
}

function taggedFunction(lambda: Lambda, call: Call, resource: string): TaggedResource {
  const reference = parseFunctionArn(resource);
  if (reference === undefined) {
    throw notImplemented('lambda', 'tags of anything but functions and event source mappings');
  }
  if (reference.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const { fn } = namedFunction(lambda, call, resource);
  return { tags: fn.tags, setTags: (tags) => lambda.functions.setTags(fn, tags) };
}
