import { readResource } from '../tasks/resource.ts';

/**
 * What is wrong with a Task's resource, if anything is.
 *
 * @throws AwsError NotImplemented for what AWS has and is not here
 */
export function checkResource(text: string, express: boolean): string | undefined {
  const resource = readResource(text);
  if (resource === undefined)
    return `The resource provided ${text} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
  if (resource.kind === 'function' || !express || resource.waiting === 'response') return undefined;
  const waiting = resource.waiting === 'token' ? 'waitForTaskToken' : 'sync';
  return `Express state machine does not support '.${waiting}' service integration`;
}
