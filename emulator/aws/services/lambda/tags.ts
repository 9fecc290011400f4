/** Tags of functions and event source mappings. */
import { Constraints } from './constraints.ts';
import { invalidParameter, validation } from './errors.ts';

const MOST_TAGS = 50;
const RESOURCE =
  'arn:(aws[a-zA-Z-]*):lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})';

/** @throws AwsError InvalidParameterValueException, ValidationException */
export function checkTags(tags: Readonly<Record<string, string>> = {}): void {
  const keys = Object.keys(tags);
  if (keys.length > MOST_TAGS) throw invalidParameter('Number of tags exceeds resource tag limit.');
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) {
    throw validation([
      `Value '${reserved}' at 'tags' failed to satisfy constraint: Tag keys starting with 'aws:' are reserved for system use`,
    ]);
  }
}

/** @throws AwsError ValidationException */
export const checkTaggable = (resource: string): void =>
  new Constraints().pattern(resource, 'resource', RESOURCE).check();
