/** Where an alias leads: one version, or two that share its executions. */
import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import { missing, resourceNotFound, validation } from './errors.ts';
import type { Machine } from './machine.ts';
import type { Sfn } from './sfn.ts';

/**
 * The machine that all routes belong to.
 *
 * @throws AwsError ValidationException, ResourceNotFound
 */
export function checkRouting(
  { machines }: Sfn,
  routing: readonly RoutingConfigurationListItem[] | undefined,
): { readonly machine: Machine; readonly routing: readonly RoutingConfigurationListItem[] } {
  if (routing === undefined) throw missing('routingConfiguration');
  if (routing.length < 1 || routing.length > 2) {
    throw validation('The routing configuration must have one or two versions.');
  }
  if (routing.reduce((sum, { weight = 0 }) => sum + weight, 0) !== 100) {
    throw validation('Sum of the weights must equal 100.');
  }
  const found = routing.map(({ stateMachineVersionArn: versionArn = '' }) => {
    const addressed = machines.byArn(versionArn);
    const version = Number(addressed?.qualifier);
    if (addressed === undefined || machines.version(addressed.machine, version) === undefined) {
      throw resourceNotFound(versionArn);
    }
    return addressed.machine;
  });
  const [machine] = found;
  if (found.some(({ id }) => id !== machine!.id)) {
    throw validation('Routing configuration must contain versions of the same state machine.');
  }
  return { machine: machine!, routing };
}
