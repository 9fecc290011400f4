/** From a request to its state machine or execution, once policies let the caller act on it. */
import type { Call } from '../../kernel/operation.ts';
import { parseArn, type Scope } from '../../kernel/scope.ts';
import {
  executionNotFound,
  invalidArn,
  machineNotFound,
  missing,
  resourceNotFound,
  wrongType,
} from './errors.ts';
import type { ExecutionRow } from './executions.ts';
import type { Machine } from './machine.ts';
import type { MapRunRow } from './map-runs.ts';
import type { AliasRow, Version } from './machines.ts';
import type { Sfn } from './sfn.ts';

export interface Addressed {
  readonly machine: Machine;
  readonly version: Version | undefined;
  readonly alias: AliasRow | undefined;
  /** The row of the revision that the address leads to. */
  readonly revision: number;
}

/**
 * A machine, or a version or alias of one.
 *
 * @throws AwsError InvalidArn, StateMachineDoesNotExist, AccessDeniedException
 */
export function openMachine(sfn: Sfn, machineArn: string | undefined, action: string, call: Call): Addressed {
  if (machineArn === undefined) throw missing('stateMachineArn');
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+(:[^:]+)?$/.test(machineArn))
    throw invalidArn(machineArn);
  const found = sfn.machines.byArn(machineArn);
  if (found === undefined) throw machineNotFound(machineArn);
  const { machine, qualifier } = found;
  call.touches(machine.name);
  call.authorize({ action, resource: machineArn, owner: machine.owner });
  if (qualifier === undefined)
    return { machine, version: undefined, alias: undefined, revision: machine.revision };
  const version = /^\d+$/.test(qualifier) ? sfn.machines.version(machine, Number(qualifier)) : undefined;
  const alias = sfn.machines.alias(machine, qualifier);
  if (version !== undefined) return { machine, version, alias: undefined, revision: version.revision };
  if (alias === undefined) throw machineNotFound(machineArn);
  return { machine, ...routed(sfn, machine, alias), alias };
}

/** An alias shares executions out between its versions. */
function routed(
  sfn: Sfn,
  machine: Machine,
  alias: AliasRow,
): { readonly version: Version; readonly revision: number } {
  const routes = JSON.parse(alias.routing) as { stateMachineVersionArn: string; weight: number }[];
  let left = sfn.kernel.ids.random() * 100;
  const route = routes.find(({ weight }) => (left -= weight) < 0) ?? routes[0]!;
  const version = sfn.machines.version(machine, Number(route.stateMachineVersionArn.split(':').at(-1)))!;
  return { version, revision: version.revision };
}

/** @throws AwsError InvalidArn, ExecutionDoesNotExist, StateMachineTypeNotSupported, AccessDeniedException */
export function openExecution(
  sfn: Sfn,
  executionArn: string | undefined,
  action: string,
  call: Call,
): ExecutionRow {
  if (executionArn === undefined) throw missing('executionArn');
  const parts = parseArn(executionArn);
  const kind = parts?.resource.split(':')[0];
  if (parts?.service !== 'states' || (kind !== 'execution' && kind !== 'express'))
    throw invalidArn(executionArn);
  call.touches(parts.resource.split(':')[1] ?? '');
  call.authorize({ action, resource: executionArn, owner: parts.accountId });
  if (kind === 'express') throw wrongType();
  const row = sfn.executions.byArn(executionArn);
  if (row === undefined) throw executionNotFound(executionArn);
  return row;
}

export const anyMachine = ({ accountId, region }: Scope): string =>
  `arn:aws:states:${region}:${accountId}:stateMachine:*`;

/** @throws AwsError ResourceNotFound, AccessDeniedException */
export function openMapRun(sfn: Sfn, mapRunArn: string | undefined, action: string, call: Call): MapRunRow {
  if (mapRunArn === undefined) throw missing('mapRunArn');
  call.authorize({ action, resource: mapRunArn, owner: parseArn(mapRunArn)?.accountId ?? '' });
  const run = sfn.mapRuns.byArn(mapRunArn);
  if (run === undefined) throw resourceNotFound(mapRunArn);
  return run;
}

/** @throws AwsError InvalidArn, ResourceNotFound, AccessDeniedException */
export function openAlias(
  sfn: Sfn,
  aliasArn: string | undefined,
  action: string,
  call: Call,
): { readonly machine: Machine; readonly alias: AliasRow } {
  if (aliasArn === undefined) throw missing('stateMachineAliasArn');
  if (!/^arn:aws[\w-]*:states:[\w-]+:\d{12}:stateMachine:[^:]+:[^:]+$/.test(aliasArn))
    throw invalidArn(aliasArn);
  const found = sfn.machines.byArn(aliasArn);
  const alias = found && sfn.machines.alias(found.machine, found.qualifier ?? '');
  if (found === undefined || alias === undefined) throw resourceNotFound(aliasArn);
  call.touches(found.machine.name);
  call.authorize({ action, resource: aliasArn, owner: found.machine.owner });
  return { machine: found.machine, alias };
}
